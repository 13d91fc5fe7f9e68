"""Reading what people type or paste into a register, column by column; and writing it back as they would type it.

The same reading serves the grid, a paste and a file: Vietnamese figures and dates, choices by their labels, people by
their names.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from departments.fields import CleanCharField, VietnameseDecimalField
from departments.models import Appointment, Department, StaffMember
from departments.vietnamese import fold, format_date, format_decimal
from reports.registers.catalogue import CHOICE, DATE, FIGURE, LONG, PEOPLE, PERSON, TEXT, TICK, WHOLE, Column, Register
from reports.registers.models import RegisterRow

YES = frozenset({"x", "v", "1", "co", "true", "on", "yes", "dung"})
NO = frozenset({"", "0", "khong", "false", "no", "sai", "-"})
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
#: More would not be a count of one room or one year.
MAX_WHOLE = 100_000


class Names:
    """The people a unit may name: everybody who held a post there in the year, told apart by post where needed."""

    def __init__(self, people: list[tuple[StaffMember, str]]):
        by_name: dict[str, list[tuple[StaffMember, str]]] = defaultdict(list)
        for staff, post in people:
            if staff not in [known for known, _post in by_name[staff.full_name]]:
                by_name[staff.full_name].append((staff, post))
        self.labels: dict[int, str] = {}
        self._found: dict[str, list[StaffMember]] = defaultdict(list)
        for name, same in by_name.items():
            for staff, post in same:
                self.labels[staff.pk] = f"{name} ({post})" if len(same) > 1 else name
                self._found[fold(self.labels[staff.pk])].append(staff)
            if len(same) > 1:
                self._found[fold(name)] += [staff for staff, _post in same]

    @classmethod
    def of(cls, department: Department, year: int) -> "Names":
        posts = Appointment.objects.within(date(year, 1, 1), date(year, 12, 31)).filter(department=department)
        rows = posts.select_related("staff", "position").order_by("staff__sort_key", "staff", "position__order", "pk")
        return cls([(post.staff, post.position.name) for post in rows])

    def label(self, staff: StaffMember) -> str:
        return self.labels.get(staff.pk, staff.full_name)

    def find(self, typed: str) -> StaffMember:
        """The person of this name. Raises ValidationError where there is none, or more than one."""
        found = self._found.get(fold(typed), [])
        if not found:
            text = _("“%(name)s” is not on the staff list of the unit. Please choose a name from the list.")
            raise ValidationError(text % {"name": typed[:60]})
        if len(found) > 1:
            text = _("There are several people of this name; please type one of: %(names)s.")
            raise ValidationError(text % {"names": "; ".join(self.label(staff) for staff in found)})
        return found[0]


class PersonField(forms.CharField):
    """One person by name, or with `several` more of them with semicolons between."""

    def __init__(self, names: Names, several: bool = False, **kwargs: Any) -> None:
        self.names, self.several = names, several
        super().__init__(max_length=1_000, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = [part.strip() for part in super().clean(value).replace("\n", ";").split(";")]
        people = list(dict.fromkeys(self.names.find(part) for part in typed if part))
        return people if self.several else next(iter(people), None)


class DayField(forms.DateField):
    """A day as Vietnamese write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=DATE_FORMATS, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        try:
            day = super().to_python(str(value or "").strip())
        except ValidationError as problem:
            text = _("“%(typed)s” is not a day. Please type it like 15/03/2026.")
            raise ValidationError(text % {"typed": str(value)[:30]}) from problem
        if day is not None and not 1990 <= day.year <= 2100:
            raise ValidationError(_("Please check the year of this day."))
        return day


class LabelledChoiceField(forms.Field):
    """One of the column's choices: by value, by its label, or by a word other programs use for it."""

    def __init__(self, choices: list[tuple[str, str]], words: Mapping[str, str], **kwargs: Any) -> None:
        self.choices = choices
        self.known = {fold(str(label)): value for value, label in choices} | {fold(w): v for w, v in words.items()}
        self.values = {value for value, _label in choices}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        typed = str(value or "").strip()
        if typed in self.values or not typed:
            return typed
        found = self.known.get(fold(typed))
        if found is None:
            labels = "; ".join(str(label) for _value, label in self.choices)
            text = _("“%(typed)s” is none of the choices. Please choose: %(labels)s.")
            raise ValidationError(text % {"typed": typed[:60], "labels": labels})
        return found


