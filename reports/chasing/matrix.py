"""Units × periods: where each report stood or stands, and how often a unit was on time. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.models import ReportingPeriod
from departments.models import Department
from departments.vietnamese import format_percent
from reports.chasing.board import REOPENED, TONES, State, label_of, state_of, submission_day
from reports.extensions.limits import days_late, limits_of_unit, on_time_until
from reports.submissions.models import AnnualReport
from reports.submissions.standing import asks

Kind = ReportingPeriod.Kind
SHOWN = (Kind.ANNUAL, Kind.PHASE_REVIEW, Kind.FINAL_REVIEW)
#: A letter for each state, so that neither colour nor a screen is needed to read the table.
LETTERS = {
    State.ACCEPTED: "T",
    State.SUBMITTED: "G",
    State.UNDER_REVIEW: "R",
    State.RETURNED: "L",
    REOPENED: "M",
    State.AWAITING_HEAD: "D",
    State.DRAFTING: "S",
    "": "C",
}
NOT_ASKED = "–"


@dataclass(frozen=True)
class Rate:
    """Reports on time, of those whose last day has passed or that were submitted."""

    on_time: int = 0
    counted: int = 0

    @property
    def text(self) -> str:
        return format_percent(100 * self.on_time / self.counted, 0) if self.counted else ""

    @classmethod
    def of(cls, cells: Iterable["Cell"]) -> "Rate":
        known = [cell.on_time for cell in cells if cell.on_time is not None]
        return cls(sum(known), len(known))


@dataclass(frozen=True)
class Cell:
    """One unit in one period. `letter` is empty while the period has not begun. `on_time` None: not to be said yet."""

    letter: str = ""
    label: str = ""
    tone: str = "none"
    late: int = 0
    on_time: bool | None = None
    #: The report, where it has been submitted and may be opened.
    report: int | None = None

    @property
    def text(self) -> str:
        return f"{self.letter} +{self.late}" if self.late else self.letter


@dataclass(frozen=True)
class Row:
    department: Department
    predecessors: list[str]
    cells: list[Cell]

    @property
    def rate(self) -> Rate:
        return Rate.of(self.cells)


@dataclass(frozen=True)
class Column:
    """One period; `kind` is the word of the board's address for it."""

    period: ReportingPeriod
    title: str
    kind: str
    rate: Rate


@dataclass(frozen=True)
class Matrix:
    columns: list[Column]
    rows: list[Row]

    @cached_property
    def rate(self) -> Rate:
        return Rate.of(cell for row in self.rows for cell in row.cells)


def legend() -> list[tuple[str, str]]:
    """What the letters mean, in the order of the work."""
    words = [(letter, label_of(state)) for state, letter in LETTERS.items()]
    return [*words, (NOT_ASKED, _("not asked of this unit")), ("+3", _("submitted, or still missing, 3 days late"))]


def matrix_of(today: date) -> Matrix:
    """Every unit that was ever asked, in office order, with its predecessors."""
    periods = list(ReportingPeriod.objects.of_kinds(SHOWN).prefetch_related("departments").order_by("year", "kind"))
    units = list(Department.objects.reporting().prefetch_related("predecessors").order_by("order", "sort_key", "pk"))
    made = AnnualReport.objects.in_periods(periods)
    reports = {(report.period_id, report.department_id): report for report in made}
    granted = limits_of_unit(Department.objects.reporting().values("pk"))
    columns = []
    for period in periods:
        report_of = {unit.pk: reports.get((period.pk, unit.pk)) for unit in units}
        for report in filter(None, report_of.values()):
            report.period = period
        columns.append([
            cell_of(period, unit, report_of[unit.pk], granted.get((period.pk, unit.pk)), today) for unit in units
        ])  # fmt: skip
    asked = [
        place for place in range(len(units)) if any(cells[place].letter not in ("", NOT_ASKED) for cells in columns)
    ]
    rows = [
        Row(units[place], [unit.name for unit in units[place].predecessors.all()], [cells[place] for cells in columns])
        for place in asked
    ]
    heads = [
        Column(period, title_of(period), KIND_WORDS[period.kind], Rate.of(cells))
        for period, cells in zip(periods, columns, strict=True)
    ]
    return Matrix(heads, rows)


KIND_WORDS = {Kind.ANNUAL: "", Kind.PHASE_REVIEW: "phase", Kind.FINAL_REVIEW: "final"}


def title_of(period: ReportingPeriod) -> str:
    if period.kind == Kind.PHASE_REVIEW:
        return pgettext("column of the matrix", "Phase review %(from)s–%(to)s") % {
            "from": period.from_year,
            "to": period.year,
        }
    return pgettext("column of the matrix", "Final review") if period.kind == Kind.FINAL_REVIEW else str(period.year)


def cell_of(
    period: ReportingPeriod, unit: Department, report: AnnualReport | None, granted: date | None, today: date
) -> Cell:
    if report is None and (period.is_planned or not asks(period, unit)):
        return Cell("" if period.is_planned else NOT_ASKED, "" if period.is_planned else _("not asked of this unit"))
    state = state_of(report)
    day = submission_day(report)
    late = days_late(period, granted, day or today)
    limit = on_time_until(period, granted)
    decided = limit is not None and (day is not None or today > limit)
    return Cell(
        LETTERS[state], label_of(state), TONES[state], late,
        late == 0 if decided else None, report.pk if report and day else None,
    )  # fmt: skip
