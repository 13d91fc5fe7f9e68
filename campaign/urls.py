"""Addresses of this room."""

app_name = "campaign"
urlpatterns = []
