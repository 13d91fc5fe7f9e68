"""What the same unit reported in earlier years: from accepted revisions, and from paper where there was no report."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from campaign import wording
from campaign.models import Indicator, OfficeFigure, ReportingPeriod
from departments.models import Department
from reports.submissions.models import AnnualReport
from reports.targets import history as targets


@dataclass(frozen=True)
class Figure:
    """A figure of an earlier year; of a ratio also its parts, `value` being the percentage."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class History:
    """Figures by indicator code and year; texts of last year by question code."""

    year: int
    figures: dict[str, dict[int, Figure]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def last_year(self, code: str) -> Figure | None:
        return self.figures.get(code, {}).get(self.year - 1)

    def series(self, code: str) -> list[tuple[int, Decimal | None]]:
        """Each year from the first known one to last year, with its figure or None."""
        known = self.figures.get(code, {})
        years = range(min(known, default=self.year), self.year)
        return [(year, known[year].value if year in known else None) for year in years]


def of(report: AnnualReport) -> History:
    """Earlier years of the report's unit; of a reorganised unit also those of its one predecessor. Three queries."""
    return of_unit(report.department, report.period.year, report.period.kind)


def of_unit(unit: Department, year: int, kind: str = ReportingPeriod.Kind.ANNUAL) -> History:
    """What the unit reported before this year, in reports of this kind."""
    forerunners = list(unit.predecessors.order_by("pk").values_list("pk", flat=True))
    units = [*(forerunners if len(forerunners) == 1 else []), unit.pk]
    figures: dict[str, dict[int, Figure]] = defaultdict(dict)
    for code, past_year, figure in _from_paper(units, year):
        figures[code][past_year] = figure
    earlier = sorted(_accepted(units, year, kind), key=lambda past: (past.department_id == unit.pk, past.period.year))
    for past in earlier:
        for code, answer in past.accepted_revision.content["values"].items():
            if figure := figure_in(answer):
                figures[code][past.period.year] = figure
    return History(year, dict(figures), _texts(earlier, year - 1))


@targets.register
def results_of(unit: Department, year: int) -> dict[str, str]:
    """The unit's results of a year as they read, beside the targets it registers for the next."""
    figures = of_unit(unit, year + 1).figures
    known = {code: by_year[year].value for code, by_year in figures.items() if year in by_year}
    definitions = Indicator.objects.filter(code__in=known).order_by("pk")
    return {row.code: wording.number(known[row.code], row) for row in definitions}


def figure_in(answer: dict) -> Figure | None:
    """The figure in one answer of a frozen revision."""
    numerator, denominator = (Decimal(answer[k]) if answer[k] else None for k in ("numerator", "denominator"))
    if numerator is not None:
        return Figure(numerator / denominator * 100, numerator, denominator) if denominator else None
    return Figure(Decimal(answer["value"])) if answer["value"] is not None else None


def _accepted(units: list[int], year: int, kind: str):
    if kind != ReportingPeriod.Kind.SIX_MONTH:
        kind = ReportingPeriod.Kind.ANNUAL
    past = AnnualReport.objects.accepted().filter(department__in=units, period__kind=kind, period__year__lt=year)
    return past.select_related("period", "accepted_revision").order_by("period__year", "pk")


def _from_paper(units: list[int], year: int):
    rows = OfficeFigure.objects.filter(department__in=units, year__lt=year).select_related("indicator")
    for row in rows.order_by("pk"):
        if row.value is not None:
            yield row.indicator.code, row.year, Figure(row.value)
        elif row.denominator:
            percent = row.numerator / row.denominator * 100
            yield row.indicator.code, row.year, Figure(percent, row.numerator, row.denominator)


def _texts(earlier: list[AnnualReport], year: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    for past in earlier:
        if past.period.year == year:
            texts |= {code: t["text"] for code, t in past.accepted_revision.content["texts"].items() if t["text"]}
    return texts
