"""Addresses of this room."""

app_name = "submissions"
urlpatterns = []
