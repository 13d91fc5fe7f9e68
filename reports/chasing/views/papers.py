"""On paper: the official notice to chosen units, and the list for the weekly meeting."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from departments.models import Department
from departments.permissions import check
from reports.chasing import papers, permissions
from reports.chasing.addresses import address
from reports.chasing.models import Reminder
from reports.chasing.openings import openings_of
from reports.chasing.sending import log_paper
from reports.chasing.views.access import period_for
from reports.chasing.views.reminders import chosen_openings, nothing_chosen
from reports.documents import word
from reports.documents.content import ContentError, OfficialDocument
from reports.documents.pdf import Limits, RenderingFailed, render_pdf

#: A paper of a few pages: nobody waits longer than this for it.
PATIENCE = Limits(cpu=25, wall=30)
PDF = "pdf"
MEDIA_TYPES = {PDF: "application/pdf", "docx": word.MEDIA_TYPE}


@require_POST
def notice(request: HttpRequest, year: int) -> HttpResponse:
    """The official notice to the chosen units; that it was made is written down, once a day and unit."""
    check(permissions.remind, request.user, None)
    period = period_for(request, year)
    extension = request.POST.get("extension", PDF)
    if extension not in MEDIA_TYPES:
        raise Http404
    openings, on = chosen_openings(request, period), timezone.localdate(request.now)
    if not openings:
        return nothing_chosen(request, period)
    unit = _coordinator()
    facts = {"unit": unit, "reminded": Reminder.objects.counts_in(period), "on": on}
    with override("vi"):
        document = papers.notice(openings, signatory=papers.signatory_on(unit, on), **facts)
    made = _made(request, period, document, extension, papers.file_name(openings, extension))
    if made.status_code == 200:
        log_paper(openings, text=document.subject, by=request.user, at=request.now)
    return made


@require_safe
def meeting_list(request: HttpRequest, year: int) -> HttpResponse:
    """All units with something open, as a list for the weekly meeting."""
    check(permissions.remind, request.user, None)
    period = period_for(request, year)
    on = timezone.localdate(request.now)
    with override("vi"):
        facts = {"unit": _coordinator(), "reminded": Reminder.objects.counts_in(period), "on": on}
        document = papers.meeting_list(openings_of(period), period, **facts)
    return _made(request, period, document, PDF, f"danh-sach-don-doc-{year}.pdf")


def _coordinator() -> Department:
    found = Department.objects.coordinators().order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _made(request: HttpRequest, period, document: OfficialDocument, extension: str, name: str) -> HttpResponse:
    try:
        made = render_pdf(document, limits=PATIENCE).pdf if extension == PDF else word.render_word(document)
    except (ContentError, RenderingFailed) as problem:
        messages.error(request, str(problem))
        return redirect(address("reminders", period))
    disposition = "inline" if extension == PDF else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(made, content_type=MEDIA_TYPES[extension], headers=headers)
