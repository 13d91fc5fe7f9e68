"""Addresses under /reports/consolidated/earlier-years/."""

from django.urls import path

from reports.earlier_years.views import pages, report, texts, workbooks

app_name = "earlier_years"

urlpatterns = [
    path("", pages.earlier_years, name="list"),
    path("<int:year>/", pages.year_page, name="year"),
    path("<int:year>/report/", report.report, name="report"),
    path("<int:year>/report.pdf", report.signed_file, name="file"),
    path("<int:year>/texts/", texts.texts, name="texts"),
    path("<int:year>/workbook.xlsx", workbooks.download, name="workbook"),
    path("<int:year>/workbook/", workbooks.upload, name="upload"),
    path("<int:year>/workbook/<uuid:pk>/", workbooks.check_workbook, name="check"),
]
