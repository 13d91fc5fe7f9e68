"""A unit's official figures as they read: each beside the estimate it replaces, and what they say as plain data."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from campaign import wording
from departments.vietnamese import format_decimal
from reports.official_figures.models import OfficialFigure, OfficialUpdate

FIGURES = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Line:
    """One figure in words; `difference` is the official figure less the estimate."""

    row: OfficialFigure
    estimate: str
    estimate_parts: str
    official: str
    official_parts: str
    difference: str

    @property
    def code(self) -> str:
        return self.row.indicator.code


def rows_of(update: OfficialUpdate) -> list[OfficialFigure]:
    """In the order of the catalogue; one query."""
    rows = update.figures.select_related("indicator", "updated_by__staff")
    return list(rows.order_by("indicator__order", "indicator__code", "pk"))


def lines_of(update: OfficialUpdate) -> list[Line]:
    return [read(row) for row in rows_of(update)]


def read(row: OfficialFigure) -> Line:
    before = {name: Decimal(text) if text is not None else None for name, text in _figures(row.estimate).items()}
    after = {name: getattr(row, name) for name in FIGURES}
    old, new = _worth(before), _worth(after)
    difference = ""
    if old is not None and new is not None and not row.indicator.is_ratio:
        difference = f"{'+' if new > old else ''}{format_decimal(new - old)}" if new != old else "0"
    return Line(
        row=row,
        estimate=wording.number(old, row.indicator),
        estimate_parts=wording.parts(before["numerator"], before["denominator"]),
        official=wording.number(new, row.indicator),
        official_parts=wording.parts(after["numerator"], after["denominator"]),
        difference=difference,
    )


def _figures(estimate: dict[str, Any]) -> dict[str, str | None]:
    return {name: estimate.get(name) for name in FIGURES}


def _worth(parts: dict[str, Decimal | None]) -> Decimal | None:
    if parts["numerator"] is not None and parts["denominator"]:
        return parts["numerator"] / parts["denominator"] * 100
    return parts["value"]


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Figures as text in their shortest form, so that equal content is equal."""
    return {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in fields.items()}


def content(row: OfficialFigure) -> dict[str, Any]:
    """What a person can write of a line."""
    return plain({name: getattr(row, name) for name in (*FIGURES, "note", "evidence")})


def content_of(update: OfficialUpdate) -> dict[str, dict[str, Any]]:
    """Every line with the estimate it replaces: kept with each signature and acceptance."""
    return {row.indicator.code: content(row) | {"estimate": _figures(row.estimate)} for row in rows_of(update)}


def digest(content_: dict[str, Any]) -> str:
    """Notices that something was changed after a page was read."""
    return hashlib.sha256(json.dumps(content_, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
