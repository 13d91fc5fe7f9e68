"""Official figures in the place of a report's estimates, as the room that gathers them tells this one.

The accepted revision stays untouched: the figures are laid over its content wherever a past year is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.submissions.snapshots import plain


@dataclass(frozen=True)
class Replacement:
    """What replaces estimates of one report: figures by code, and the totals that follow from them."""

    update: int
    #: Number of the issued report that printed the estimates, e.g. `305/BC-VPUBND`.
    report_number: str
    accepted_at: datetime
    values: Mapping[str, Mapping[str, Any]]
    sums: Mapping[str, list[str]] = field(default_factory=dict)


#: (ids of reports) → their replacements by the report's id.
Provider = Callable[[Iterable[int]], dict[int, Replacement]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    if provider not in _providers:
        _providers.append(provider)
    return provider


def of_reports(reports: Iterable[int]) -> dict[int, Replacement]:
    """Accepted official figures of these reports, by the report's id."""
    wanted = list(reports)
    return {pk: found for provider in _providers for pk, found in provider(wanted).items()} if wanted else {}


def replaced(values: Mapping[str, dict], replacement: Replacement | None) -> dict[str, dict]:
    """The answers of a frozen revision with its estimates replaced; `official` names the report they stood in.

    Only an estimate is replaced: a figure the unit has given since as an official one stays. Totals follow.
    """
    result = dict(values)
    if replacement is None:
        return result
    for code, figure in replacement.values.items():
        if code in values and values[code]["is_estimate"] and code not in replacement.sums:
            result[code] = _with(values[code], figure, replacement)
    for _pass in replacement.sums:  # a total may be a part of another one
        for code, parts in replacement.sums.items():
            if code in values and any(result[part] is not values[part] for part in parts if part in values):
                result[code] = _with(values[code], _total(result, parts), replacement)
    return result


def _with(entry: dict, figure: Mapping[str, Any], replacement: Replacement) -> dict:
    names = ("value", "numerator", "denominator")
    figures = {name: figure.get(name) for name in names}
    estimate = bool(figure.get("is_estimate", False))
    marks = {"status": "value", "is_estimate": estimate, "official": replacement.report_number}
    return entry | figures | marks


def _total(values: Mapping[str, dict], parts: Iterable[str]) -> dict[str, Any]:
    given = [values[part] for part in parts if part in values and values[part]["status"] == "value"]
    total = sum((Decimal(entry["value"]) for entry in given if entry["value"] is not None), Decimal(0))
    return {"value": plain(total), "is_estimate": any(entry["is_estimate"] for entry in given)}
