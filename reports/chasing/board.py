"""Tiến độ: units × state × days late, who has it now, and the curve of submissions. A fixed number of queries.

The rows are the one source of the page, of its workbook and of annex PL 10 of the consolidated report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from campaign.working_days import calendar_for
from departments.models import Department
from reports.chasing.clock import Clock, clocks_of
from reports.chasing.models import Reminder
from reports.extensions.limits import days_late, limits_of, on_time_until
from reports.review.models import Return
from reports.submissions.models import AnnualReport

State = AnnualReport.State

#: What the unit has back because an accepted report was opened again, not because of a fault.
REOPENED = "reopened"
#: State → tone of its badge; "" is a unit that has not begun.
TONES = {
    "": "none",
    State.DRAFTING: "warn",
    State.AWAITING_HEAD: "warn",
    State.SUBMITTED: "run",
    State.UNDER_REVIEW: "run",
    State.RETURNED: "bad",
    REOPENED: "warn",
    State.ACCEPTED: "ok",
}


def state_of(report: AnnualReport | None) -> str:
    """The state as the board tells it."""
    if report is None:
        return ""
    return REOPENED if report.state == State.RETURNED and report.reopened else report.state


def label_of(state: str) -> str:
    """The state in words."""
    derived = {"": _("Not begun"), REOPENED: _("Reopened for correction")}
    return derived.get(state) or str(State(state).label)


#: Who has a report now: the unit, the side that reviews, nobody any more.
UNIT, REVIEWERS, NOBODY = "unit", "reviewers", "nobody"


@dataclass(frozen=True)
class Row:
    """One unit on the board."""

    department: Department
    report: AnnualReport | None
    state: str
    label: str
    tone: str
    #: *Hạn gửi*, the same for every unit, and the last day of the unit's own extension (*Gia hạn đến*).
    due_on: date | None
    granted: date | None
    #: *Gửi đúng hạn đến* of this unit, the extension included; days late count from it.
    on_time_until: date | None
    submitted_on: date | None
    days_late: int
    working_days_late: int
    returns: int
    reminders: int
    last_reminder: date | None
    side: str
    holder: str
    since: datetime | None
    clock: Clock = field(default_factory=Clock)
    #: Values that differ from what had been accepted, as last submitted after a reopening.
    changed: int = 0

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
        return [row for row in self.rows if row.state in (State.RETURNED, REOPENED)]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if not row.is_in]

    @property
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.days_late]

    def count_by_state(self) -> dict[str, int]:
        counts = dict.fromkeys(TONES, 0)
        for row in self.rows:
            counts[row.state] += 1
        return counts


def board_of(period: ReportingPeriod, today: date) -> Board:
    """Every unit that is asked in the period, in office order; seven queries besides the period."""
    units = list(period.units().order_by("order", "sort_key", "pk"))
    reports = {r.department_id: r for r in AnnualReport.objects.for_period(period).for_listing()}
    reminders = reminders_of(period)
    granted = limits_of(period)
    clocks = clocks_of([report.pk for report in reports.values()], today)
    changed = changed_values(period)
    calendar = calendar_for(period.on_time_until or today, today)
    rows = []
    for unit in units:
        report = reports.get(unit.pk)
        limit = on_time_until(period, granted.get(unit.pk))
        day = submission_day(report)
        end = day or today
        late = days_late(period, granted.get(unit.pk), end)
        sent, last = reminders.get(unit.pk, (0, None))
        rows.append(
            Row(
                department=unit, report=report, state=state_of(report),
                label=label_of(state_of(report)),
                tone=TONES[state_of(report)],
                due_on=period.due_on, granted=granted.get(unit.pk), on_time_until=limit, submitted_on=day,
                days_late=late, working_days_late=calendar.working_days_between(limit, end) if late else 0,
                returns=report.returns if report else 0, reminders=sent, last_reminder=last,
                side=side_of(report), holder=holder_of(report) if report else unit.name,
                since=report.state_changed_at if report else None,
                clock=clocks.get(report.pk, Clock()) if report else Clock(),
                changed=changed.get(report.pk, 0) if report else 0,
            )
        )  # fmt: skip
    return Board(period, rows)


def reminders_of(period: ReportingPeriod) -> dict[int, tuple[int, date]]:
    """Unit id → how often it was reminded in this period, and when last. One query."""
    rows = Reminder.objects.for_period(period).to_units().order_by().values_list("department")
    return {unit: (count, last) for unit, count, last in rows.annotate(Count("pk"), Max("day"))}


def changed_values(period: ReportingPeriod) -> dict[int, int]:
    """Report id → how many values the last reopening has changed. One query."""
    reopened = Return.objects.filter(report__period=period, kind=Return.Kind.REOPENED, changed_values__gt=0)
    return dict(reopened.order_by("number").values_list("report", "changed_values"))


def submission_day(report: AnnualReport | None) -> date | None:
    """The day of the first submission."""
    return timezone.localtime(report.first_submitted_at).date() if report and report.first_submitted_at else None


def side_of(report: AnnualReport | None) -> str:
    if report is None or report.is_with_unit:
        return UNIT
    return NOBODY if report.state == State.ACCEPTED else REVIEWERS


def holder_of(report: AnnualReport) -> str:
    """Đang xử lý: who has the report now, in the words of the office."""
    if report.state == State.ACCEPTED:
        return ""
    if report.state == State.AWAITING_HEAD:
        return _("Head of the unit")
    if report.is_with_unit:
        return report.department.name
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
