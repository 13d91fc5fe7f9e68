"""Consolidation across units: pure arithmetic on frozen answers, by the rule each indicator declares."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
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
    VALUE,
    WEIGHTED,
    Amount,
    Answers,
    Contribution,
    Definition,
    Figure,
)


def combined(rule: str, answers: Answers) -> Amount:
    """One amount from those of the units that gave a figure. NONE gives no amount: such figures are never added."""
    counting = {unit: given for unit, given in answers.items() if given.counts}
    amounts = [given.counted for given in counting.values()]
    if not amounts or rule == NONE:
        return Amount()
    if rule == RATIO:
        return ratio(amounts)
    if rule == WEIGHTED:
        return weighted(counting.values())
    if rule == LATEST:
        return max(counting.items(), key=lambda pair: (pair[1].at, pair[0]))[1].counted
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


def weighted(given: Iterable[Contribution]) -> Amount:
    """The average weighted by another figure of the same units; a unit without a weight is left out."""
    pairs = [(g.counted.figure, g.weight) for g in given if g.counted.figure is not None and g.weight is not None]
    whole = sum((weight for _, weight in pairs), Decimal(0))
    return Amount(sum((value * weight for value, weight in pairs), Decimal(0)) / whole) if whole else Amount()


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
    doubts = []
    if definition.across_units == RATIO and any(g.counts and g.amount.denominator is None for g in answers.values()):
        doubts.append("ratio_without_parts")
    if definition.across_units == WEIGHTED and any(g.counts and g.weight is None for g in answers.values()):
        doubts.append("without_weight")
    return tuple(doubts)


def with_weights(
    definitions: Iterable[Definition], answers: Mapping[str, Answers]
) -> dict[str, dict[str, Contribution]]:
    """The answers, those of weighted averages with the weight of their unit."""
    result = {code: dict(given) for code, given in answers.items()}
    for definition in definitions:
        if definition.across_units == WEIGHTED and definition.code in result:
            weights = answers.get(definition.weighted_by, {})
            known = {unit: given.counted.figure for unit, given in weights.items() if given.counts}
            result[definition.code] = {u: replace(g, weight=known.get(u)) for u, g in result[definition.code].items()}
    return result


def with_computed(
    definitions: Iterable[Definition], answers: Mapping[str, Answers]
) -> dict[str, dict[str, Contribution]]:
    """The answers with those of computed indicators replaced by the sum of their parts, unit by unit.

    A computed figure is never taken from what was typed, but one from paper stands: it may know no parts. Parts that
    are not asked in this period leave it as given.
    """
    known = {definition.code: definition for definition in definitions}
    result = {code: dict(given) for code, given in answers.items()}

    def resolve(code: str, above: frozenset[str]) -> dict[str, Contribution]:
        definition = known[code]
        parts = [part for part in definition.computed_from if part in known and part not in above]
        if parts:
            given = [resolve(part, above | {code}) for part in parts]
            on_paper = {u: g for u, g in result.get(code, {}).items() if g.counts and g.revision is None}
            result[code] = {unit: _summed([g[unit] for g in given if unit in g]) for unit in _units_of(given)}
            result[code] |= on_paper
        return result.get(code, {})

    for code in known:
        resolve(code, frozenset())
    return result


def prepared(definitions: Iterable[Definition], answers: Mapping[str, Answers]) -> dict[str, dict[str, Contribution]]:
    """The answers of one year as they are consolidated: sums from their parts, averages with their weights."""
    definitions = list(definitions)
    return with_weights(definitions, with_computed(definitions, answers))


def _units_of(given: Iterable[Answers]) -> list[str]:
    return list(dict.fromkeys(unit for answers in given for unit in answers))


#: Why a total differs from the sum of what was reported.
FOLLOWS = "Tính lại theo số thẩm định của chỉ tiêu thành phần."


def _reported(parts: list[Contribution]) -> tuple[Amount, str]:
    """Of a total with an appraised part: what it would be as reported, and why it is not."""
    if not any(part.is_appraised for part in parts):
        return NO_FIGURE, ""
    given = [part.reported if part.is_appraised else part.counted for part in parts]
    return Amount(sum((amount.figure or Decimal(0) for amount in given), Decimal(0))), FOLLOWS


def _summed(parts: list[Contribution]) -> Contribution:
    """The sum of one unit's parts: a figure if any part is one, else the most telling of the other answers."""
    counting = [part for part in parts if part.counts]
    known = next((part for part in parts if part.revision is not None), parts[0])
    if counting:
        total = sum((part.counted.figure or Decimal(0) for part in counting), Decimal(0))
        reported, reason = _reported(counting)
        return Contribution(
            VALUE,
            Amount(total),
            known.revision,
            known.number,
            any(part.estimate for part in counting),
            at=known.at,
            reported=reported,
            reason=reason,
        )
    statuses = {part.status for part in parts}
    status = next((s for s in (BLANK, NONE_ARISEN, NOT_MINE) if s in statuses), BLANK)
    return Contribution(status, revision=known.revision, number=known.number, at=known.at)
