"""The registration on paper, PDF and Word."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from campaign.views.plan import the_campaign
from reports.documents import word
from reports.documents.content import ContentError
from reports.documents.pdf import Limits, RenderingFailed, render_pdf
from reports.targets import papers, reading
from reports.targets.views.access import registration_for

#: A paper of a few pages: nobody waits longer than this for it.
PATIENCE = Limits(cpu=25, wall=30)
PDF = "pdf"
MEDIA_TYPES = {PDF: "application/pdf", "docx": word.MEDIA_TYPE}


@require_safe
def paper(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """The present content; a marked draft until HC-TC has accepted it."""
    found = registration_for(request, pk)
    if extension not in MEDIA_TYPES:
        raise Http404
    with override("vi"):
        groups = reading.groups_of(found)
        day = timezone.localdate(found.last_submitted_at or request.now)
        document = papers.paper(found, groups, the_campaign(), day)
    try:
        made = render_pdf(document, limits=PATIENCE).pdf if extension == PDF else word.render_word(document)
    except (ContentError, RenderingFailed) as problem:
        messages.error(request, str(problem))
        return redirect("targets:registration", pk=pk)
    disposition = "inline" if extension == PDF else "attachment"
    name = papers.file_name(found, extension)
    return HttpResponse(
        made,
        content_type=MEDIA_TYPES[extension],
        headers={"Content-Disposition": f'{disposition}; filename="{name}"'},
    )
