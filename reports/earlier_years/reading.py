"""Results of an earlier year as they stand: figures and texts from paper, and which of them a report makes needless."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from campaign import wording
from campaign.models import Campaign, Indicator, OfficeFigure, OfficeText, Question, ReportingPeriod
from departments.models import Department
from reports.earlier_years import layout
from reports.earlier_years.layout import Scope
from reports.submissions.models import AnnualReport

#: Results from before the movement, for the comparison of its first years.
YEARS_BEFORE = 5


def first_year() -> int:
    """The year in which the movement begins."""
    return Campaign.objects.order_by("pk").values_list("from_year", flat=True).first() or 2022


def years(today: date) -> range:
    """Years of which results can be entered: up to last year."""
    return range(first_year() - YEARS_BEFORE, today.year)


def scope_of(year: int, owners: list[Department | None]) -> Scope:
    """What is asked in that year, of a year before the movement what its first year asks; two queries."""
    asked = max(year, first_year())
    indicators = [row for row in Indicator.objects.in_year(asked).in_outline() if not row.is_computed]
    kind = ReportingPeriod.Kind.ANNUAL
    questions = [row for row in Question.objects.in_outline() if not row.kinds or kind in row.kinds]
    return Scope(year, owners, indicators, questions)


def units_of(year: int) -> list[Department]:
    """Units that existed at the end of that year."""
    return list(Department.objects.reporting().valid_in_year(year))


@dataclass(frozen=True)
class Counts:
    """How much was entered, by year: figures of the Office, of units, texts."""

    office: Counter[int]
    units: Counter[int]
    texts: Counter[int]


def counts() -> Counts:
    """Of every year; two queries."""
    figures = list(OfficeFigure.objects.order_by("pk").values_list("year", "department"))
    return Counts(
        Counter(year for year, unit in figures if unit is None),
        Counter(year for year, unit in figures if unit is not None),
        Counter(OfficeText.objects.order_by("pk").values_list("year", flat=True)),
    )


@dataclass(frozen=True)
class Entered:
    """Everything entered for a year, by the owner's code and the code of indicator or question; two queries."""

    figures: dict[tuple[str, str], OfficeFigure] = field(default_factory=dict)
    texts: dict[tuple[str, str], OfficeText] = field(default_factory=dict)

    def cell(self, owner: str, code: str, part: str) -> Decimal | str | None:
        if part == "text":
            row = self.texts.get((owner, code))
            return row.text if row else None
        return getattr(self.figures.get((owner, code)), part, None)


def entered(year: int) -> Entered:
    figures = OfficeFigure.objects.for_year(year).select_related("indicator", "department", "entered_by__staff")
    texts = OfficeText.objects.for_year(year).select_related("question", "department", "entered_by__staff")
    return Entered(
        {(layout.code_of(row.department), row.indicator.code): row for row in figures.order_by("pk")},
        {(layout.code_of(row.department), row.question.code): row for row in texts.order_by("pk")},
    )


def accepted(year: int) -> dict[str, set[str]]:
    """What accepted reports of that year answer: codes by unit, under the Office whatever any unit gave a figure of.

    A figure from paper is not used there.
    """
    reports = AnnualReport.objects.accepted().filter(period__kind=ReportingPeriod.Kind.ANNUAL, period__year=year)
    found: dict[str, set[str]] = {layout.OFFICE: set()}
    for report in reports.select_related("department", "accepted_revision").order_by("pk"):
        content = report.accepted_revision.content
        figures = {code for code, answer in content["values"].items() if answer["status"] != "blank"}
        texts = {code for code, answer in content["texts"].items() if answer["text"]}
        found[report.department.code] = figures | texts
        found[layout.OFFICE] |= {code for code in figures if content["values"][code]["status"] == "value"}
    return found


@dataclass(frozen=True)
class Line:
    """One figure or text from paper in words. `is_unused`: an accepted report answers it."""

    code: str
    name: str
    shown: str
    parts: str
    source: str
    entered: str
    is_unused: bool


def figure_lines(rows: Entered, owner: Department | None, answered: dict[str, set[str]]) -> list[Line]:
    mine = sorted(
        (row for (code, _), row in rows.figures.items() if code == layout.code_of(owner)),
        key=lambda row: (row.indicator.order, row.indicator.code),
    )
    return [_figure(row, answered.get(layout.code_of(owner), set())) for row in mine]


def _figure(row: OfficeFigure, answered: set[str]) -> Line:
    return Line(
        row.indicator.code,
        f"{row.indicator.name} ({row.indicator.unit})",
        wording.target(row, row.indicator) if row.indicator.is_ratio else wording.number(row.value, row.indicator),
        wording.parts(row.numerator, row.denominator),
        row.source,
        _who(row),
        row.indicator.code in answered,
    )


def text_lines(rows: Entered, owner: Department | None, answered: dict[str, set[str]]) -> list[Line]:
    mine = sorted(
        (row for (code, _), row in rows.texts.items() if code == layout.code_of(owner)),
        key=lambda row: (row.question.order, row.question.code),
    )
    known = answered.get(layout.code_of(owner), set()) if owner else set()
    return [
        Line(row.question.code, row.question.title, row.text, "", row.source, _who(row), row.question.code in known)
        for row in mine
    ]


def _who(row: OfficeFigure | OfficeText) -> str:
    return f"{row.entered_by.display_name}, {row.entered_at:%d/%m/%Y}"
