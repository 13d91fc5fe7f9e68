"""What a unit notes of its people in a year: made from the staff list, read from a page, saved with versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments import audit
from departments.fields import CleanCharField
from departments.models import Appointment, Department, StaffMember
from departments.permissions import check
from reports.registers import counting, permissions
from reports.registers.catalogue import PEOPLE_SLUG
from reports.registers.editing import locked_book
from reports.registers.entry import written
from reports.registers.models import PersonYear
from reports.registers.permissions import Place
from reports.registers.typed import DayField, LabelledChoiceField

TICKS = ("registered", "pledged", "informed")
TYPED = ("informed_on", "assessment", "note")
FIELDS = (*TICKS, *TYPED)
READ_BY = {
    "informed_on": DayField(required=False),
    "assessment": LabelledChoiceField(list(PersonYear.Assessment.choices), {}, required=False),
    "note": CleanCharField(required=False, max_length=300),
}


@dataclass
class Person:
    """One member of the unit with what is noted; `typed` and `problems` keep what could not be saved."""

    staff: StaffMember
    post: str
    row: PersonYear | None = None
    typed: dict[str, Any] | None = None
    problems: dict[str, str] = field(default_factory=dict)
    conflict: dict[str, str] | None = None

    @property
    def key(self) -> str:
        return f"p{self.staff.pk}"

    @property
    def seen(self) -> int:
        return self.row.version if self.row else 0

    @property
    def stored(self) -> dict[str, Any]:
        """What is noted, as it is typed."""
        row = self.row or PersonYear()
        return {name: written(getattr(row, name)) for name in FIELDS}

    @property
    def shown(self) -> dict[str, Any]:
        return self.stored if self.typed is None else self.typed

    @property
    def base_text(self) -> str:
        return json.dumps(self.stored, ensure_ascii=False)

    @property
    def assessment_label(self) -> str:
        return str(dict(PersonYear.Assessment.choices).get(self.stored["assessment"], ""))


@dataclass
class Saved:
    """What became of a page: how many were written, and people that could not be, by id."""

    count: int = 0
    unsaved: dict[int, Person] = field(default_factory=dict)


def roster(department: Department, year: int) -> list[Person]:
    """Everybody in post on the last day of the year, in office order. Three queries."""
    staff = list(counting.staff_of(department, year))
    posts = Appointment.objects.current(date(year, 12, 31)).filter(department=department).order_by("position__order")
    titles: dict[int, str] = {}
    for post in posts.select_related("position"):
        titles.setdefault(post.staff_id, post.position.name)
    rows = PersonYear.objects.of(department, year).select_related("updated_by__staff")
    noted = {row.staff_id: row for row in rows}
    return [Person(person, titles.get(person.pk, ""), noted.get(person.pk)) for person in dict.fromkeys(staff)]


@transaction.atomic
def save(place: Place, data: Mapping[str, str], *, by, at: datetime, leave: str = "", tick_all: str = "") -> Saved:
    """Write what the page changed. `leave` is the key of a person not to be written; `tick_all` a tick for everybody.

    Raises Denied where the person may not write now.
    """
    check(permissions.write, by, place)
    book = locked_book(PEOPLE_SLUG, place)
    outcome = Saved()
    for person in roster(place.department, place.year):
        if f"{person.key}-seen" not in data or person.key == leave:
            continue
        typed, base = _typed(data, person.key), _base_of(data.get(f"{person.key}-base", ""))
        if tick_all in TICKS:
            typed |= {tick_all: True}
            if tick_all == "informed" and not typed["informed_on"]:
                typed["informed_on"] = data.get("all-informed_on", "").strip()
        if typed == (person.stored if base is None else base):
            continue
        _save_one(place, person, typed, data.get(f"{person.key}-seen", ""), base or {}, outcome, by, at)
    if outcome.count:
        _told(book, outcome.count, by, at)
        _announce(place, by, at)
    return outcome


def _typed(data: Mapping[str, str], key: str) -> dict[str, Any]:
    ticks = {name: f"{key}-{name}" in data for name in TICKS}
    return ticks | {name: data.get(f"{key}-{name}", "").strip() for name in TYPED}


def _base_of(text: str) -> dict[str, Any] | None:
    try:
        base = json.loads(text)
    except ValueError:
        return None
    return base if isinstance(base, dict) else None


def _save_one(place, person: Person, typed: dict, seen: str, base: dict, outcome: Saved, by, at: datetime) -> None:
    values: dict[str, Any] = {name: typed[name] for name in TICKS}
    for name, reads in READ_BY.items():
        try:
            values[name] = reads.clean(typed[name])
        except ValidationError as problem:
            person.problems[name] = " ".join(problem.messages)
    if values.get("informed_on") and not values["informed"]:
        person.problems["informed_on"] = _("A day is entered but “informed” is not ticked. Please keep one of the two.")
    if person.problems:
        person.typed = typed
        outcome.unsaved[person.staff.pk] = person
    elif _wrote(place, person, values, int(seen) if seen.isdecimal() else 0, by, at):
        outcome.count += 1
    else:
        person.typed, person.conflict = typed, _three(base, typed, person.stored)
        outcome.unsaved[person.staff.pk] = person


def _wrote(place: Place, person: Person, values: dict[str, Any], seen: int, by, at: datetime) -> bool:
    if seen:
        untouched = PersonYear.objects.of(place.department, place.year).filter(staff=person.staff, version=seen)
        return bool(untouched.update(**values, version=F("version") + 1, updated_by=by, updated_at=at))
    if person.row is not None:
        return False
    try:
        with transaction.atomic():
            PersonYear.objects.create(
                department=place.department, year=place.year, staff=person.staff, updated_by=by, updated_at=at, **values
            )
    except IntegrityError:
        return False
    return True


def _three(base: dict, mine: dict, theirs: dict) -> dict[str, str]:
    return {"base": told(base), "mine": told(mine), "theirs": told(theirs)}


def told(noted: Mapping[str, Any]) -> str:
    """What is noted of a person, in words."""
    ticks = [str(PersonYear._meta.get_field(name).verbose_name) for name in TICKS if noted.get(name)]
    label = str(dict(PersonYear.Assessment.choices).get(noted.get("assessment"), ""))
    return "; ".join(part for part in (*ticks, noted.get("informed_on"), label, noted.get("note")) if part) or "–"


def _told(book, count: int, by, at: datetime) -> None:
    with override("vi"):
        label = _("People updated: %(n)s") % {"n": count}
        audit.record("registers.people_saved", target=book, by=by, at=at, label=label, data={"changed": count})


def _announce(place: Place, by, at: datetime) -> None:
    """The share of registered units is HC-TC's figure, whichever unit registers."""
    counting.changed(place.department, place.year, by=by, at=at)
    for unit in Department.objects.coordinators().exclude(pk=place.department.pk):
        counting.changed(unit, place.year, by=by, at=at)
