"""Addresses under /reports/consolidated/official-figures/."""

from django.urls import path

from reports.official_figures.views import filling, listing, reading

app_name = "official_figures"

urlpatterns = [
    path("", listing.updates, name="list"),
    path("<int:year>/open/", listing.open_round, name="open"),
    path("<int:year>/due/", listing.due, name="due"),
    path("update/<int:pk>/", reading.update, name="update"),
    path("update/<int:pk>/fill/", filling.fill, name="fill"),
    path("update/<int:pk>/move/<slug:name>/", reading.move, name="move"),
]
