"""What the same unit reported in earlier years: from accepted revisions, and from paper where there was no report."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from campaign import wording
from campaign.models import Indicator, OfficeFigure, OfficeText, ReportingPeriod
from departments.models import Department
from reports.submissions import official
from reports.submissions.models import AnnualReport
from reports.targets import history as targets


@dataclass(frozen=True)
class Figure:
    """A figure of an earlier year; of a ratio also its parts, `value` being the percentage.

    `remark` says where it comes from, if not from the accepted report as it was submitted.
    """

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    remark: str = ""


@dataclass(frozen=True)
class History:
    """Figures by indicator code and year; texts of last year by question code."""

    year: int
    figures: dict[str, dict[int, Figure]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    #: Where last year's text comes from, by question code, if not from an accepted report.
    text_remarks: dict[str, str] = field(default_factory=dict)

    def last_year(self, code: str) -> Figure | None:
        return self.figures.get(code, {}).get(self.year - 1)

    def series(self, code: str) -> list[tuple[int, Decimal | None]]:
        """Each year from the first known one to last year, with its figure or None."""
        known = self.figures.get(code, {})
        years = range(min(known, default=self.year), self.year)
        return [(year, known[year].value if year in known else None) for year in years]


def of(report: AnnualReport) -> History:
    """Earlier years of the report's unit; of a reorganised unit also those of its one predecessor. Five queries."""
    return of_unit(report.department, report.period.year, report.period.kind)


def of_unit(unit: Department, year: int, kind: str = ReportingPeriod.Kind.ANNUAL) -> History:
    """What the unit reported before this year, in reports of this kind."""
    forerunners = list(unit.predecessors.order_by("pk").values_list("pk", flat=True))
    units = [*(forerunners if len(forerunners) == 1 else []), unit.pk]
    figures: dict[str, dict[int, Figure]] = defaultdict(dict)
    for code, past_year, figure in _from_paper(units, year):
        figures[code][past_year] = figure
    earlier = sorted(_accepted(units, year, kind), key=lambda past: (past.department_id == unit.pk, past.period.year))
    replacements = official.of_reports(past.pk for past in earlier)
    for past in earlier:
        values = official.replaced(past.accepted_revision.content["values"], replacements.get(past.pk))
        for code, answer in values.items():
            if figure := figure_in(answer):
                figures[code][past.period.year] = figure
    paper = _texts_from_paper(units, year - 1)
    texts = _texts(earlier, year - 1)
    remarks = {code: _paper(row.source) for code, row in paper.items() if code not in texts}
    return History(year, dict(figures), {code: row.text for code, row in paper.items()} | texts, remarks)


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
    remark = _official(answer["official"]) if answer.get("official") else ""
    if numerator is not None:
        return Figure(numerator / denominator * 100, numerator, denominator, remark) if denominator else None
    return Figure(Decimal(answer["value"]), remark=remark) if answer["value"] is not None else None


def _official(report_number: str) -> str:
    return _("official figure, replacing the estimate in report No. %(number)s") % {"number": report_number}


def _paper(source: str) -> str:
    return _("entered from paper: %(source)s") % {"source": source}


def _accepted(units: list[int], year: int, kind: str):
    if kind != ReportingPeriod.Kind.SIX_MONTH:
        kind = ReportingPeriod.Kind.ANNUAL
    past = AnnualReport.objects.accepted().filter(department__in=units, period__kind=kind, period__year__lt=year)
    return past.select_related("period", "accepted_revision").order_by("period__year", "pk")


def _from_paper(units: list[int], year: int):
    rows = OfficeFigure.objects.filter(department__in=units, year__lt=year).select_related("indicator")
    for row in rows.order_by("pk"):
        if row.value is not None:
            yield row.indicator.code, row.year, Figure(row.value, remark=_paper(row.source))
        elif row.denominator:
            percent = row.numerator / row.denominator * 100
            yield row.indicator.code, row.year, Figure(percent, row.numerator, row.denominator, _paper(row.source))


def _texts_from_paper(units: list[int], year: int) -> dict[str, OfficeText]:
    rows = OfficeText.objects.for_year(year).filter(department__in=units).select_related("question").order_by("pk")
    return {row.question.code: row for row in sorted(rows, key=lambda row: row.department_id == units[-1])}


def _texts(earlier: list[AnnualReport], year: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    for past in earlier:
        if past.period.year == year:
            texts |= {code: t["text"] for code, t in past.accepted_revision.content["texts"].items() if t["text"]}
    return texts
