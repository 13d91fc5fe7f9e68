"""The amounts behind the totals, read a second time: from the frozen reports themselves, year by year and unit by unit.

The reconciliation counts from these, not from the contributions the totals were made of.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.consolidation.amounts import WEIGHTED, Amount, Definition
from reports.consolidation.frozen import amount_from_json
from reports.consolidation.gathering import YearData

ByUnit = dict[str, dict[str, Amount]]


def raw_of(year: YearData, contents: Mapping[int, Any]) -> dict[str, list[Amount]]:
    """Every amount of one year by indicator. Of a sum: those of its parts; of a weighted average: value × weight over
    weight; what a person confirmed as counted twice stands with a minus."""
    sent, entered = _sent(year, contents), _entered(year)
    found: dict[str, list[Amount]] = {}
    for code, definition in year.definitions.items():
        leaves = leaves_of(code, year.definitions)
        given = [_given(definition, leaves, sent.get(u, {}), entered.get(u, {})) for u in {**sent, **entered}]
        found[code] = [amount for amounts in given for amount in amounts]
        found[code] += [_less(row["amount"]) for row in year.taken_off() if row["code"] in (code, *leaves)]
    return found


def leaves_of(code: str, definitions: Mapping[str, Definition], above: frozenset[str] = frozenset()) -> list[str]:
    """The indicators a sum is made of in the end; none where it is given itself."""
    parts = [part for part in definitions[code].computed_from if part in definitions and part not in above]
    return [leaf for part in parts for leaf in leaves_of(part, definitions, above | {code}) or [part]]


def _given(
    definition: Definition, leaves: list[str], sent: Mapping[str, Amount], entered: Mapping[str, Amount]
) -> list[Amount]:
    """What one unit gave to one indicator."""
    both = {**sent, **entered}
    if definition.code in entered:
        wanted = [entered[definition.code]]
    else:
        wanted = [both[code] for code in leaves or [definition.code] if code in both]
    if definition.across_units != WEIGHTED:
        return wanted
    weight = both.get(definition.weighted_by, Amount()).figure
    return [Amount(None, a.value * weight, weight) for a in wanted if a.value is not None and weight is not None]


def _sent(year: YearData, contents: Mapping[int, Any]) -> ByUnit:
    """Figures of the accepted reports, official ones in the place of estimates, appraised ones of reported."""
    found: ByUnit = {}
    for unit in year.sources:
        if unit["revision"] and unit["revision"]["id"] in contents:
            pk = unit["revision"]["id"]
            values = contents[pk]["values"] | _laid_over(pk, year.official) | _laid_over(pk, year.appraised)
            found[unit["code"]] = {c: amount_from_json(v) for c, v in values.items() if v["status"] == "value"}
    return found


def _laid_over(pk: int, rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["code"]: {"status": "value", **row} for row in rows if row["revision"] == pk}


def _entered(year: YearData) -> ByUnit:
    """Figures from paper that were used."""
    found: ByUnit = {}
    for row in year.paper:
        found.setdefault(row["unit"], {})[row["code"]] = amount_from_json(row)
    return found


def _less(amount) -> Amount:
    return Amount(-amount)
