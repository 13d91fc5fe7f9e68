"""Reading lines people type or paste into a register, and writing them back as they would type them.

The same reading serves the grid, a paste and a file: Vietnamese figures and dates, choices by their labels, people by
their names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from departments.vietnamese import fold, format_date, format_decimal
from reports.registers.catalogue import CHOICE, PEOPLE, PERSON, TICK, Column, Register
from reports.registers.models import RegisterRow
from reports.registers.typed import Names, field_of


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
        return self.texts(self.values_of(row))

    def values_of(self, row: RegisterRow) -> dict[str, Any]:
        """What stands in the row, column by column."""
        values = {name: getattr(row, name) for name in self.register.fields}
        people = [column.field for column in self.register.columns if column.kind == PEOPLE]
        return values | {name: list(values[name].all()) for name in people}

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
