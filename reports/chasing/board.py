"""Tiến độ: units × state × days late, who has it now, and the curve of submissions. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.chasing.models import Reminder
from reports.extensions.limits import days_late, limits_of
from reports.submissions.models import AnnualReport

State = AnnualReport.State

#: State → tone of its badge; "" is a unit that has not begun.
TONES = {
    "": "none",
    State.DRAFTING: "warn",
    State.AWAITING_HEAD: "warn",
    State.SUBMITTED: "run",
    State.UNDER_REVIEW: "run",
    State.RETURNED: "bad",
    State.ACCEPTED: "ok",
}


@dataclass(frozen=True)
class Row:
    """One unit on the board."""

    department: Department
    report: AnnualReport | None
    state: str
    label: str
    tone: str
    submitted_on: date | None
    days_late: int
    returns: int
    reminders: int
    holder: str
    since: datetime | None
    #: The last day of the unit's extension (*Gia hạn đến*).
    granted: date | None = None

    @property
    def is_in(self) -> bool:
        """Has been submitted at least once and is not back with the unit before first acceptance."""
        return self.submitted_on is not None


@dataclass(frozen=True)
class Board:
    """All units of one period."""

    period: ReportingPeriod
    rows: list[Row]

    @property
    def submitted(self) -> list[Row]:
        return [row for row in self.rows if row.is_in]

    @property
    def accepted(self) -> list[Row]:
        return [row for row in self.rows if row.state == State.ACCEPTED]

    @property
    def returned(self) -> list[Row]:
        return [row for row in self.rows if row.state == State.RETURNED]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if not row.is_in]

    def count_by_state(self) -> dict[str, int]:
        counts = dict.fromkeys(TONES, 0)
        for row in self.rows:
            counts[row.state] += 1
        return counts


def board_of(period: ReportingPeriod, today: date) -> Board:
    """Every unit that is asked in the period, in office order; four queries besides the period."""
    units = list(period.units().order_by("order", "sort_key", "pk"))
    reports = {r.department_id: r for r in AnnualReport.objects.for_period(period).for_listing()}
    counted = Reminder.objects.filter(period=period).values("department").annotate(n=Count("pk")).order_by("department")
    reminders = {row["department"]: row["n"] for row in counted}
    granted = limits_of(period)
    rows = [
        _row(period, unit, reports.get(unit.pk), reminders.get(unit.pk, 0), granted.get(unit.pk), today)
        for unit in units
    ]
    return Board(period, rows)


def _row(
    period: ReportingPeriod, unit: Department, report: AnnualReport | None, reminders: int, granted: date | None,
    today: date,
) -> Row:  # fmt: skip
    if report is None:
        late = days_late(period, granted, today)
        return Row(unit, None, "", _("Not begun"), TONES[""], None, late, 0, reminders, unit.short_name, None, granted)
    day = timezone.localtime(report.first_submitted_at).date() if report.first_submitted_at else None
    return Row(
        unit, report, report.state, report.get_state_display(), TONES[report.state], day,
        report.days_late(today, granted), report.returns, reminders, holder_of(report), report.state_changed_at,
        granted,
    )  # fmt: skip


def holder_of(report: AnnualReport) -> str:
    """Đang xử lý: who has the report now, in the words of the office."""
    if report.state == State.ACCEPTED:
        return ""
    if report.state == State.AWAITING_HEAD:
        return _("Head of the unit")
    if report.is_with_unit:
        return report.department.short_name
    if report.state == State.UNDER_REVIEW and report.reviewer:
        return report.reviewer.display_name
    if report.reviewer:
        return _("HC-TC, waiting to be taken up (reviewed last time by %(name)s)") % {"name": report.reviewer}
    return _("HC-TC, waiting to be taken up")


def curve(days: Iterable[date], start: date, end: date) -> list[tuple[date, int]]:
    """How many units had submitted by each day from `start` to `end`, both included."""
    ordered = sorted(days)
    span = (end - start).days
    return [
        (start + timedelta(n), sum(1 for day in ordered if day <= start + timedelta(n)))
        for n in range(max(0, span) + 1)
    ]


def submission_days(period: ReportingPeriod) -> list[date]:
    """The day of each unit's first submission."""
    moments = AnnualReport.objects.for_period(period).filter(first_submitted_at__isnull=False)
    return [timezone.localtime(m).date() for m in moments.order_by("pk").values_list("first_submitted_at", flat=True)]
