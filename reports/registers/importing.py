"""Bringing a table into a register: first read and shown with every problem, then written as a whole or not at all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from departments.permissions import Refused, check
from reports.documents.sheets import Sheet, SheetCell, UnreadableSheet
from reports.registers import columns, editing, permissions
from reports.registers.catalogue import CHOICE, LONG, PEOPLE, PERSON, TEXT, Column
from reports.registers.columns import Layout
from reports.registers.editing import Change, Saved
from reports.registers.entry import Reader, Reading, identity_of
from reports.registers.models import BroughtTable, ColumnMapping, RegisterRow
from reports.registers.permissions import Place

MOST_ROWS = 2_000
WORDS = (TEXT, LONG, CHOICE, PERSON, PEOPLE)


@dataclass(frozen=True)
class Skips:
    """Which lines a person wants left out: already in the register (or twice in the file), elsewhere, other years."""

    own: bool = True
    elsewhere: bool = False
    years: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell and what to do."""

    number: int
    ref: str
    label: str
    message: str


@dataclass
class Incoming:
    """One line of the table: what was read, where it was met already."""

    number: int
    texts: dict[str, str]
    refs: dict[str, str]
    reading: Reading
    twice: bool = False
    here: list[RegisterRow] = field(default_factory=list)
    elsewhere: list[RegisterRow] = field(default_factory=list)
    is_skipped: bool = False

    @property
    def is_wrong(self) -> bool:
        return bool(self.reading.problems) and not self.is_skipped


@dataclass
class Preview:
    """The whole table as it would be written."""

    layout: Layout
    chosen: dict[str, str]
    lines: list[Incoming]
    problems: list[Problem]
    missing: list[Column]

    @property
    def to_write(self) -> list[Incoming]:
        return [line for line in self.lines if not line.is_skipped]

    @property
    def skipped(self) -> int:
        return sum(1 for line in self.lines if line.is_skipped)

    @property
    def is_ready(self) -> bool:
        return bool(self.to_write) and not self.problems and not self.missing

    def count(self, what: str) -> int:
        """How many lines are `own` doubles, stand `elsewhere`, or belong to other `years`."""
        tests = {
            "own": lambda line: line.twice or line.here,
            "elsewhere": lambda line: line.elsewhere,
            "years": lambda line: line.reading.is_of_another_year,
        }
        return sum(1 for line in self.lines if tests[what](line))


@transaction.atomic
def bring(reader: Reader, place: Place, sheets: Iterable[Sheet], title: str, *, by, at: datetime) -> BroughtTable:
    """Keep a table for its preview; the one brought before by this person gives way. Raises UnreadableSheet."""
    check(permissions.write, by, place)
    remembered = mapping_of(reader, place)
    tables = [[[_kept(cell) for cell in row] for row in sheet.rows] for sheet in sheets]
    tables = [rows for rows in tables if any(row for row in rows)]
    if not tables:
        raise UnreadableSheet(_("The table is empty. Please copy the rows together with their headings."))
    best = max(tables, key=lambda rows: columns.score_of(rows, reader.register, remembered))
    if len(best) > MOST_ROWS:
        raise UnreadableSheet(_("The table has more than %(n)s rows. Please divide it.") % {"n": MOST_ROWS})
    book = editing.locked_book(reader.register.slug, place)
    values = {"brought_at": at, "title": title[:200], "rows": best}
    return BroughtTable.objects.update_or_create(book=book, brought_by=by, defaults=values)[0]


def _kept(cell: SheetCell) -> list[str]:
    plain = [f"{cell.value:f}"] if isinstance(cell.value, Decimal) else []
    return [cell.ref, cell.text, *plain]


def mapping_of(reader: Reader, place: Place) -> dict[str, str]:
    """How this unit's columns were understood last time."""
    found = ColumnMapping.objects.filter(department=place.department, slug=reader.register.slug).first()
    return found.columns if found else {}


def preview(
    table: BroughtTable, reader: Reader, place: Place, chosen: dict[str, str] | None = None, skips: Skips | None = None
) -> Preview:
    """Read the table. `chosen`: our field → source; what the page sent and is not possible counts as nothing."""
    remembered, skips = mapping_of(reader, place), skips or Skips()
    layout = columns.layout_of(table.rows, reader.register, remembered)
    if chosen is None:
        chosen = columns.guess(layout, reader.register, remembered)
    chosen = {c.field: _possible(reader, layout, c, chosen.get(c.field, "")) for c in reader.register.columns}
    lines = [_read(reader, number, row, chosen) for number, row in layout.rows]
    _compare(reader, place, lines)
    for line in lines:
        line.is_skipped = (
            (skips.own and bool(line.twice or line.here))
            or (skips.elsewhere and bool(line.elsewhere))
            or (skips.years and line.reading.is_of_another_year)
        )
    missing = [c for c in reader.register.columns if c.required and not chosen[c.field]]
    return Preview(layout, chosen, lines, [] if missing else _problems(reader, lines), missing)


def _possible(reader: Reader, layout: Layout, column: Column, source: str) -> str:
    choices = reader.register.model_field(column.field).choices if column.kind == CHOICE else ()
    return source if columns.is_known(source, layout, choices) else ""


def _read(reader: Reader, number: int, row: columns.Row, chosen: dict[str, str]) -> Incoming:
    texts, refs = {}, {}
    for column in reader.register.columns:
        cell = columns.cell_of(row, chosen[column.field])
        texts[column.field] = cell[2] if len(cell) > 2 and column.kind in WORDS else cell[1]
        refs[column.field] = cell[0]
    return Incoming(number, texts, refs, reader.read(texts))


def _compare(reader: Reader, place: Place, lines: list[Incoming]) -> None:
    """Point out what stands in a register already, here or in another unit's, and what the table names twice."""
    keys = {id(line): identity_of(reader.register, line.reading.values) for line in lines}
    known = reader.register.model.objects.in_year(place.year).named([key for key in keys.values() if key])
    rows: dict[str, list[RegisterRow]] = {}
    for row in known.order_by("department__order", "pk"):
        rows.setdefault(row.identity, []).append(row)
    seen: Counter[str] = Counter()
    for line in lines:
        key = keys[id(line)]
        if key:
            line.twice = seen[key] > 0
            seen[key] += 1
            line.here = [row for row in rows.get(key, []) if row.department_id == place.department.pk]
            line.elsewhere = [row for row in rows.get(key, []) if row.department_id != place.department.pk]


def _problems(reader: Reader, lines: list[Incoming]) -> list[Problem]:
    labels = {column.field: str(column.label) for column in reader.register.columns}
    return [
        Problem(line.number, line.refs[name], labels[name], message)
        for line in lines
        if not line.is_skipped
        for name, message in line.reading.problems.items()
    ]


@transaction.atomic
def write(table: BroughtTable, reader: Reader, place: Place, found: Preview, *, by, at: datetime) -> Saved:
    """Write every line that is not skipped, remember the columns, and let the table go. Raises Refused."""
    if not found.is_ready:
        raise Refused(_("There are still lines to correct. Nothing was written."))
    changes = [Change(key=f"i{line.number}", values=line.reading.values) for line in found.to_write]
    saved = editing.save_rows(reader.register, place, changes, reader, by=by, at=at, source=table.title)
    kept = columns.remember(found.layout, found.chosen)
    if kept:
        ColumnMapping.objects.update_or_create(
            department=place.department,
            slug=reader.register.slug,
            defaults={"columns": kept, "saved_by": by, "saved_at": at},
        )
    table.delete()
    return saved
