"""What the unit reported in earlier years, and what it registered for this one."""

from dataclasses import dataclass
from decimal import Decimal

from campaign.models import OfficeFigure, ReportingPeriod, Target
from departments.models import Department
from reports.submissions.models import AnnualReport, IndicatorValue

ANNUAL = ReportingPeriod.Kind.ANNUAL


@dataclass(frozen=True)
class Answered:
    """One answer of an earlier year: its status, and the figure where there is one."""

    status: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    from_paper: bool = False

    @property
    def figure(self) -> Decimal | None:
        """Of a ratio the percentage, unrounded."""
        if self.numerator is not None:
            return self.numerator / self.denominator * 100 if self.denominator else None
        return self.value


def read_answer(entry: dict) -> Answered:
    """An answer as frozen in a revision."""
    parts = {name: Decimal(entry[name]) if entry[name] is not None else None for name in NUMBERS}
    return Answered(entry["status"], **parts)


NUMBERS = ("value", "numerator", "denominator")


def lineage(department: Department) -> list[int]:
    """The unit and the units it came from, itself first."""
    found, fresh = [department.pk], [department.pk]
    while fresh:
        fresh = [
            pk
            for pk in Department.objects.filter(successors__in=fresh).order_by("pk").values_list("pk", flat=True)
            if pk not in found
        ]
        found += fresh
    return found


def accepted_contents(department: Department, before: int, years: int = 4) -> dict[int, dict]:
    """Year → accepted content of the unit's annual reports before a year; a predecessor's where it has none itself."""
    units = lineage(department)
    reports = (
        AnnualReport.objects.accepted()
        .filter(department__in=units, period__kind=ANNUAL, period__year__lt=before, period__year__gte=before - years)
        .select_related("accepted_revision", "period")
    )
    nearest = sorted(reports, key=lambda r: units.index(r.department_id), reverse=True)
    return {r.period.year: r.accepted_revision.content for r in nearest}


def earlier_answers(
    department: Department, before: int, years: int = 4, contents: dict[int, dict] | None = None
) -> dict[str, dict[int, Answered]]:
    """Indicator code → year → what was answered; figures entered from paper fill the years without a report."""
    contents = accepted_contents(department, before, years) if contents is None else contents
    found: dict[str, dict[int, Answered]] = {}
    papers = OfficeFigure.objects.filter(
        department=department, year__lt=before, year__gte=before - years
    ).select_related("indicator")
    for paper in papers:
        status = IndicatorValue.Status.VALUE
        answer = Answered(status, paper.value, paper.numerator, paper.denominator, from_paper=True)
        found.setdefault(paper.indicator.code, {})[paper.year] = answer
    for year, content in contents.items():
        for code, entry in content["values"].items():
            found.setdefault(code, {})[year] = read_answer(entry)
    return found


def targets(department: Department, year: int) -> dict[str, Target]:
    """Indicator code → what the unit registered for the year."""
    rows = Target.objects.filter(department=department, year=year).select_related("indicator")
    return {row.indicator.code: row for row in rows}
