"""Addresses of the oversight room."""

app_name = "oversight"
urlpatterns = []
