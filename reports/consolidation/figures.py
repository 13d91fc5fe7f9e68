"""Consolidation across units: pure arithmetic on frozen answers, by the rule each indicator declares."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reports.consolidation.amounts import (
    BLANK,
    LATEST,
    MAXIMUM,
    NO_FIGURE,
    NONE,
    NONE_ARISEN,
    NOT_MINE,
    RATIO,
    SUM_DISTINCT,
    VALUE,
    Amount,
    Answers,
    Contribution,
    Definition,
    Figure,
)


def combined(rule: str, answers: Answers) -> Amount:
    """One amount from those of the units that gave a figure. NONE gives no amount: such figures are never added."""
    amounts = [given.amount for given in answers.values() if given.counts]
    if not amounts or rule == NONE:
        return Amount()
    if rule == RATIO:
        return ratio(amounts)
    if rule == LATEST:
        return max(((g.at, unit, g) for unit, g in answers.items() if g.counts), key=lambda row: row[:2])[2].amount
    values = [amount.figure for amount in amounts if amount.figure is not None]
    if not values:
        return Amount()
    return Amount(max(values) if rule == MAXIMUM else sum(values, Decimal(0)))


def ratio(amounts: Iterable[Amount]) -> Amount:
    """Recomputed from the sums of both parts, never averaged; a bare percentage is left out."""
    parts = [(a.numerator, a.denominator) for a in amounts if a.numerator is not None and a.denominator is not None]
    if not parts:
        return Amount()
    return Amount(None, sum((n for n, _ in parts), Decimal(0)), sum((d for _, d in parts), Decimal(0)))


def consolidate(
    definition: Definition, answers: Answers, previous: Amount = NO_FIGURE, target: Amount = NO_FIGURE
) -> Figure:
    """The figure across units, with the doubts a person has to settle."""
    amount = combined(definition.across_units, answers)
    return Figure(
        definition.code,
        definition.across_units,
        amount,
        dict(answers),
        previous,
        target,
        doubts=doubts_about(definition, answers),
    )


def doubts_about(definition: Definition, answers: Answers) -> tuple[str, ...]:
    givers = [unit for unit, given in answers.items() if given.counts and given.amount.figure]
    doubts = []
    if definition.across_units == SUM_DISTINCT and len(givers) > 1:
        doubts.append("distinct")
    if definition.across_units == RATIO and any(g.counts and g.amount.denominator is None for g in answers.values()):
        doubts.append("ratio_without_parts")
    return tuple(doubts)


def with_computed(
    definitions: Iterable[Definition], answers: Mapping[str, Answers]
) -> dict[str, dict[str, Contribution]]:
    """The answers with those of computed indicators replaced by the sum of their parts, unit by unit.

    A computed figure is never taken from what was typed. Parts that are not asked in this period leave it as given.
    """
    known = {definition.code: definition for definition in definitions}
    result = {code: dict(given) for code, given in answers.items()}

    def resolve(code: str, above: frozenset[str]) -> dict[str, Contribution]:
        definition = known[code]
        parts = [part for part in definition.computed_from if part in known and part not in above]
        if parts:
            given = [resolve(part, above | {code}) for part in parts]
            result[code] = {unit: _summed([g[unit] for g in given if unit in g]) for unit in _units_of(given)}
        return result.get(code, {})

    for code in known:
        resolve(code, frozenset())
    return result


def _units_of(given: Iterable[Answers]) -> list[str]:
    return list(dict.fromkeys(unit for answers in given for unit in answers))


def _summed(parts: list[Contribution]) -> Contribution:
    """The sum of one unit's parts: a figure if any part is one, else the most telling of the other answers."""
    counting = [part for part in parts if part.counts]
    known = next((part for part in parts if part.revision is not None), parts[0])
    if counting:
        total = sum((part.amount.figure or Decimal(0) for part in counting), Decimal(0))
        return Contribution(
            VALUE, Amount(total), known.revision, known.number, any(part.estimate for part in counting), at=known.at
        )
    statuses = {part.status for part in parts}
    status = next((s for s in (BLANK, NONE_ARISEN, NOT_MINE) if s in statuses), BLANK)
    return Contribution(status, revision=known.revision, number=known.number, at=known.at)
