"""Files of the consolidated report: stored bytes of editions, and working copies made in the background."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from departments import jobs
from departments.permissions import allows
from reports.consolidation import permissions, rendering
from reports.consolidation.models import ConsolidatedReport, DraftFile, Edition
from reports.consolidation.views.workbench import report_of
from reports.consolidation.workflow import DRAFT_JOB
from reports.documents import excel
from reports.submissions.storage import read


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Always saved, never shown in place: what it holds is not ours to run."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _name(report: ConsolidatedReport, suffix: str, file_format: str) -> str:
    return f"bao-cao-{report.period.code}{suffix}.{file_format}"


@require_GET
def edition(request, pk: int, file_format: str):
    """The kept bytes of an edition: as issued, before that as approved."""
    editions = Edition.objects.filter(report__in=ConsolidatedReport.objects.visible_to(request.user))
    shown = get_object_or_404(
        editions.select_related("report__period", "issued_pdf", "issued_word", "approved_pdf", "approved_word"), pk=pk
    )
    suffix = f"-so-{shown.official_number}" if shown.official_number else f"-lan-{shown.number}"
    name = _name(shown.report, suffix, file_format)
    if file_format == DraftFile.Format.EXCEL and allows(permissions.read_draft, request.user, shown.report):
        return _file(rendering.edition_workbook(shown), excel.MEDIA_TYPE, name)
    kinds = {"pdf": ("issued_pdf", "approved_pdf"), "docx": ("issued_word", "approved_word")}
    if file_format not in kinds:
        raise Http404
    issued, approved = (getattr(shown, field) for field in kinds[file_format])
    stored = issued if shown.official_number else approved
    if stored is None:
        return _waiting(request, shown.report)
    return _file(read(stored), stored.media_type, name)


@require_GET
def draft(request, pk: int, file_format: str):
    """A working copy of the draft as it stands; asked for as a job when it has not been made yet."""
    report = report_of(request, pk)
    if file_format not in DraftFile.Format.values or report.compilation is None:
        raise Http404
    if not allows(permissions.read_draft, request.user, report):
        raise Http404
    kept = rendering.kept_draft(report, file_format, request.now)
    if kept is None:
        key = f"{DRAFT_JOB}.{report.pk}.{file_format}.v{report.version}"
        jobs.enqueue(DRAFT_JOB, key, {"report": report.pk, "format": file_format}, request.user)
        return _waiting(request, report)
    return _file(read(kept.file), kept.file.media_type, _name(report, "-du-thao", file_format))


def _waiting(request, report: ConsolidatedReport):
    """Please wait: the page asks again by itself."""
    context = {"report": report, "worker_is_alive": jobs.worker_is_alive(request.now)}
    response = render(request, "consolidation/report/waiting.html", context, status=202)
    response["Refresh"] = "3"
    return response