class TickField(forms.Field):
    """A tick, or what people write for one in a spreadsheet."""

    def to_python(self, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        typed = fold(str(value or ""))
        if typed not in YES | NO:
            raise ValidationError(_("Please write x for yes, or leave it blank."))
        return typed in YES


class WholeField(VietnameseDecimalField):
    """A number of people or things."""

    def clean(self, value: Any) -> int | None:
        number = super().clean(value)
        return None if number is None else int(number)


def field_of(register: Register, column: Column, names: Names) -> forms.Field:
    """How this column is read."""
    stored = register.model_field(column.field)
    required = {"required": column.required, "error_messages": {"required": _("Please fill in “%(label)s”.")
                % {"label": column.label}}}  # fmt: skip
    match column.kind:
        case t if t in (TEXT, LONG):
            return CleanCharField(max_length=stored.max_length, **required)
        case t if t == DATE:
            return DayField(**required)
        case t if t == CHOICE:
            words = {word: value for value, written in column.words for word in written}
            return LabelledChoiceField(list(stored.choices), words, **required)
        case t if t == TICK:
            return TickField(required=False)
        case t if t == WHOLE:
            return WholeField(places=0, min_value=Decimal(0), max_value=Decimal(MAX_WHOLE), **required)
        case t if t == FIGURE:
            most = Decimal(10) ** (stored.max_digits - stored.decimal_places) - 1
            places = stored.decimal_places
            return VietnameseDecimalField(places=places, min_value=Decimal(0), max_value=most, **required)
        case t if t == PERSON:
            return PersonField(names, **required)
    return PersonField(names, several=True, **required)


@dataclass
class Reading:
    """What was read of one line: values that can be kept, and per field what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    is_of_another_year: bool = False


class Reader:
    """Reads lines of one register of one unit and year."""

    def __init__(self, register: Register, year: int, names: Names):
        self.register, self.year, self.names = register, year, names
        self.fields = {column.field: field_of(register, column, names) for column in register.columns}

    def read(self, typed: Mapping[str, Any]) -> Reading:
        reading = Reading()
        for name, reads in self.fields.items():
            try:
                reading.values[name] = reads.clean(typed.get(name, ""))
            except ValidationError as problem:
                reading.problems[name] = " ".join(problem.messages)
        self._check(reading)
        return reading

    def _check(self, reading: Reading) -> None:
        for column in self.register.columns:
            day = reading.values.get(column.field)
            if column.in_year and day is not None and day.year != self.year:
                reading.is_of_another_year = True
                text = _("%(day)s is not in %(year)s. Please write it into the register of its own year.")
                reading.problems[column.field] = text % {"day": format_date(day), "year": self.year}
        needed = self.register.one_of
        if needed and not reading.problems and not any(reading.values.get(name) for name in needed):
            labels = ", ".join(str(self.register.column(name).label) for name in needed)
            reading.problems[needed[0]] = _("Please fill in at least one of: %(labels)s.") % {"labels": labels}

    def shown(self, row: RegisterRow) -> dict[str, Any]:
        """The row as a person would type it."""
        values = {name: getattr(row, name) for name in self.register.fields}
        people = [column.field for column in self.register.columns if column.kind == PEOPLE]
        return self.texts(values | {name: list(values[name].all()) for name in people})

    def texts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values as a person would type them."""
        return {column.field: self._text(column, values.get(column.field)) for column in self.register.columns}

    def _text(self, column: Column, value: Any) -> Any:
        if column.kind == PEOPLE:
            return "; ".join(self.names.label(staff) for staff in value or ())
        if column.kind == PERSON and value is not None:
            return self.names.label(value)
        return written(value)

    def told(self, shown: Mapping[str, Any]) -> dict[str, str]:
        """The same with choices by their labels and ticks in words, for reading."""
        return {column.field: self._told(column, shown.get(column.field, "")) for column in self.register.columns}

    def _told(self, column: Column, value: Any) -> str:
        if column.kind == CHOICE:
            choices = dict(self.register.model_field(column.field).choices)
            return str(choices.get(value, value))
        if column.kind == TICK:
            return _("yes") if value else ""
        return str(value)


def written(value: Any) -> Any:
    """A stored value as typed; ticks stay ticks."""
    match value:
        case bool():
            return value
        case None:
            return ""
        case datetime() | date():
            return format_date(value)
        case int() | Decimal():
            return format_decimal(value)
    return str(value)


def identity_of(register: Register, values: Mapping[str, Any]) -> str:
    """The same for rows about the same thing: number without blanks and day, or the name without marks."""
    parts = [values.get(name) for name in register.identity]
    if not parts or any(part in (None, "") for part in parts):
        return ""
    texts = [part.isoformat() if isinstance(part, date) else fold(str(part)).replace(" ", "") for part in parts]
    return "|".join(texts)[:160]


def search_text_of(told: Mapping[str, str]) -> str:
    """Everything one can search a row by."""
    return fold(" ".join(text for text in told.values() if text))[:1_000]
