"""Files of the consolidated report: stored bytes of editions, and working copies made in the background."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from departments import jobs
from departments.models import Job
from departments.permissions import allows
from reports.consolidation import permissions, rendering, workflow
from reports.consolidation.models import ConsolidatedReport, DraftFile, Edition
from reports.consolidation.views.workbench import report_of
from reports.documents import excel
from reports.submissions.storage import read

#: File format → which stored files of an edition hold it.
FIELDS = {"pdf": "pdf", "docx": "word"}
STORED = ("issued_pdf", "issued_word", "approved_pdf", "approved_word")


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
    shown = get_object_or_404(
        Edition.objects.visible_to(request.user).select_related("report__period", *STORED),
        pk=pk,
    )
    suffix = f"-so-{shown.official_number}" if shown.official_number else f"-lan-{shown.number}"
    name = _name(shown.report, suffix, file_format)
    if file_format == DraftFile.Format.EXCEL and allows(permissions.read_draft, request.user, shown.report):
        return _file(rendering.edition_workbook(shown), excel.MEDIA_TYPE, name)
    if file_format not in FIELDS:
        raise Http404
    stored = getattr(shown, f"{'issued' if shown.official_number else 'approved'}_{FIELDS[file_format]}")
    if stored is None:
        job = workflow.ask_for_files(shown, request.user, again="again" in request.GET)
        return _waiting(request, shown.report, job)
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
        job = workflow.ask_for_draft(report, file_format, request.user, again="again" in request.GET)
        return _waiting(request, report, job)
    return _file(read(kept.file), kept.file.media_type, _name(report, "-du-thao", file_format))


def _waiting(request, report: ConsolidatedReport, job: Job):
    """Please wait: the page asks again by itself, until the file is there or could not be made."""
    context = {"report": report, "job": job, "worker_is_alive": jobs.worker_is_alive(request.now)}
    if not job.is_live:
        return render(request, "consolidation/report/not_made.html", context, status=503)
    response = render(request, "consolidation/report/waiting.html", context, status=202)
    response["Refresh"] = f"3; url={request.path}"
    return response
