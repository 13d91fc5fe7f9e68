"""Do the stated totals follow from the units' frozen reports? Counted again by a second, plainer way.

The check reads the revisions' content itself, not the contributions the totals were made from, and refuses a revision
whose bytes no longer match their hash.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from reports.consolidation.amounts import (
    BLANK,
    MAXIMUM,
    NONE_ARISEN,
    NOT_MINE,
    RATIO,
    STOCK,
    SUM,
    SUM_DISTINCT,
    Amount,
    Definition,
    Figure,
)
from reports.consolidation.frozen import amount_from_json, amount_to_json, definition_from_json, digest
from reports.consolidation.gathering import YearData
from reports.consolidation.outline import REVIEWS

ALTERED = "Bản gửi lần {number} của {name} không còn khớp mã kiểm tra (SHA-256)."
DIFFERS = "Tổng các đơn vị là {units}, số tổng hợp là {stated}."
PARTS_DIFFER = "Không bằng tổng các chỉ tiêu thành phần {parts}."


def altered_revisions(sources: Iterable[Mapping[str, Any]], contents: Mapping[int, Any]) -> list[str]:
    """Sentences about revisions that are gone or whose content is no longer what was accepted."""
    problems = []
    for unit in sources:
        revision = unit["revision"]
        if revision and digest(contents.get(revision["id"])) != revision["sha256"]:
            problems.append(ALTERED.format(number=revision["number"], name=unit["name"]))
    return problems


def reconcile(
    definitions: Mapping[str, Definition], figures: Mapping[str, Figure], raw: Mapping[str, list[Amount]]
) -> list[dict[str, Any]]:
    """One row per indicator: the total, the total counted again from `raw` amounts, who is in it and who is not."""
    return [_row(definitions[code], figure, raw.get(code, []), figures) for code, figure in figures.items()]


def _row(definition: Definition, figure: Figure, raw: list[Amount], figures: Mapping[str, Figure]) -> dict[str, Any]:
    again = _again(definition, figure, raw, figures)
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


def _again(definition: Definition, figure: Figure, raw: list[Amount], figures: Mapping[str, Figure]) -> Amount | None:
    """The total by the second way; None where nothing is added up (the latest, never consolidated)."""
    parts = [figures[code].amount for code in definition.computed_from if code in figures]
    if parts:
        return _total(parts)
    if figure.rule in (SUM, SUM_DISTINCT):
        return _total(raw)
    if figure.rule == RATIO:
        whole = [a for a in raw if a.numerator is not None and a.denominator is not None]
        return _both(whole) if whole else Amount()
    if figure.rule == MAXIMUM:
        values = [a.value for a in raw if a.value is not None]
        return Amount(max(values)) if values else Amount()
    return None


def _total(amounts: Iterable[Amount]) -> Amount:
    values = [amount.value for amount in amounts if amount.value is not None]
    return Amount(sum(values, Decimal(0))) if values else Amount()


def _both(amounts: Iterable[Amount]) -> Amount:
    amounts = list(amounts)
    numerator = sum((a.numerator for a in amounts if a.numerator is not None), Decimal(0))
    denominator = sum((a.denominator for a in amounts if a.denominator is not None), Decimal(0))
    return Amount(None, numerator, denominator)


def _same(one: Amount, other: Amount) -> bool:
    return (one.value, one.numerator, one.denominator) == (other.value, other.numerator, other.denominator)


def _said(amount: Amount) -> str:
    if amount.numerator is not None:
        return f"{amount.numerator:f}/{amount.denominator:f}"
    return "không có số" if amount.value is None else f"{amount.value:f}"


def raw_amounts(contents: Iterable[Mapping[str, Any]], codes: Iterable[str]) -> dict[str, list[Amount]]:
    """Every figure in the frozen contents, by indicator, as it was submitted."""
    found: dict[str, list[Amount]] = {code: [] for code in codes}
    for content in contents:
        for code, value in content["values"].items():
            if code in found and value["status"] == "value":
                found[code].append(amount_from_json(value))
    return found


def reconciled(
    inputs: Mapping[str, Any], figures: Mapping[str, Figure], own: YearData, earlier: list[YearData], contents: dict
) -> dict[str, Any]:
    """The whole check of one compilation, as it is stored."""
    definitions = {row["code"]: definition_from_json(row) for row in inputs["definitions"]}
    used = earlier if inputs["period"]["kind"] in REVIEWS else [own]
    raw = _raw(definitions, figures, used, contents)
    rows = reconcile(definitions, figures, raw)
    altered = altered_revisions([unit for year in [own, *earlier] for unit in year.sources], contents)
    return {"rows": rows, "problems": altered, "closes": not altered and all(row["closes"] for row in rows)}


def _raw(definitions, figures, used: list[YearData], contents: Mapping[int, Any]) -> dict[str, list[Amount]]:
    """Submitted amounts by indicator. Where years are not added only the deciding year's contributions stand."""
    wanted = [unit["revision"]["id"] for year in used for unit in year.sources if unit["revision"]]
    raw = raw_amounts([contents[pk] for pk in wanted if pk in contents], definitions)
    for row in (row for year in used for row in year.paper):
        amount = {name: row[name] for name in ("value", "numerator", "denominator") if name in row}
        raw.setdefault(row["code"], []).append(amount_from_json(amount))
    for code, definition in definitions.items():
        if len(used) > 1 and (definition.nature == STOCK or definition.across_years not in (SUM, RATIO)):
            raw[code] = [given.amount for given in figures[code].by_unit.values() if given.counts]
    return raw
