"""Beginning a consolidated report, and beginning the one that is to replace an issued report."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments import audit
from departments.models import Job, User
from departments.permissions import Refused, check
from departments.transitions import NoteRequired, move
from reports.consolidation import annexes, permissions
from reports.consolidation.models import ConsolidatedReport, Section
from reports.consolidation.workflow import COMPILE, COMPILE_JOB, State


@transaction.atomic
def start(period: ReportingPeriod, *, by: User, at: datetime) -> ConsolidatedReport:
    """Begin the report of a period and ask for its compilation; beginning twice gives the report under way."""
    check(permissions.start, by, period)
    period = ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    existing = ConsolidatedReport.objects.filter(period=period).live().order_by("-pk").first()
    if existing:
        return existing
    report = _create(period, by, at)
    return move(report, COMPILE, by=by, at=at)


@transaction.atomic
def start_replacement(report: ConsolidatedReport, *, by: User, at: datetime, note: str) -> ConsolidatedReport:
    """Begin the report that is to replace an issued one. The issued one stays in force until the new one is issued."""
    check(permissions.send, by, report)
    if not note.strip():
        raise NoteRequired(_("Please give the reason."))
    period = ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=report.period_id)
    under_way = ConsolidatedReport.objects.filter(period=period).under_way().first()
    if under_way:
        return under_way
    if report.state != State.ISSUED:
        raise Refused(_("Only an issued report can be replaced."))
    fresh = _create(period, by, at, replaces=report, sent_annexes=report.sent_annexes, note=note.strip())
    _copy_sections(report, fresh)
    return move(fresh, COMPILE, by=by, at=at)


def _create(period: ReportingPeriod, by: User, at: datetime, note: str = "", **fields) -> ConsolidatedReport:
    fields = {"sent_annexes": annexes.default_sent()} | fields
    report = ConsolidatedReport.objects.create(
        period=period, created_at=at, created_by=by, state_changed_at=at, **fields
    )
    audit.record(
        "consolidation.consolidatedreport.start", target=report, by=by, at=at, label="Bắt đầu tổng hợp báo cáo",
        after=report.state, note=note,
    )  # fmt: skip
    return report


def _copy_sections(old: ConsolidatedReport, new: ConsolidatedReport) -> None:
    """The replacement starts from the issued words."""
    rows = list(old.sections.order_by("order"))
    for row in rows:
        row.pk, row.report, row.version, row._state.adding = None, new, 1, True
    Section.objects.bulk_create(rows)


def running_job(report: ConsolidatedReport) -> Job | None:
    """The newest compilation job of this report, for its progress."""
    return Job.objects.filter(kind=COMPILE_JOB, payload__report=report.pk).order_by("-pk").first()
