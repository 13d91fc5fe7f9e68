"""Do the stated totals follow from the units' frozen reports? Counted again by a second, plainer way.

The check reads the revisions' content itself, not the contributions the totals were made from, and refuses a revision
whose bytes no longer match their hash.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from reports.consolidation.amounts import (
    BLANK,
    LATEST,
    MAXIMUM,
    NONE,
    NONE_ARISEN,
    NOT_MINE,
    RATIO,
    STOCK,
    SUM,
    WEIGHTED,
    Amount,
    Definition,
    Figure,
)
from reports.consolidation.doubles import summary
from reports.consolidation.frozen import amount_to_json, definition_from_json, digest
from reports.consolidation.gathering import YearData
from reports.consolidation.outline import REVIEWS
from reports.consolidation.submitted import raw_of

ALTERED = "Bản gửi lần {number} của {name} không còn khớp mã kiểm tra (SHA-256)."
DIFFERS = "Tổng các đơn vị là {units}, số tổng hợp là {stated}."
NEARLY = Decimal("0.0000000001")
PARTS_DIFFER = "Không bằng tổng các chỉ tiêu thành phần {parts}."


def altered_revisions(sources: Iterable[Mapping[str, Any]], contents: Mapping[int, Any]) -> list[str]:
    """Sentences about revisions that are gone or whose content is no longer what was accepted."""
    problems = []
    for unit in sources:
        revision = unit["revision"]
        if revision and digest(contents.get(revision["id"])) != revision["sha256"]:
            problems.append(ALTERED.format(number=revision["number"], name=unit["name"]))
    return problems


def _row(definition: Definition, figure: Figure, again: Amount | None) -> dict[str, Any]:
    """One indicator: the total, the total counted again, who is in it and who is not."""
    reason = ""
    if again is not None and not _same(again, figure.amount):
        reason = DIFFERS.format(units=_said(again), stated=_said(figure.amount))
        if definition.computed_from:
            reason = PARTS_DIFFER.format(parts=", ".join(definition.computed_from))
    return {
        "code": figure.code,
        "rule": figure.rule,
        "total": amount_to_json(figure.amount),
        "again": None if again is None else amount_to_json(again),
        "counted": figure.counted,
        "none_arisen": figure.units_with(NONE_ARISEN),
        "not_mine": figure.units_with(NOT_MINE),
        "missing": figure.units_with(BLANK),
        "closes": not reason,
        "reason": reason,
    }


def _again(definition: Definition, raw: Mapping[int, Mapping[str, list[Amount]]], review: bool) -> Amount | None:
    """The total by the second way; None where nothing is counted (the latest, never consolidated)."""
    if definition.across_units in (LATEST, NONE):
        return None
    years = [_of_year(definition, amounts.get(definition.code, [])) for _, amounts in sorted(raw.items())]
    return _over(definition, years) if review else next(iter(years), Amount())


def _of_year(definition: Definition, raw: list[Amount]) -> Amount:
    if definition.across_units == RATIO:
        whole = [a for a in raw if a.numerator is not None and a.denominator is not None]
        return _both(whole) if whole else Amount()
    if definition.across_units == WEIGHTED:
        whole = _both(raw)
        return Amount(whole.numerator / whole.denominator) if whole.denominator else Amount()
    if definition.across_units == MAXIMUM:
        values = [a.value for a in raw if a.value is not None]
        return Amount(max(values)) if values else Amount()
    return _total(raw)


def _over(definition: Definition, years: list[Amount]) -> Amount:
    """A flow added, a stock as it was last, a ratio from all its parts."""
    rule = definition.across_years
    known = [amount for amount in years if amount.figure is not None]
    if rule == NONE or not known:
        return Amount()
    if rule == RATIO:
        return _both(known)
    if rule == SUM and definition.nature != STOCK:
        return _total(known)
    return max(known, key=lambda amount: amount.figure) if rule == MAXIMUM else known[-1]


def _total(amounts: Iterable[Amount]) -> Amount:
    values = [amount.value for amount in amounts if amount.value is not None]
    return Amount(sum(values, Decimal(0))) if values else Amount()


def _both(amounts: Iterable[Amount]) -> Amount:
    amounts = list(amounts)
    numerator = sum((a.numerator for a in amounts if a.numerator is not None), Decimal(0))
    denominator = sum((a.denominator for a in amounts if a.denominator is not None), Decimal(0))
    return Amount(None, numerator, denominator)


def _same(one: Amount, other: Amount) -> bool:
    """Sums are the same to the last digit; an average does not end and is compared to ten decimals."""
    if (one.value is None) is not (other.value is None):
        return False
    close = one.value is None or abs(one.value - other.value) < NEARLY
    return close and (one.numerator, one.denominator) == (other.numerator, other.denominator)


def _said(amount: Amount) -> str:
    if amount.numerator is not None:
        return f"{amount.numerator:f}/{amount.denominator:f}"
    return "không có số" if amount.value is None else f"{amount.value:f}"


def reconciled(
    inputs: Mapping[str, Any], figures: Mapping[str, Figure], own: YearData, earlier: list[YearData], contents: dict
) -> dict[str, Any]:
    """The whole check of one compilation, as it is stored."""
    definitions = {row["code"]: definition_from_json(row) for row in inputs["definitions"]}
    review = inputs["period"]["kind"] in REVIEWS
    raw = {year.year: raw_of(year, contents) for year in (earlier if review else [own])}
    doubles = [row for year in (earlier if review else [own]) for row in year.doubles]
    rows = [
        _row(definitions[code], figure, _again(definitions[code], raw, review))
        | summary(row for row in doubles if row["code"] == code)
        for code, figure in figures.items()
    ]
    altered = altered_revisions([unit for year in [own, *earlier] for unit in year.sources], contents)
    return {"rows": rows, "problems": altered, "closes": not altered and all(row["closes"] for row in rows)}
