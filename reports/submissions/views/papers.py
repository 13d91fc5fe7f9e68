"""The unit's report on paper: a marked draft before submission, afterwards the frozen revision. PDF and Word."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from reports.documents import word
from reports.documents.content import ContentError, OfficialDocument
from reports.documents.pdf import Limits, RenderingFailed, render_pdf
from reports.submissions import history, papers, reading, snapshots
from reports.submissions.views.access import own_report, report_for

#: A paper of a few pages: nobody waits longer than this for it.
PATIENCE = Limits(cpu=25, wall=30)
PDF = "pdf"
MEDIA_TYPES = {PDF: "application/pdf", "docx": word.MEDIA_TYPE}


@require_safe
def draft(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """The present content, marked as a draft; for the unit itself."""
    report = own_report(request, pk)
    with override("vi"):
        sections = reading.sections_of(report, snapshots.content_of(report), history.of(report))
        document = papers.draft(report, sections, timezone.localdate(request.now))
    return _file(request, document, papers.file_name(report, extension), extension, pk)


@require_safe
def revision(request: HttpRequest, pk: int, number: int, extension: str) -> HttpResponse:
    """A frozen revision."""
    report = report_for(request, pk)
    found = get_object_or_404(report.revisions, number=number)
    with override("vi"):
        sections = reading.sections_of(report, found.content, history.of(report))
        document = papers.submitted(report, found, sections, timezone.localdate(found.submitted_at))
    return _file(request, document, papers.file_name(report, extension, found), extension, pk)


def _file(request: HttpRequest, document: OfficialDocument, name: str, extension: str, pk: int) -> HttpResponse:
    if extension not in MEDIA_TYPES:
        raise Http404
    try:
        made = render_pdf(document, limits=PATIENCE).pdf if extension == PDF else word.render_word(document)
    except (ContentError, RenderingFailed) as problem:
        messages.error(request, str(problem))
        return redirect("submissions:read", pk=pk)
    disposition = "inline" if extension == PDF else "attachment"
    return HttpResponse(
        made,
        content_type=MEDIA_TYPES[extension],
        headers={"Content-Disposition": f'{disposition}; filename="{name}"'},
    )
