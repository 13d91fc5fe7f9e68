"""A registration as it reads: its lines beside last year's targets and results, and what it says as plain data."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from campaign import wording
from departments.vietnamese import format_decimal, number_in_words
from reports.targets import history
from reports.targets.models import TargetLine, TargetRegistration

FIGURES = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Line:
    """One target in words, beside last year."""

    line: TargetLine
    text: str
    parts: str
    in_words: str
    last_target: str
    last_result: str


@dataclass(frozen=True)
class Group:
    """The lines of one heading of the catalogue."""

    title: str
    lines: list[Line]

    @property
    def filled(self) -> list[Line]:
        """Those with a target."""
        return [row for row in self.lines if row.line.is_filled]


def lines_of(registration: TargetRegistration) -> list[TargetLine]:
    """In the order of the catalogue; one query."""
    rows = registration.lines.select_related("indicator", "updated_by__staff")
    return list(rows.order_by("indicator__order", "indicator__code", "pk"))


def groups_of(registration: TargetRegistration) -> list[Group]:
    """Every line by heading."""
    unit, year = registration.department, registration.year - 1
    results, targets = history.results_of(unit, year), history.targets_of(unit, year)
    read = [_read(line, targets, results) for line in lines_of(registration)]
    return [Group(title, list(rows)) for title, rows in groupby(read, key=lambda row: row.line.indicator.group_title)]


def _read(line: TargetLine, targets: dict[str, str], results: dict[str, str]) -> Line:
    indicator = line.indicator
    return Line(
        line=line,
        text=wording.target(line, indicator),
        parts=wording.parts(line.numerator, line.denominator),
        in_words=number_in_words(line.value) if indicator.is_money and line.value else "",
        last_target=targets.get(indicator.code, ""),
        last_result=results.get(indicator.code, ""),
    )


def shown_of(registrations: list[TargetRegistration]) -> list[tuple[TargetRegistration, list[tuple[TargetLine, str]]]]:
    """Each registration with its targets in words; one query for all."""
    rows = TargetLine.objects.filter(registration__in=registrations).select_related("indicator")
    lines: dict[int, list[TargetLine]] = {}
    for line in rows.order_by("indicator__order", "indicator__code", "pk"):
        lines.setdefault(line.registration_id, []).append(line)
    return [
        (one, [(line, wording.target(line, line.indicator)) for line in lines.get(one.pk, []) if line.is_filled])
        for one in registrations
    ]


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Figures as text in their shortest form, so that equal content is equal."""
    return {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in fields.items()}


def content(line: TargetLine) -> dict[str, Any]:
    """What a person can write of a line."""
    return plain({name: getattr(line, name) for name in (*FIGURES, "note")})


def content_of(registration: TargetRegistration) -> dict[str, dict[str, Any]]:
    """Every line with a target or a note, by code: kept with each signature and acceptance."""
    lines = lines_of(registration)
    return {line.indicator.code: content(line) for line in lines if line.is_filled or line.note}


def digest(content_: dict[str, Any]) -> str:
    """Notices that something was changed after a page was read."""
    return hashlib.sha256(json.dumps(content_, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def entry_text(entry: dict[str, Any] | None, line: TargetLine) -> str:
    """An entry (`content`) in words: the target and its note."""
    if not entry:
        return "–"
    sign = "%" if line.indicator.is_ratio and line.indicator.unit == "%" else ""
    shown = "–"
    if entry.get("numerator"):
        shown = " / ".join(format_decimal(Decimal(entry[name] or 0)) for name in ("numerator", "denominator"))
    elif entry.get("value"):
        shown = f"{format_decimal(Decimal(entry['value']))}{sign}"
    return f"{shown} · {entry['note']}" if entry.get("note") else shown
