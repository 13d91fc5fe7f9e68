"""Which column of somebody's table goes into which of ours: by remembered or known headings, else by position."""

from dataclasses import dataclass
from typing import Any

from departments.vietnamese import fold
from reports.registers.catalogue import Register

#: Headings stand among the first rows; above them a file may carry a title.
HEAD_ROWS = 15
MATCHES_NEEDED = 2
FIXED = "="
PLACE = "c"

#: A row as it is kept: [address, text] or [address, text, plain number] per cell.
Row = list[list[str]]


@dataclass(frozen=True)
class Layout:
    """Headings of a table (empty where it has none), and the rows below them with their numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]

    @property
    def width(self) -> int:
        return max([len(self.headings), *(len(row) for _number, row in self.rows)], default=0)

    def letters(self) -> list[tuple[int, str]]:
        """Every column with its letter and heading, as a person would look for it."""
        return [(place, _letter(place) + (f": {self._heading(place)}" if self._heading(place) else ""))
                for place in range(self.width)]  # fmt: skip

    def _heading(self, place: int) -> str:
        return self.headings[place] if place < len(self.headings) else ""


def _letter(place: int) -> str:
    high, low = divmod(place, 26)
    return (chr(64 + high) if high else "") + chr(65 + low)


def layout_of(rows: list[Row], register: Register, remembered: dict[str, str]) -> Layout:
    """Find the headings: the row among the first ones with most headings that are known."""
    known = {fold(heading) for heading in remembered.values()}
    scores = [_score(row, register, known) for row in rows[:HEAD_ROWS]]
    best = max(scores, default=0)
    head = scores.index(best) if best >= MATCHES_NEEDED else None
    start = 0 if head is None else head + 1
    headings = () if head is None else tuple(cell[1] for cell in rows[head])
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if number > start]
    return Layout(headings, tuple((number, row) for number, row in numbered if any(cell[1] for cell in row)))


def score_of(rows: list[Row], register: Register, remembered: dict[str, str]) -> int:
    """How much a table looks like this register."""
    known = {fold(heading) for heading in remembered.values()}
    return max((_score(row, register, known) for row in rows[:HEAD_ROWS]), default=0)


def _score(row: Row, register: Register, known: set[str]) -> int:
    texts = [cell[1] for cell in row if cell[1]]
    return sum(1 for text in texts if fold(text) in known or any(c.answers_to(text) for c in register.columns))


def guess(layout: Layout, register: Register, remembered: dict[str, str]) -> dict[str, str]:
    """Our field → `c3` (a column of the table), `=value` (the same for all rows) or nothing."""
    if not layout.headings:
        return {c.field: f"{PLACE}{place}" for place, c in enumerate(register.columns) if place < layout.width}
    taken: dict[str, str] = {}
    folded = [fold(heading) for heading in layout.headings]
    for column in register.columns:
        wanted = remembered.get(column.field, "")
        if wanted.startswith(FIXED):
            taken[column.field] = wanted
        elif wanted and wanted in folded:
            taken[column.field] = f"{PLACE}{folded.index(wanted)}"
    for column in register.columns:
        if column.field not in taken:
            free = [p for p in range(len(folded)) if f"{PLACE}{p}" not in taken.values()]
            place = next((p for p in free if column.answers_to(layout.headings[p])), None)
            taken[column.field] = "" if place is None else f"{PLACE}{place}"
    return taken


def remember(layout: Layout, chosen: dict[str, str]) -> dict[str, str]:
    """What to keep of a mapping: headings, not places, so that a column may move."""
    kept = {}
    for name, source in chosen.items():
        place = _place(source)
        if source.startswith(FIXED):
            kept[name] = source
        elif place is not None and place < len(layout.headings):
            kept[name] = fold(layout.headings[place])
    return kept


def _place(source: str) -> int | None:
    number = source.removeprefix(PLACE)
    return int(number) if source.startswith(PLACE) and number.isdecimal() and len(number) < 4 else None


def cell_of(row: Row, source: str) -> list[str]:
    """The cell a field is read from: address, text, and the plain number where it holds one."""
    if source.startswith(FIXED):
        return ["", source.removeprefix(FIXED)]
    place = _place(source)
    return row[place] if place is not None and place < len(row) else ["", ""]


def is_known(source: str, layout: Layout, choices: Any) -> bool:
    """Whether a page may choose this source for a field."""
    place = _place(source)
    if source.startswith(FIXED):
        return source.removeprefix(FIXED) in {value for value, _label in choices or ()}
    return not source or (place is not None and place < layout.width)
