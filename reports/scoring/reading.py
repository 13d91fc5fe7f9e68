"""A unit's score sheet as pages and papers show it, and the ranking of all units of a period."""

from dataclasses import dataclass
from decimal import Decimal

from departments.models import Department
from reports.scoring.models import ItemScore, PeriodScoring, ScoreItem, UnitScore
from reports.scoring.points import Mark, Total, ranks, total


@dataclass(frozen=True)
class Line:
    """One item with what both sides gave; `score` is an empty row where nobody gave anything."""

    item: ScoreItem
    score: ItemScore


@dataclass(frozen=True)
class Group:
    """A group of the sheet (“I. Công tác …”); deductions stand in a group without a code."""

    code: str
    title: str
    lines: list[Line]

    @property
    def maximum(self) -> Decimal:
        return sum((line.item.max_points for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class Reading:
    """The sheet of one unit."""

    department: Department
    score: UnitScore | None
    groups: list[Group]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def own(self) -> Total:
        """What the unit gave itself; it deducts nothing."""
        return total(
            Mark(line.item.max_points, line.score.self_points, line.score.self_not_mine)
            for line in self.lines
            if not line.item.is_deduction
        )

    @property
    def appraised(self) -> Total:
        return total(
            Mark(line.item.max_points, line.score.points, line.score.not_mine, line.item.is_deduction)
            for line in self.lines
        )

    @property
    def is_appraised(self) -> bool:
        return self.score is not None and self.score.appraised_at is not None

    @property
    def result(self) -> Decimal | None:
        """On the scale of 100; None until every item has been appraised."""
        return self.appraised.result if self.is_appraised and self.appraised.is_complete else None


def reading_of(department: Department, score: UnitScore | None, items: list[ScoreItem]) -> Reading:
    """Pure but for rows already fetched; `items` of the period's version, in order."""
    given = {row.item_id: row for row in score.items.all()} if score else {}
    groups: list[Group] = []
    for item in items:
        if not groups or (groups[-1].code, groups[-1].title) != (item.group, item.group_title):
            groups.append(Group(item.group, item.group_title, []))
        groups[-1].lines.append(Line(item, given.get(item.pk) or ItemScore(item=item)))
    return Reading(department, score, groups)


def one(scoring: PeriodScoring, department: Department) -> Reading:
    """The sheet of one unit; three queries."""
    score = UnitScore.objects.of_period(scoring.period).filter(department=department).with_items().first()
    return reading_of(department, score, list(scoring.sheet.items.order_by("order")))


@dataclass(frozen=True)
class Ranked:
    """One line of the ranking."""

    reading: Reading
    rank: int | None


def ranking(scoring: PeriodScoring) -> list[Ranked]:
    """Every unit asked in the period, the ranked ones first; four queries whatever their number."""
    items = list(scoring.sheet.items.order_by("order"))
    scores = {row.department_id: row for row in UnitScore.objects.of_period(scoring.period).with_items()}
    units = scoring.period.units().order_by("order", "sort_key", "pk")
    readings = [reading_of(unit, scores.get(unit.pk), items) for unit in units]
    places = ranks({reading.department.pk: reading.result for reading in readings})
    rows = [Ranked(reading, places[reading.department.pk]) for reading in readings]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))
