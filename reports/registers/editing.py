"""Named actions on the lines of a register: save, remove, restore. Each in one transaction, with one event of history.

A line that somebody changed meanwhile is handed back with what the page showed, what was meant and what stands there
now; all other lines are saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments import audit
from departments.models import Department
from departments.permissions import check
from reports.registers import counting, permissions
from reports.registers.catalogue import PEOPLE, Register
from reports.registers.entry import Reader, identity_of, search_text_of
from reports.registers.models import Book, RegisterRow
from reports.registers.permissions import Place
from reports.registers.reading import going_on


@dataclass(frozen=True)
class Change:
    """New content of a line. `pk` None is a new line with its `token`; `base` is what the page showed."""

    key: str
    values: dict[str, Any]
    pk: int | None = None
    seen: int = 0
    token: UUID | None = None
    base: dict[str, Any] | None = None


@dataclass(frozen=True)
class Conflict:
    """A change that was not applied: `row` is as it stands now."""

    change: Change
    row: RegisterRow
    theirs: dict[str, Any]


@dataclass
class Saved:
    """What became of the changes."""

    added: list[RegisterRow] = field(default_factory=list)
    changed: list[RegisterRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.added) + len(self.changed)


@transaction.atomic
def save_rows(
    register: Register, place: Place, changes: Iterable[Change], reader: Reader, *, by, at: datetime, source: str = ""
) -> Saved:
    """Write the lines that can be written. Raises Denied where the person may not write now."""
    check(permissions.write, by, place)
    book = locked_book(register.slug, place)
    changes = list(changes)
    outcome = Saved()
    known = _known(register, place, changes)
    for change in changes:
        row = known.get(change.pk) or known.get(change.token)
        if row is None and change.pk is None:
            outcome.added.append(_add(register, place, change, reader, by, at))
        elif row is None or row.removed_at is not None:
            outcome.gone.append(change)
        else:
            _change(register, row, change, reader, outcome, by, at)
    if outcome.count:
        _told(book, outcome, source, by, at)
        counting.changed(place.department, place.year, by=by, at=at)
    return outcome


@transaction.atomic
def load_rows(reader: Reader, department: Department, year: int, lines: list[dict[str, Any]], *, by, at: datetime):
    """Lines that no page asked for (demonstration data), all at once, with one event."""
    register = reader.register
    book = locked_book(register.slug, Place(department, year))
    split = [(_split(register, values), _derived(register, values, reader)) for values in lines]
    stamps = {"created_by": by, "created_at": at, "updated_by": by, "updated_at": at}
    rows = register.model.objects.bulk_create(
        register.model(department=department, year=year, **stamps, **own, **derived)
        for (own, _beside), derived in split
    )
    for row, ((_own, beside), _derived_fields) in zip(rows, split, strict=True):
        for name, people in beside.items():
            getattr(row, name).set(people)
    _told(book, Saved(added=rows), "", by, at)


@transaction.atomic
def carry_over(place: Place, reader: Reader, *, by, at: datetime) -> Saved:
    """Take what goes on from last year's register into this year's; taking it twice writes it once."""
    check(permissions.write, by, place)
    locked_book(reader.register.slug, place)
    rows = going_on(reader.register, place)
    changes = [Change(key=f"o{row.pk}", values=reader.values_of(row)) for row in rows]
    with override("vi"):
        source = _("from the register of %(year)s") % {"year": place.year - 1}
    return save_rows(reader.register, place, changes, reader, by=by, at=at, source=source)


def locked_book(slug: str, place: Place) -> Book:
    """The book's row, locked until the end of the transaction; begun with its first line."""
    Book.objects.get_or_create(department=place.department, year=place.year, slug=slug)
    books = Book.objects.select_for_update(of=("self",)).select_related("department")
    return books.get(department=place.department, year=place.year, slug=slug)


def _known(register: Register, place: Place, changes: list[Change]) -> dict[Any, RegisterRow]:
    rows = with_people(register, register.model.objects.of(place.department, place.year))
    found = {row.pk: row for row in rows.filter(pk__in=[c.pk for c in changes if c.pk])}
    tokens = [c.token for c in changes if c.token]
    return found | {row.token: row for row in rows.filter(token__in=tokens)} if tokens else found


