"""Addresses of the extensions room."""

app_name = "extensions"
urlpatterns = []
