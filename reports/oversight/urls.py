"""Addresses of the oversight room."""

from django.urls import path

from reports.oversight.views import examples, inspections

app_name = "oversight"
urlpatterns = [
    path("oversight/inspections/", inspections.inspections, name="inspections"),
    path("oversight/inspections.xlsx", inspections.inspections_workbook, name="inspections_workbook"),
    path("oversight/inspections/new/", inspections.new, name="inspection_new"),
    path("oversight/inspections/<int:pk>/", inspections.inspection, name="inspection"),
    path("oversight/inspections/<int:pk>/edit/", inspections.edit, name="inspection_edit"),
    path("oversight/inspections/<int:pk>/remove/", inspections.remove, name="inspection_remove"),
    path("oversight/inspections/<int:pk>/findings/", inspections.add_finding, name="add_finding"),
    path("oversight/findings/<int:pk>/<slug:name>/", inspections.move, name="finding_move"),
    path("oversight/examples/", examples.examples, name="examples"),
    path("oversight/examples.xlsx", examples.examples_workbook, name="examples_workbook"),
    path("oversight/examples/new/", examples.new, name="example_new"),
    path("oversight/examples/<int:pk>/", examples.example, name="example"),
    path("oversight/examples/<int:pk>/edit/", examples.edit, name="example_edit"),
    path("oversight/examples/<int:pk>/spread/", examples.spread, name="spread"),
]
