"""Addresses under /reports/extensions/."""

from django.urls import path

from reports.extensions import views

app_name = "extensions"

urlpatterns = [
    path("extensions/", views.extensions, name="list"),
    path("extensions/<int:period>/ask/", views.ask, name="ask"),
    path("extensions/request/<int:pk>/", views.extension, name="extension"),
    path("extensions/request/<int:pk>/<slug:name>/", views.move, name="move"),
]
