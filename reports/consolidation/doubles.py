"""One thing reported by two units: suspected by the program, decided by a person. Pure.

A total “without double counting” is Σ units − what a person confirmed as counted twice. Nothing is taken off without a
person; a decision stands only for the units it was made about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from departments.vietnamese import fold
from reports.consolidation.amounts import Answers, Contribution, Figure
from reports.submissions.references import document_day, document_number

SAME, DIFFERENT, UNDECIDED = "same", "different", ""
#: What the one thing counts for in a plain count.
ONE = Decimal(1)


@dataclass(frozen=True)
class Mention:
    """One unit names a thing under an indicator; `key` is the same for the same thing."""

    code: str
    unit: str
    key: str
    label: str
    day: date | None = None


@dataclass(frozen=True)
class Suspect:
    """A thing that several units count under one indicator, in the order of the office."""

    code: str
    thing: str
    label: str
    units: tuple[str, ...]


def document(code: str, unit: str, number: str, day: date | None, label: str) -> Mention:
    """A document is the same by number and sign, and by its day where both name one."""
    return Mention(code, unit, f"document|{fold(number).replace(' ', '')}", label, day)


def in_evidence(code: str, unit: str, evidence: Iterable[Mapping[str, Any]]) -> list[Mention]:
    """Documents and files that prove one figure, as they were frozen."""
    found = []
    for item in evidence:
        number = document_number(item["reference"])
        if number:
            found.append(document(code, unit, number, document_day(item["reference"]), item["reference"]))
        elif item["sha256"]:
            found.append(Mention(code, unit, f"file|{item['sha256']}", item["name"]))
    return found


def suspects(mentions: Iterable[Mention], answers: Mapping[str, Answers]) -> list[Suspect]:
    """Things that two or more units with a figure above zero count under the same indicator."""
    groups: dict[tuple[str, str], list[Mention]] = {}
    for mention in _dated(list(mentions)):
        given = answers.get(mention.code, {}).get(mention.unit)
        if given and given.counts and (given.amount.figure or 0) > 0:
            groups.setdefault((mention.code, mention.key), []).append(mention)
    order = {(code, unit): place for code, given in answers.items() for place, unit in enumerate(given)}
    found = []
    for (code, thing), group in groups.items():
        units = sorted({mention.unit for mention in group}, key=lambda unit: order[code, unit])
        if len(units) > 1:
            found.append(Suspect(code, thing, group[0].label, tuple(units)))
    return sorted(found, key=lambda suspect: (suspect.code, suspect.thing))


def _dated(mentions: list[Mention]) -> list[Mention]:
    """Numbers begin again every year and in every office: those of different days are different documents, and one
    without a day may be any of them."""
    days: dict[tuple[str, str], set[date]] = {}
    for mention in mentions:
        if mention.day:
            days.setdefault((mention.code, mention.key), set()).add(mention.day)
    return [
        replace(mention, key=f"{mention.key}|{day.isoformat()}" if day else mention.key)
        for mention in mentions
        for day in ([mention.day] if mention.day else sorted(days.get((mention.code, mention.key), ())) or [None])
    ]


def usual(suspect: Suspect) -> dict[str, Decimal]:
    """What is taken off where one thing was counted by several units: one from each but the first."""
    return {unit: Decimal(0) if place == 0 else ONE for place, unit in enumerate(suspect.units)}


def settled(
    found: Iterable[Suspect], decisions: Mapping[tuple[str, str], Any], answers: Mapping[str, Answers]
) -> list[dict[str, Any]]:
    """Every suspect with the decision that stands, as the inputs of a compilation keep it.

    A decision falls when the units are others than it was made about, or when a unit's figure has become smaller than
    what would be taken off it.
    """
    left = {(c, u): g.amount.value or Decimal(0) for c, given in answers.items() for u, g in given.items() if g.counts}
    rows = []
    for suspect in found:
        decision = decisions.get((suspect.code, suspect.thing))
        row = {"code": suspect.code, "thing": suspect.thing, "label": suspect.label, "units": list(suspect.units)}
        stands = decision is not None and set(decision.units) == set(suspect.units)
        taken = {u: Decimal(n) for u, n in decision.taken_off.items()} if stands else {}
        if any(amount > left.get((suspect.code, unit), 0) for unit, amount in taken.items()):
            stands, taken = False, {}
        for unit, amount in taken.items():
            left[suspect.code, unit] -= amount
        rows.append(row | (_decided(decision) if stands else {"verdict": UNDECIDED, "taken_off": {}}))
    return rows


def _decided(decision) -> dict[str, Any]:
    return {
        "verdict": decision.verdict,
        "taken_off": decision.taken_off,
        "reason": decision.reason,
        "by": decision.decided_by_name,
        "at": decision.decided_at.isoformat(),
    }


def without(answers: Mapping[str, Answers], rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Contribution]]:
    """The answers with confirmed doubles taken off the units they were confirmed for."""
    result = {code: dict(given) for code, given in answers.items()}
    for row in rows:
        given = result[row["code"]]
        for unit, amount in row["taken_off"].items():
            given[unit] = replace(given[unit], taken_off=given[unit].taken_off + Decimal(amount))
    return result


def with_doubts(figures: Mapping[str, Figure], rows: Iterable[Mapping[str, Any]]) -> dict[str, Figure]:
    """The figures, those with doubles nobody has decided marked as doubtful."""
    undecided = {row["code"] for row in rows if row["verdict"] == UNDECIDED}
    return {
        code: replace(figure, doubts=("distinct", *figure.doubts)) if code in undecided else figure
        for code, figure in figures.items()
    }


def summary(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Of one indicator: how many doubles count once, how much they take off, and how many nobody has decided."""
    rows = list(rows)
    taken = [Decimal(amount) for row in rows for amount in row["taken_off"].values()]
    return {
        "confirmed": [row["label"] for row in rows if row["verdict"] == SAME],
        "taken_off": f"{sum(taken, Decimal(0)):f}",
        "undecided": sum(1 for row in rows if row["verdict"] == UNDECIDED),
    }
