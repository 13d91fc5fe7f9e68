"""The grid of a register: each line with its boxes, what was typed into them, and what became of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from reports.registers.catalogue import CHOICE, PERSON, TICK, Column, Register
from reports.registers.editing import Change, Saved
from reports.registers.entry import Reader
from reports.registers.models import RegisterRow

BLANK = "n"
ROW = "r"
#: More lines than a page ever shows are not read from one request.
MOST = 200


@dataclass
class Box:
    """One cell of the grid: its column, what stands in it, what is wrong."""

    column: Column
    name: str
    value: Any
    problem: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_choice(self) -> bool:
        return self.column.kind == CHOICE

    @property
    def is_tick(self) -> bool:
        return self.column.kind == TICK

    @property
    def is_person(self) -> bool:
        return self.column.kind == PERSON


@dataclass
class Line:
    """One line of the grid; `row` None is a blank one."""

    key: str
    number: int
    boxes: list[Box]
    row: RegisterRow | None = None
    seen: int = 0
    token: str = ""
    base: dict[str, Any] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    conflict: dict[str, str] | None = None
    is_gone: bool = False
    same: list[RegisterRow] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(box.problem for box in self.boxes)

    @property
    def base_text(self) -> str:
        return json.dumps(self.base, ensure_ascii=False)


@dataclass
class Sent:
    """What a page sent: the changes that can be saved, and lines that cannot, by key."""

    changes: list[Change] = field(default_factory=list)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: dict[str, dict[str, str]] = field(default_factory=dict)


def read(reader: Reader, data: Mapping[str, str], leave: frozenset[str] = frozenset()) -> Sent:
    """The lines of a request that differ from what their page showed; `leave` names lines not to be written."""
    sent = Sent()
    keys = [name.removesuffix("-seen") for name in data if name.endswith("-seen")][:MOST]
    for key in keys:
        typed = {c.field: _typed(data, f"{key}-{c.field}", c) for c in reader.register.columns}
        base = _base_of(data.get(f"{key}-base", ""))
        if key in leave or typed == base or (base is None and not any(typed.values())):
            continue
        sent.typed[key] = typed
        reading = reader.read(typed)
        if reading.problems:
            sent.problems[key] = reading.problems
            continue
        sent.changes.append(_change(key, data, reading.values, base))
    return sent


def _typed(data: Mapping[str, str], name: str, column: Column) -> Any:
    if column.kind == TICK:
        return name in data
    return data.get(name, "").replace("\r\n", "\n").strip()


def _base_of(text: str) -> dict[str, Any] | None:
    try:
        base = json.loads(text)
    except ValueError:
        return None
    return base if isinstance(base, dict) else None


def _change(key: str, data: Mapping[str, str], values: dict[str, Any], base: dict[str, Any] | None) -> Change:
    number, seen = key[1:], data.get(f"{key}-seen", "")
    is_row = key.startswith(ROW) and number.isdecimal()
    return Change(
        key=key,
        values=values,
        pk=int(number) if is_row else None,
        seen=int(seen) if seen.isdecimal() else 0,
        token=None if is_row else _token(data.get(f"{key}-token", "")),
        base=base,
    )


def _token(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class Sheet:
    """The lines of one page of a register. `is_refused`: nothing was saved, everything typed is kept."""

    def __init__(self, reader: Reader, sent: Sent | None = None, saved: Saved | None = None, is_refused: bool = False):
        self.reader, self.sent, self.is_refused = reader, sent or Sent(), is_refused
        self.conflicts = {conflict.change.key: conflict for conflict in (saved.conflicts if saved else ())}
        self.gone = {change.key for change in (saved.gone if saved else ())}

    @property
    def register(self) -> Register:
        return self.reader.register

    def lines(self, rows: Iterable[RegisterRow], first: int, same: Mapping[int, list[RegisterRow]]) -> list[Line]:
        """The written lines, numbered from `first`."""
        return [self._line(row, place, same.get(row.pk, [])) for place, row in enumerate(rows, start=first)]

    def _line(self, row: RegisterRow, number: int, same: list[RegisterRow]) -> Line:
        key, shown = f"{ROW}{row.pk}", self.reader.shown(row)
        conflict = self.conflicts.get(key)
        kept = key in self.sent.problems or conflict is not None or (self.is_refused and key in self.sent.typed)
        line = Line(key, number, self._boxes(key, self.sent.typed[key] if kept else shown), row, row.version)
        line.base, line.told, line.same = shown, self.reader.told(shown), same
        if conflict is not None:
            line.conflict = self._three(conflict.change.base or {}, self.sent.typed[key], conflict.theirs)
        return line

    def _three(self, base: dict, mine: dict, theirs: dict) -> dict[str, str]:
        """The columns in which the three differ, as text."""
        texts = {name: self.reader.told(side) for name, side in (("base", base), ("mine", mine), ("theirs", theirs))}
        differing = [c for c in self.register.columns if len({side[c.field] for side in texts.values()}) > 1]
        return {
            name: "\n".join(f"{column.label}: {side[column.field] or '–'}" for column in differing)
            for name, side in texts.items()
        }

    def blank(self, number: int, count: int) -> list[Line]:
        """New lines that could not be saved yet with what was typed, then empty ones."""
        lost = self.gone | {key for key in self.conflicts if key.startswith(BLANK)}
        wrong = self.sent.typed if self.is_refused else self.sent.problems
        kept = [key for key in wrong if key.startswith(BLANK)] + sorted(lost)
        lines = [self._new(f"{BLANK}{place}", number + place, self.sent.typed[key], self.sent.problems.get(key, {}),
                           is_gone=key in lost) for place, key in enumerate(kept)]  # fmt: skip
        places = range(len(kept), max(count, len(kept) + 1))
        return lines + [self._new(f"{BLANK}{place}", number + place, {}, {}) for place in places]

    def _new(self, key: str, number: int, typed: dict, problems: dict[str, str], is_gone: bool = False) -> Line:
        boxes = self._boxes(key, typed, problems)
        return Line(key, number, boxes, token=str(uuid4()), is_gone=is_gone)

    def _boxes(self, key: str, shown: Mapping[str, Any], problems: Mapping[str, str] | None = None) -> list[Box]:
        problems = self.sent.problems.get(key, {}) if problems is None else problems
        return [
            Box(
                column, f"{key}-{column.field}", shown.get(column.field, ""), problems.get(column.field, ""),
                list(self.register.model_field(column.field).choices) if column.kind == CHOICE else [],
            )
            for column in self.register.columns
        ]  # fmt: skip
