"""The reports of a person's units: what was asked, what was begun, what to do next. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from campaign.models import ReportingPeriod
from departments.models import Department
from departments.roles import Permission
from departments.todo import Tone
from reports.extensions.limits import Given, given_to
from reports.submissions import standing
from reports.submissions.deadlines import Deadline
from reports.submissions.models import AnnualReport
from reports.submissions.standing import Step


@dataclass(frozen=True)
class Line:
    """One period for one unit. `report` is None while nobody has begun (*Chưa bắt đầu* is derived)."""

    period: ReportingPeriod
    department: Department
    report: AnnualReport | None
    step: Step | None
    tone: Tone
    deadline: Deadline
    may_start: bool
    may_ask: bool

    @property
    def days(self) -> str:
        """How many days are left, while the unit has the report or has not begun it."""
        waits = self.report is None or self.report.is_with_unit
        return self.deadline.text if waits and self.deadline.is_open else ""


@dataclass(frozen=True)
class UnitReports:
    """One of the person's units with its lines, newest period first."""

    department: Department
    lines: list[Line]


def of_units(user, today: date) -> list[UnitReports]:
    """Every unit this person speaks for."""
    ids = user.department_ids
    if not ids:
        return []
    units = sorted({g.department for g in user.grants if g.department_id in ids}, key=lambda u: (u.order, u.pk))
    periods = list(ReportingPeriod.objects.begun().prefetch_related("departments"))
    made = AnnualReport.objects.filter(department__in=ids).select_related("period", "department")
    reports = {(r.period_id, r.department_id): r for r in made}
    given = given_to(ids)
    return [UnitReports(unit, _lines(user, unit, periods, reports, given, today)) for unit in units]


def _lines(user, unit: Department, periods, reports, given, today: date) -> list[Line]:
    found = []
    for period in periods:
        report = reports.get((period.pk, unit.pk))
        if report or standing.asks(period, unit):
            deadline = Deadline(period, today, given.get((period.pk, unit.pk)) or Given())
            found.append(_line(user, unit, report, deadline))
    return found


def _line(user, unit: Department, report: AnnualReport | None, deadline: Deadline) -> Line:
    waits = report is None or report.is_with_unit
    return Line(
        period=deadline.period,
        department=unit,
        report=report,
        step=standing.next_step(report, user) if report else None,
        tone=standing.TONES[report.state] if report else Tone.NONE,
        deadline=deadline,
        may_start=report is None and deadline.is_open and user.may(Permission.FILL_REPORT, unit.pk),
        may_ask=waits and deadline.may_ask(user, unit.pk),
    )


def not_begun() -> list[tuple[ReportingPeriod, Department]]:
    """Open periods with each unit that is asked and has not begun; for entering a report from paper. Four queries."""
    periods = list(ReportingPeriod.objects.open().prefetch_related("departments"))
    begun = set(AnnualReport.objects.filter(period__in=periods).order_by().values_list("period", "department"))
    units = list(Department.objects.order_by("order", "sort_key", "pk"))
    return [(p, u) for p in periods for u in units if (p.pk, u.pk) not in begun and standing.asks(p, u)]
