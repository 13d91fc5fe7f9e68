"""Background work of this room: compile, render an edition, render a working copy. Each is harmless when run twice."""

from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments import jobs
from departments.models import Job
from departments.permissions import check
from departments.transitions import move
from reports.consolidation import permissions, rendering
from reports.consolidation.compiling import compile_period
from reports.consolidation.models import ConsolidatedReport, Edition
from reports.consolidation.workflow import COMPILE_JOB, COMPILED, DRAFT_JOB, RECOMPILED, RENDER_JOB, State

SAVING, RENDERING = "Đang ghi kết quả tổng hợp", "Đang tạo văn bản"


@jobs.register(COMPILE_JOB, _("Compile the consolidated report"))
def compile_job(job: Job) -> dict[str, Any]:
    """Compile the report, or find that nothing has changed. The requester must still have the right to ask for it."""
    report = ConsolidatedReport.objects.select_related("period__campaign", "compilation").get(pk=job.payload["report"])
    check(permissions.compile_report, job.requested_by, report)
    at = job.started_at
    compiled = compile_period(report.period, timezone.localdate(at), partial(jobs.progress, job))
    if report.state != State.COMPILING and report.compilation.input_hash == compiled.input_hash:
        return {"compilation": report.compilation.number, "unchanged": True}
    jobs.progress(job, 80, SAVING)
    transition = COMPILED if report.state == State.COMPILING else RECOMPILED
    with jobs.fenced(job):
        report = move(report, transition, by=job.requested_by, at=at, compiled=compiled)
    return {"compilation": report.compilation.number, "unchanged": False, "closes": compiled.closes}


@jobs.register(RENDER_JOB, _("Make the files of an edition"))
def render_job(job: Job) -> dict[str, Any]:
    """Make the files of an approved or issued edition; it follows from a move that was allowed."""
    jobs.progress(job, 20, RENDERING)
    edition = rendering.render_edition(Edition.objects.get(pk=job.payload["edition"]), job.started_at)
    return {"edition": edition.pk}


@jobs.register(DRAFT_JOB, _("Make a working copy"))
def draft_job(job: Job) -> dict[str, Any]:
    """Make a working copy for somebody who may still read drafts."""
    report = ConsolidatedReport.objects.select_related("period__campaign", "compilation").get(pk=job.payload["report"])
    check(permissions.read_draft, job.requested_by, report)
    jobs.progress(job, 20, RENDERING)
    made = rendering.render_draft(report, job.payload["format"], job.started_at)
    return {"draft_file": made.pk}
