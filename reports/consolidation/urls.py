"""Addresses of this room."""

app_name = "consolidation"
urlpatterns = []
