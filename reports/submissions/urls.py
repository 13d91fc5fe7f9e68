"""Addresses of this room."""

from django.urls import path, register_converter

from reports.submissions.sections import BY_SLUG
from reports.submissions.views import (
    answer_versions,
    assigning,
    evidence,
    filling,
    listing,
    moves,
    on_behalf,
    papers,
    reading,
    saving,
    trying,
    viewing,
    waiving,
    workbook,
)

app_name = "submissions"


class SectionSlug:
    """Only sections that exist, so that addresses of other rooms under the same number stay theirs."""

    regex = "|".join(slug.replace(".", r"\.") for slug in BY_SLUG)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SectionSlug, "section")

urlpatterns = [
    path("", listing.reports, name="list"),
    path("start/<int:period>/<int:department>/", listing.start, name="start"),
    path("on-behalf/", on_behalf.begin, name="on_behalf"),
    path("try/<int:period>/", trying.choose, name="try"),
    path("try/<int:period>/<int:department>/<section:slug>/", trying.form, name="trial"),
    path("<int:pk>/scan/", on_behalf.scan, name="scan"),
    path("evidence/<int:pk>/", evidence.download, name="download"),
    path("evidence/<int:pk>/view/", viewing.view, name="view"),
    path("evidence/<int:pk>/<int:number>-<slug:size>/", viewing.picture, name="picture"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="remove"),
    path("evidence/<int:pk>/restore/", evidence.restore, name="restore"),
    path("<int:pk>/", filling.report, name="report"),
    path("<int:pk>/<section:slug>/", filling.section, name="section"),
    path("<int:pk>/answer/<slug:key>/", saving.answer, name="answer"),
    path("<int:pk>/answer/<slug:key>/versions/", answer_versions.page, name="versions"),
    path("<int:pk>/presence/", saving.presence_of, name="presence"),
    path("<int:pk>/assign/", assigning.page, name="assign"),
    path("<int:pk>/nothing/", filling.nothing, name="nothing"),
    path("<int:pk>/evidence/<slug:key>/", evidence.attach, name="attach"),
    path("<int:pk>/check/", reading.check, name="check"),
    path("<int:pk>/check/waive/", waiving.waive, name="waive"),
    path("<int:pk>/workbook/", workbook.bring, name="workbook"),
    path("<int:pk>/workbook/report.xlsx", workbook.download, name="workbook_file"),
    path("<int:pk>/workbook/<uuid:upload>/", workbook.check, name="workbook_check"),
    path("<int:pk>/read/", reading.read, name="read"),
    path("<int:pk>/record/", reading.record, name="record"),
    path("<int:pk>/receipt/", reading.receipt, name="receipt"),
    path("<int:pk>/submit/", moves.submit, name="submit"),
    path("<int:pk>/move/<slug:name>/", moves.move, name="move"),
    path("<int:pk>/draft.<slug:extension>", papers.draft, name="draft"),
    path("<int:pk>/revisions/<int:number>/", reading.revision, name="revision"),
    path("<int:pk>/revisions/<int:number>/report.<slug:extension>", papers.revision, name="paper"),
]
