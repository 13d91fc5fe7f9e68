"""What consolidation calculates with: definitions, amounts, what each unit gave, and the figure they make.

Decimal throughout; nothing is rounded here, only where it is printed (`reports.consolidation.formatting`).
Four answers stay four things: a figure (zero included), *Không phát sinh*, *Không thuộc chức năng*, and none at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

VALUE, NONE_ARISEN, NOT_MINE, BLANK = "value", "none_arisen", "not_mine", "blank"
SUM, SUM_DISTINCT, RATIO, LATEST, MAXIMUM, NONE = "sum", "sum_distinct", "ratio", "latest", "maximum", "none"
WEIGHTED = "weighted"
STOCK = "stock"
#: How the name of a row begins that is a part of the row above it.
PART_MARK = "Trong đó - "
#: Stands among the units for figures entered for the Office as a whole (2022: no unit reported).
OFFICE = "office"
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Definition:
    """One indicator as the period froze it; `unit` is its unit of measure."""

    code: str
    name: str
    unit: str
    group: str = "A"
    group_title: str = ""
    heading: str = ""
    nature: str = "flow"
    direction: str = "neutral"
    across_units: str = SUM
    across_years: str = SUM
    decimals: int = 0
    numerator_label: str = ""
    denominator_label: str = ""
    computed_from: tuple[str, ...] = ()
    part_of: str = ""
    compound_title: str = ""
    #: Of a weighted average: the indicator whose figure of the same unit is the weight.
    weighted_by: str = ""

    def __post_init__(self) -> None:
        """A ratio is always recomputed, whatever the catalogue says; only "never consolidated" stays."""
        object.__setattr__(self, "computed_from", tuple(self.computed_from))
        if self.nature == RATIO and self.across_units != NONE:
            object.__setattr__(self, "across_units", RATIO)
        if self.nature == RATIO and self.across_years != NONE:
            object.__setattr__(self, "across_years", RATIO)

    @property
    def full_name(self) -> str:
        """The name where the row stands alone: “Trong đó - …” takes along what it is a part of."""
        part = self.name.removeprefix(PART_MARK)
        if part == self.name or not self.compound_title:
            return self.name
        return f"{self.compound_title.partition(' ')[2] or self.compound_title}: {part}"

    @property
    def is_ratio(self) -> bool:
        return self.across_units == RATIO or self.nature == RATIO


@dataclass(frozen=True)
class Amount:
    """A figure, or the two parts a ratio is recomputed from. Everything None: there is no figure."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def figure(self) -> Decimal | None:
        """The figure; of a ratio its percentage. None without a figure or with nothing to divide by."""
        if self.denominator is None or self.numerator is None:
            return self.value
        return self.numerator / self.denominator * HUNDRED if self.denominator else None

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.numerator is None


NO_FIGURE = Amount()


@dataclass(frozen=True)
class Contribution:
    """What one unit gave. `at` orders figures of which the latest counts; `revision` None = entered from paper."""

    status: str = BLANK
    amount: Amount = NO_FIGURE
    revision: int | None = None
    number: int | None = None
    estimate: bool = False
    note: str = ""
    at: str = ""
    #: Of a weighted average: the unit's figure of the indicator that gives the weight.
    weight: Decimal | None = None
    #: What a person confirmed another unit has counted already; `amount` stays as reported.
    taken_off: Decimal = Decimal(0)
    #: Where `amount` is the appraised figure: what the unit had reported, and why another one counts.
    reported: Amount = NO_FIGURE
    reason: str = ""

    @property
    def counts(self) -> bool:
        return self.status == VALUE and not self.amount.is_empty

    @property
    def is_appraised(self) -> bool:
        return bool(self.reason)

    @property
    def counted(self) -> Amount:
        """What enters the total: the amount without confirmed doubles."""
        if not self.taken_off or self.amount.value is None:
            return self.amount
        return Amount(self.amount.value - self.taken_off)


@dataclass(frozen=True)
class Figure:
    """The consolidated figure of one indicator with everything that went into it, by unit code."""

    code: str
    rule: str
    amount: Amount
    by_unit: Mapping[str, Contribution]
    previous: Amount = NO_FIGURE
    target: Amount = NO_FIGURE
    years: Mapping[int, Amount] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal | None:
        return self.amount.figure

    @property
    def shown(self) -> Amount:
        """The amount to print: a figure that is never added is still shown where a single unit gave it for one year."""
        givers = [] if self.years else self.counted
        return self.by_unit[givers[0]].amount if self.rule == NONE and len(givers) == 1 else self.amount

    @property
    def counted(self) -> list[str]:
        """Units whose figure is in the total."""
        return [unit for unit, given in self.by_unit.items() if given.counts]

    def units_with(self, status: str) -> list[str]:
        return [unit for unit, given in self.by_unit.items() if given.status == status]

    @property
    def missing(self) -> list[str]:
        """Units that were asked and have given nothing that is accepted."""
        return [unit for unit, given in self.by_unit.items() if given.status == BLANK]

    @property
    def is_partial(self) -> bool:
        """Some unit that was asked is missing: the figure cannot be held against a whole year or a whole target."""
        return any(given.status == BLANK for given in self.by_unit.values())

    @property
    def has_estimates(self) -> bool:
        return any(given.counts and given.estimate for given in self.by_unit.values())

    @property
    def change_percent(self) -> Decimal | None:
        """By how many per cent the total differs from the year before; None of ratios, from nothing and below zero."""
        before = self.previous.figure
        if self.rule == RATIO or self.total is None or before is None or min(self.total, before) < 0:
            return None
        compared = percent_of(self.total, before)
        return None if compared is None else compared - HUNDRED

    @property
    def change_points(self) -> Decimal | None:
        """Of a ratio: the difference to the year before in percentage points."""
        before = self.previous.figure
        return None if self.rule != RATIO or self.total is None or before is None else self.total - before

    @property
    def target_percent(self) -> Decimal | None:
        return percent_of(self.total, self.target.figure)


Answers = Mapping[str, Contribution]


def percent_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` in per cent of `whole`; None where one is missing or the whole is zero."""
    return None if part is None or not whole else part / whole * HUNDRED
