"""The arithmetic of the score sheet: totals, re-scaling to 100, ranks. Pure, in Decimal, rounded once at the end."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from departments.vietnamese import format_decimal

FULL = Decimal(100)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Mark:
    """One item as it was scored. `points` None: not scored yet; `not_mine`: the unit has no such task."""

    maximum: Decimal
    points: Decimal | None = None
    not_mine: bool = False
    is_deduction: bool = False

    @property
    def is_open(self) -> bool:
        """Still to be scored; deductions are only there when somebody deducts."""
        return not self.is_deduction and not self.not_mine and self.points is None


@dataclass(frozen=True)
class Total:
    """`reached` of `possible` points, `deducted` points, and the result on the scale of 100 (None: nothing to score).

    The points reached on the unit's own tasks are re-scaled to 100; deductions come off afterwards; never below 0.
    """

    reached: Decimal
    possible: Decimal
    deducted: Decimal
    open_items: int

    @property
    def result(self) -> Decimal | None:
        if not self.possible:
            return None
        scaled = self.reached / self.possible * FULL - self.deducted
        return max(scaled, Decimal(0)).quantize(TENTH, ROUND_HALF_UP)

    @property
    def is_complete(self) -> bool:
        return self.result is not None and not self.open_items

    @property
    def is_rescaled(self) -> bool:
        return bool(self.possible) and self.possible != FULL


def total(marks: Iterable[Mark]) -> Total:
    """What these marks make."""
    marks = list(marks)
    own = [mark for mark in marks if not mark.is_deduction and not mark.not_mine]
    return Total(
        sum((mark.points or Decimal(0) for mark in own), Decimal(0)),
        sum((mark.maximum for mark in own), Decimal(0)),
        sum((mark.points or Decimal(0) for mark in marks if mark.is_deduction), Decimal(0)),
        sum(mark.is_open for mark in marks),
    )


def ranks(results: Mapping[Hashable, Decimal | None]) -> dict[Hashable, int | None]:
    """Key → rank from 1; equal results share a rank and the next rank is skipped; no result, no rank."""
    known = [result for result in results.values() if result is not None]
    return {
        key: None if result is None else 1 + sum(other > result for other in known) for key, result in results.items()
    }


def in_words(points: Decimal | None) -> str:
    """`15` · `4,5`; empty where there are none."""
    if points is None:
        return ""
    return format_decimal(points, 0 if points == points.to_integral_value() else 1)
