"""Does every duty of the plan have an indicator or a question, and every unit real items of both themes?"""

from dataclasses import dataclass

from django.db.models import Prefetch

from campaign.models import Indicator, PlanItem, Question, Theme
from departments.models import Department


@dataclass(frozen=True)
class Duty:
    """An item of II.2, III.1 or IV of the plan and what answers it."""

    item: PlanItem
    indicators: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def covered(self) -> bool:
        return bool(self.indicators or self.questions)


def duties() -> list[Duty]:
    """Every item of the plan that asks for results."""
    items = PlanItem.objects.duties().prefetch_related(
        Prefetch("indicators", Indicator.objects.only("code", "order")),
        Prefetch("questions", Question.objects.only("code", "order")),
    )
    return [
        Duty(item, tuple(i.code for i in item.indicators.all()), tuple(q.code for q in item.questions.all()))
        for item in items
    ]


@dataclass(frozen=True)
class MatrixRow:
    """One indicator and, per unit in the given order, whether the unit gives it."""

    indicator: Indicator
    cells: tuple[bool, ...]


def matrix(units: list[Department], year: int | None = None) -> list[MatrixRow]:
    """Indicator × unit, by column K of the catalogue."""
    rows = Indicator.objects.prefetch_related("themes")
    if year is not None:
        rows = rows.in_year(year)
    return [MatrixRow(row, tuple(row.asks(unit) for unit in units)) for row in rows]


def counts_by_theme(units: list[Department], rows: list[MatrixRow]) -> dict[str, list[int]]:
    """Per theme, how many indicators each unit gives."""
    themes = list(Theme.objects.values_list("code", flat=True))
    own = {theme: [0] * len(units) for theme in themes}
    for row in rows:
        for theme in row.indicator.themes.all():
            own[theme.code] = [count + cell for count, cell in zip(own[theme.code], row.cells, strict=True)]
    return own
