"""The consolidated figures as tables and pictures for people: by group, by unit, by year, against targets."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.vietnamese import format_percent
from reports.consolidation.amounts import BLANK, NONE_ARISEN, NOT_MINE, Amount, Contribution, Definition, Figure
from reports.consolidation.compiled import Compiled
from reports.consolidation.formatting import change_of, in_table, total_in_table
from reports.submissions.models import Revision

RULES = {
    "sum": gettext_lazy("sum"),
    "sum_distinct": gettext_lazy("sum without double counting"),
    "ratio": gettext_lazy("recomputed from both parts"),
    "latest": gettext_lazy("latest"),
    "maximum": gettext_lazy("maximum"),
    "weighted": gettext_lazy("weighted average"),
    "none": gettext_lazy("not added"),
}
STATUSES = {
    NONE_ARISEN: gettext_lazy("Nothing arose"),
    NOT_MINE: gettext_lazy("Not this unit's task"),
    BLANK: gettext_lazy("No accepted report"),
}
#: A change beyond this share of last year's figure is worth a leader's attention.
NOTABLE = Decimal(20)
#: From less than this last year, one case more or less is already a large share.
SMALL = Decimal(10)


@dataclass(frozen=True)
class Source:
    """What one unit gave: the end of the way from a printed total back to a field."""

    unit: str
    shown: str
    #: The unit's report and the number of its submission; None for figures entered from paper.
    report: int | None
    number: int | None
    is_estimate: bool
    note: str
    #: What the unit had reported, and why the appraised figure counts.
    reported: str = ""
    reason: str = ""
    #: What was taken off because another unit has counted it.
    taken_off: str = ""


@dataclass(frozen=True)
class FigureRow:
    """One total and everything a reader asks of it."""

    definition: Definition
    figure: Figure
    shown: str
    previous: str
    target: str
    change: str
    is_better: bool | None
    achieved: str
    rule: str
    sources: list[Source]
    years: list[tuple[int, str]]


def figure_groups(compiled: Compiled) -> list[tuple[str, list[FigureRow]]]:
    """Rows by group of the catalogue, in its order."""
    groups: dict[str, list[FigureRow]] = {}
    for row in figure_rows(compiled):
        groups.setdefault(row.definition.group_title or row.definition.group, []).append(row)
    return list(groups.items())


def figure_rows(compiled: Compiled) -> list[FigureRow]:
    names = {unit["code"]: unit["name"] for unit in compiled.inputs["unit_names"]}
    definitions = compiled.definitions
    reports = _reports_behind(compiled)
    return [_row(definitions[code], figure, names, reports) for code, figure in compiled.figures.items()]


def _reports_behind(compiled: Compiled) -> dict[int, int]:
    """Revision → report, for every contribution; one query."""
    wanted = {given.revision for figure in compiled.figures.values() for given in figure.by_unit.values()}
    return dict(Revision.objects.filter(pk__in=wanted - {None}).order_by("pk").values_list("pk", "report"))


def _row(definition: Definition, figure: Figure, names: dict[str, str], reports: dict[int, int]) -> FigureRow:
    return FigureRow(
        definition,
        figure,
        total_in_table(figure, definition),
        in_table(figure.previous, definition),
        in_table(figure.target, definition),
        _change(figure, definition),
        _is_better(definition, figure),
        "" if figure.is_partial or figure.target_percent is None else format_percent(figure.target_percent),
        str(RULES[figure.rule]),
        [_source(names.get(unit, unit), given, definition, reports) for unit, given in figure.by_unit.items()],
        [(year, in_table(amount, definition)) for year, amount in sorted(figure.years.items())],
    )


def _source(name: str, given: Contribution, definition: Definition, reports: dict[int, int]) -> Source:
    shown = in_table(given.amount, definition) if given.counts else str(STATUSES.get(given.status, ""))
    reported = in_table(given.reported, definition) if given.is_appraised else ""
    return Source(
        name, shown, reports.get(given.revision), given.number, given.estimate, given.note, reported, given.reason,
        in_table(Amount(given.taken_off), definition) if given.taken_off else "",
    )  # fmt: skip


def _change(figure: Figure, definition: Definition) -> str:
    """`+8,3%`; of a ratio in percentage points."""
    found = change_of(figure, definition)
    if found is None:
        return ""
    if not found.size:
        return _("unchanged")
    return _("%(n)s points") % {"n": found.signed} if found.in_points else f"{found.signed}%"


def _is_better(definition: Definition, figure: Figure) -> bool | None:
    found = change_of(figure, definition)
    if found is None or not found.size or definition.direction == "neutral":
        return None
    return (found.size > 0) == (definition.direction == "up")


def notable(rows: list[FigureRow], most: int = 6) -> list[FigureRow]:
    """The largest changes against last year."""

    def size(row: FigureRow) -> Decimal:
        found = change_of(row.figure, row.definition)
        small = found is not None and not found.in_points and row.figure.previous.figure < SMALL
        return Decimal(0) if found is None or small else abs(found.size)

    changed = [row for row in rows if size(row) >= NOTABLE]
    return sorted(changed, key=size, reverse=True)[:most]


@dataclass(frozen=True)
class ReconciliationRow:
    """One total: how many units are in it, who is not and why, and whether it closes."""

    code: str
    name: str
    rule: str
    shown: str
    counted: int
    none_arisen: list[str]
    not_mine: list[str]
    missing: list[str]
    closes: bool
    reason: str
    #: What several units reported: labels of what counts once, what that takes off, how many are undecided.
    confirmed: list[str] = field(default_factory=list)
    taken_off: str = ""
    undecided: int = 0


def reconciliation_rows(compiled: Compiled) -> list[ReconciliationRow]:
    names = {unit["code"]: unit["short_name"] for unit in compiled.inputs["unit_names"]}
    definitions = compiled.definitions
    return [
        ReconciliationRow(
            row["code"],
            definitions[row["code"]].name,
            str(RULES[row["rule"]]),
            total_in_table(compiled.figures[row["code"]], definitions[row["code"]]),
            len(row["counted"]),
            [names.get(code, code) for code in row["none_arisen"]],
            [names.get(code, code) for code in row["not_mine"]],
            [names.get(code, code) for code in row["missing"]],
            row["closes"],
            row["reason"],
            row.get("confirmed", []),
            in_table(Amount(Decimal(row.get("taken_off", 0))), definitions[row["code"]]),
            row.get("undecided", 0),
        )
        for row in compiled.reconciliation["rows"]
    ]
