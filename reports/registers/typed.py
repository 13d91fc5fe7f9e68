"""Boxes of a register: how each kind of column is read, strictly and in Vietnamese writing."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from departments.fields import CleanCharField, VietnameseDecimalField
from departments.models import Appointment, Department, StaffMember
from departments.vietnamese import fold
from reports.registers.catalogue import CHOICE, DATE, FIGURE, LONG, PERSON, TEXT, TICK, WHOLE, Column, Register

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