def with_people(register: Register, rows):
    """The rows with the people they name and who touched them last."""
    single = [name for name in ("person",) if name in register.fields]
    several = [column.field for column in register.columns if column.kind == PEOPLE]
    return rows.select_related("updated_by__staff", *single).prefetch_related(*several)


def _split(register: Register, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the row itself, and the people beside it."""
    beside = {column.field for column in register.columns if column.kind == PEOPLE}
    own = {name: value for name, value in values.items() if name not in beside}
    return own, {name: value for name, value in values.items() if name in beside}


def _derived(register: Register, values: dict[str, Any], reader: Reader) -> dict[str, str]:
    with override("vi"):
        told = reader.told(reader.texts(values))
    return {"identity": identity_of(register, values), "search_text": search_text_of(told)}


def _add(register: Register, place: Place, change: Change, reader: Reader, by, at: datetime) -> RegisterRow:
    own, beside = _split(register, change.values)
    row = register.model.objects.create(
        department=place.department, year=place.year, token=change.token, created_by=by, created_at=at,
        updated_by=by, updated_at=at, **own, **_derived(register, change.values, reader),
    )  # fmt: skip
    for name, people in beside.items():
        getattr(row, name).set(people)
    return row


def _change(register, row: RegisterRow, change: Change, reader: Reader, outcome: Saved, by, at: datetime) -> None:
    if all(_same(getattr(row, name), value) for name, value in change.values.items()):
        return
    own, beside = _split(register, change.values)
    derived = _derived(register, change.values, reader)
    # A blank line sent a second time carries no version: the line it wrote stands as it was written, or newer.
    seen = change.seen if change.pk else 1
    untouched = register.model.objects.present().filter(pk=row.pk, version=seen)
    if not untouched.update(**own, **derived, version=F("version") + 1, updated_by=by, updated_at=at):
        outcome.conflicts.append(Conflict(change, row, reader.shown(row)))
        return
    for name, people in beside.items():
        getattr(row, name).set(people)
    outcome.changed.append(row)


def _same(now: Any, value: Any) -> bool:
    if isinstance(value, list):
        return {person.pk for person in now.all()} == {person.pk for person in value}
    return now == value


def _told(book: Book, outcome: Saved, source: str, by, at: datetime) -> None:
    with override("vi"):
        parts = [(_("%(n)s added"), len(outcome.added)), (_("%(n)s changed"), len(outcome.changed))]
        counts = ", ".join(text % {"n": n} for text, n in parts if n)
        label = _("Lines written: %(counts)s") % {"counts": counts}
        data = {"added": len(outcome.added), "changed": len(outcome.changed)}
        audit.record("registers.saved", target=book, by=by, at=at, label=label, note=source, data=data)


@transaction.atomic
def remove(register: Register, place: Place, row: RegisterRow, *, by, at: datetime) -> bool:
    """Take a line out; it can be put back. False where it was out already."""
    return _put(register, place, row, by, at, removed=True)


@transaction.atomic
def restore(register: Register, place: Place, row: RegisterRow, *, by, at: datetime) -> bool:
    """Put a removed line back."""
    return _put(register, place, row, by, at, removed=False)


def _put(register: Register, place: Place, row: RegisterRow, by, at: datetime, *, removed: bool) -> bool:
    check(permissions.write, by, place)
    book = locked_book(register.slug, place)
    now = {"removed_by": by, "removed_at": at} if removed else {"removed_by": None, "removed_at": None}
    rows = register.model.objects.of(place.department, place.year).filter(pk=row.pk, removed_at__isnull=removed)
    if not rows.update(**now, version=F("version") + 1, updated_by=by, updated_at=at):
        return False
    with override("vi"):
        label = _("Line removed") if removed else _("Line put back")
        audit.record(
            "registers.removed" if removed else "registers.restored",
            target=book, by=by, at=at, label=label, note=str(row)[:200], data={"row": row.pk},
        )  # fmt: skip
    counting.changed(place.department, place.year, by=by, at=at)
    return True
