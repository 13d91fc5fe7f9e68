"""Addresses of the consolidated report: list, workbench, figures, decisions, files, leadership's page."""

from django.urls import path

from reports.consolidation.views import decisions, doubles, figures, files, leadership, listing, workbench

app_name = "consolidation"
urlpatterns = [
    path("consolidated/", listing.report_list, name="list"),
    path("consolidated/start/<int:pk>/", listing.start, name="start"),
    path("consolidated/<int:pk>/", workbench.report, name="report"),
    path("consolidated/<int:pk>/compile/", workbench.compile_again, name="compile"),
    path("consolidated/<int:pk>/progress/", workbench.progress, name="progress"),
    path("consolidated/<int:pk>/annexes/", workbench.choose_annexes, name="annexes"),
    path("consolidated/<int:pk>/section/<str:code>/", workbench.section, name="section"),
    path("consolidated/<int:pk>/section/<str:code>/settle/", workbench.settle, name="settle"),
    path("consolidated/<int:pk>/figures/", figures.figures, name="figures"),
    path("consolidated/<int:pk>/reconciliation/", figures.reconciliation, name="reconciliation"),
    path("consolidated/<int:pk>/doubles/", doubles.doubles, name="doubles"),
    path("consolidated/<int:pk>/doubles/decide/", doubles.decide, name="decide_double"),
    path("consolidated/<int:pk>/send/", decisions.send, name="send"),
    path("consolidated/<int:pk>/withdraw/", decisions.withdraw, name="withdraw"),
    path("consolidated/<int:pk>/return/", decisions.return_report, name="return"),
    path("consolidated/<int:pk>/approve/", decisions.approve, name="approve"),
    path("consolidated/<int:pk>/record/", decisions.record, name="record"),
    path("consolidated/<int:pk>/correct/", decisions.correct, name="correct"),
    path("consolidated/<int:pk>/replace/", decisions.replace, name="replace"),
    path("consolidated/<int:pk>/draft/<str:file_format>/", files.draft, name="draft"),
    path("consolidated/editions/<int:pk>/<str:file_format>/", files.edition, name="edition"),
    path("<int:year>/overview/", leadership.overview, name="overview"),
]
