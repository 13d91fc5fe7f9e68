"""Figures and definitions as canonical JSON and back: what a compilation stores is what everything later reads."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reports.consolidation.amounts import Amount, Contribution, Definition, Figure

DEFINITION_FIELDS = tuple(Definition.__dataclass_fields__)


def canonical(data: Any) -> str:
    """One spelling for one content: sorted keys, no spaces."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(data: Any) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def plain(number: Decimal | None) -> str | None:
    """A Decimal without exponent or trailing zeros, so that the same figure always reads the same."""
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def definition_to_json(definition: Definition) -> dict[str, Any]:
    data = {name: getattr(definition, name) for name in DEFINITION_FIELDS}
    return data | {"computed_from": list(definition.computed_from)}


def definition_from_json(data: Mapping[str, Any]) -> Definition:
    return Definition(**{name: data[name] for name in DEFINITION_FIELDS if name in data})


def amount_to_json(amount: Amount) -> dict[str, str]:
    parts = {"value": amount.value, "numerator": amount.numerator, "denominator": amount.denominator}
    return {name: text for name, part in parts.items() if (text := plain(part)) is not None}


def amount_from_json(data: Mapping[str, Any]) -> Amount:
    return Amount(number(data.get("value")), number(data.get("numerator")), number(data.get("denominator")))


def contribution_to_json(given: Contribution) -> dict[str, Any]:
    """What is empty is left out: a hundred units times a hundred indicators are stored with every compilation."""
    facts = {"revision": given.revision, "number": given.number, "estimate": given.estimate, "note": given.note}
    facts |= {"weight": plain(given.weight), "taken_off": plain(given.taken_off) if given.taken_off else None}
    if given.is_appraised:
        facts |= {"reported": amount_to_json(given.reported), "reason": given.reason}
    return {"status": given.status, **amount_to_json(given.amount), **{k: v for k, v in facts.items() if v}}


def contribution_from_json(data: Mapping[str, Any]) -> Contribution:
    """Also reads one value of a unit's frozen revision, which uses the same names."""
    return Contribution(
        data["status"], amount_from_json(data), data.get("revision"), data.get("number"),
        bool(data.get("estimate", data.get("is_estimate", False))), data.get("note", ""), data.get("at", ""),
        number(data.get("weight")), number(data.get("taken_off", "0")),
        amount_from_json(data.get("reported", {})), data.get("reason", ""),
    )  # fmt: skip


def figure_to_json(figure: Figure) -> dict[str, Any]:
    """`total` repeats the percentage of a ratio for readers of the stored data; it is never read back."""
    return {
        "code": figure.code,
        "rule": figure.rule,
        "amount": amount_to_json(figure.amount),
        "total": plain(figure.total),
        "by_unit": {unit: contribution_to_json(given) for unit, given in figure.by_unit.items()},
        "previous": amount_to_json(figure.previous),
        "target": amount_to_json(figure.target),
        "years": {str(year): amount_to_json(amount) for year, amount in figure.years.items()},
        "doubts": list(figure.doubts),
    }


def figure_from_json(data: Mapping[str, Any]) -> Figure:
    return Figure(
        data["code"],
        data["rule"],
        amount_from_json(data["amount"]),
        {unit: contribution_from_json(given) for unit, given in data["by_unit"].items()},
        amount_from_json(data["previous"]),
        amount_from_json(data["target"]),
        {int(year): amount_from_json(amount) for year, amount in data["years"].items()},
        tuple(data["doubts"]),
    )
