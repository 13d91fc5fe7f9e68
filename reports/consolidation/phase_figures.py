"""Figures of a phase: a column per year, a total by the across-years rule, units followed through reorganisations."""

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
    STOCK,
    SUM,
    VALUE,
    Amount,
    Answers,
    Contribution,
    Definition,
    Figure,
)
from reports.consolidation.figures import combined, consolidate, doubts_about, ratio


def deciding_year(definition: Definition, years: Mapping[int, Amount]) -> int | None:
    """The year that gives the total of a phase where years are not added: the latest, or the one of the maximum."""
    present = [year for year, amount in years.items() if amount.figure is not None]
    if not present:
        return None
    if _years_rule(definition) == MAXIMUM:
        return max(present, key=lambda year: (years[year].figure, year))
    return max(present)


def _years_rule(definition: Definition) -> str:
    """A stock is never summed over years, whatever the catalogue says."""
    return LATEST if definition.nature == STOCK and definition.across_years == SUM else definition.across_years


def _adds_years(definition: Definition) -> bool:
    return _years_rule(definition) in (SUM, RATIO)


def across_years(definition: Definition, years: Mapping[int, Amount]) -> Amount:
    """*Tổng giai đoạn*: flows summed, stocks the latest, ratios recomputed; empty years count for nothing."""
    rule = _years_rule(definition)
    present = [amount for _, amount in sorted(years.items()) if not amount.is_empty]
    if not present or rule == NONE:
        return Amount()
    if rule == RATIO:
        return ratio(present)
    if rule == SUM:
        return Amount(sum((a.figure for a in present if a.figure is not None), Decimal(0)))
    year = deciding_year(definition, years)
    return Amount() if year is None else years[year]


def over_years(
    definition: Definition, yearly: Mapping[int, Answers], heirs: Mapping[str, str], target: Amount = NO_FIGURE
) -> Figure:
    """The figure of a phase: a column per year, the total by the across-years rule, units under their present heirs.

    `heirs` maps a reorganised unit to the one unit that took it over; a unit that was split keeps its own name.
    """
    years = {year: consolidate(definition, answers).shown for year, answers in sorted(yearly.items())}
    deciding = deciding_year(definition, years)
    used = yearly if _adds_years(definition) else {year: a for year, a in yearly.items() if year == deciding}
    collected: dict[str, list[Contribution]] = {}
    for _, answers in sorted(used.items()):
        for unit, given in answers.items():
            collected.setdefault(heirs.get(unit, unit), []).append(given)
    by_unit = {unit: _merged(definition, given) for unit, given in collected.items()}
    doubts = sorted({doubt for answers in yearly.values() for doubt in doubts_about(definition, answers)})
    return Figure(
        definition.code, definition.across_units, across_years(definition, years), by_unit, target=target, years=years,
        doubts=tuple(doubts),
    )  # fmt: skip


def _merged(definition: Definition, given: list[Contribution]) -> Contribution:
    """Several years, or several predecessors, of one unit as one contribution."""
    counting = [g for g in given if g.counts]
    if not counting:
        statuses = {g.status for g in given}
        return Contribution(next((s for s in (NONE_ARISEN, NOT_MINE) if s in statuses), BLANK))
    rule = _years_rule(definition) if _adds_years(definition) else definition.across_units
    newest = counting[-1]
    if len(counting) == 1:
        return replace(newest, amount=newest.counted, taken_off=Decimal(0))
    amount = combined(rule, {str(i): g for i, g in enumerate(counting)})
    return Contribution(VALUE, amount, newest.revision, newest.number, any(g.estimate for g in counting), at=newest.at)


def heirs_of(successors: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Unit → the one unit that carries its results on today, through any number of reorganisations."""
    following = {unit: list(after) for unit, after in successors.items()}

    def last(unit: str, seen: frozenset[str]) -> str:
        after = following.get(unit, [])
        return last(after[0], seen | {unit}) if len(after) == 1 and after[0] not in seen else unit

    return {unit: heir for unit in following if (heir := last(unit, frozenset())) != unit}
