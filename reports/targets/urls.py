"""Addresses under /targets/."""

from django.urls import path

from reports.targets.views import filling, listing, office_sheets, papers, reading, rounds, workbooks

app_name = "targets"

urlpatterns = [
    path("", listing.registrations, name="list"),
    path("open/", rounds.open_round, name="open"),
    path("year/<int:year>/due/", rounds.due, name="due"),
    path("year/<int:year>/accept/", rounds.accept_many, name="accept_many"),
    path("year/<int:year>/begin/<int:department>/", listing.begin, name="begin"),
    path("year/<int:year>/all-units.xlsx", office_sheets.download, name="office_workbook"),
    path("year/<int:year>/all-units/", office_sheets.upload, name="office_upload"),
    path("year/<int:year>/all-units/confirm/", office_sheets.confirm, name="office_confirm"),
    path("<int:pk>/", reading.registration, name="registration"),
    path("<int:pk>/fill/", filling.fill, name="fill"),
    path("<int:pk>/move/<slug:name>/", reading.move, name="move"),
    path("<int:pk>/workbook.xlsx", workbooks.download, name="workbook"),
    path("<int:pk>/workbook/", workbooks.upload, name="upload"),
    path("<int:pk>/workbook/confirm/", workbooks.confirm, name="confirm"),
    path("<int:pk>/paper.<slug:extension>", papers.paper, name="paper"),
]
