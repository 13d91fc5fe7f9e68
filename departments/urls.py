"""Addresses of this room."""

app_name = "departments"
urlpatterns = []
