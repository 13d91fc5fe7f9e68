"""Form fields for text and figures, and the sentences that explain what is wrong with them.

Every form of the house uses these; Django's `localize=True` is banned because it reads “0.125” as 125.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.vietnamese import (
    AmbiguousNumber,
    NumberProblem,
    TextProblem,
    clean_text,
    format_decimal,
    parse_decimal,
)


def text_message(problem: TextProblem) -> str:
    """The sentence for a text that was not taken."""
    match problem.code:
        case "length":
            text = _("The text is too long: at most %(limit)s characters. Please shorten it.")
            return text % {"limit": problem.limit}
        case "marks":
            return _("The text contains a letter with too many marks. Please type that place again.")
        case "bidi":
            return _("The text contains hidden signs that reverse the writing. Please paste it as plain text.")
    return _("The text contains signs that cannot be stored. Please paste it as plain text.")


def number_message(problem: NumberProblem, typed: str) -> str:
    """The sentence for a figure that was not taken; it offers the readings there are, and guesses none."""
    if isinstance(problem, AmbiguousNumber):
        return _ambiguous(problem.readings, typed)
    match problem.code:
        case "decimals" if problem.limit == 0:
            return _("A whole number is expected here. Figures are not rounded by the program.")
        case "decimals":
            text = ngettext(
                "At most %(limit)s decimal is kept here. Please round the figure yourself; the program does not.",
                "At most %(limit)s decimals are kept here. Please round the figure yourself; the program does not.",
                problem.limit,
            )
            return text % {"limit": problem.limit}
        case "digits":
            return _("The figure has more than %(limit)s digits. Please check it.") % {"limit": problem.limit}
    return _("“%(typed)s” cannot be read as a number. Please type it like 1.234,5.") % {"typed": typed[:40]}


def _ambiguous(readings: list[str], typed: str) -> str:
    if len(readings) == 1:
        text = _("“%(typed)s”: decimals are written after a comma. If you mean %(reading)s, please type it so.")
        return text % {"typed": typed[:40], "reading": readings[0]}
    text = _("“%(typed)s” can be read as %(one)s or as %(other)s. Please type the one you mean.")
    return text % {"typed": typed[:40], "one": readings[0], "other": readings[1]}


class CleanCharField(forms.CharField):
    """Text through `clean_text`: one line, or several with `multiline=True`."""

    def __init__(self, *, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        if multiline:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return self.empty_value
        try:
            return clean_text(str(value), self.max_length, self.multiline) or self.empty_value
        except TextProblem as problem:
            raise ValidationError(text_message(problem), code=problem.code) from problem


class VietnameseDecimalField(forms.Field):
    """A figure in Vietnamese writing (`1.234,5`) with at most `places` decimals; the value is a Decimal or None."""

    widget = forms.TextInput

    def __init__(
        self,
        *,
        places: int | None = None,
        min_value: Decimal | None = None,
        max_value: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        if kwargs.get("localize"):
            raise TypeError("localize=True would read “0.125” as 125")
        self.places, self.min_value, self.max_value = places, min_value, max_value
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal", "autocomplete": "off", "class": "figure"}

    def prepare_value(self, value: Any) -> Any:
        """A stored figure is shown in Vietnamese writing; what a person typed is shown as typed."""
        return format_decimal(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal | int):
            return Decimal(value)
        if value is None or not str(value).strip():
            return None
        try:
            return parse_decimal(str(value), self.places)
        except NumberProblem as problem:
            raise self._refused(problem, str(value).strip()) from problem

    def _refused(self, problem: NumberProblem, typed: str) -> ValidationError:
        """The sentence with every reading; `params` name those that this field would take, to be pressed."""
        message = number_message(problem, typed)
        if not isinstance(problem, AmbiguousNumber):
            return ValidationError(message, code=problem.code)
        fitting = [reading for reading in problem.readings if self._fits(reading)]
        return ValidationError(message.replace("%", "%%"), code=problem.code, params={"readings": fitting})

    def _fits(self, reading: str) -> bool:
        try:
            parse_decimal(reading, self.places)
        except NumberProblem:
            return False
        return True

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            limit = format_decimal(self.min_value)
            raise ValidationError(_("The figure must not be less than %(limit)s.") % {"limit": limit}, code="min_value")
        if self.max_value is not None and value > self.max_value:
            limit = format_decimal(self.max_value)
            raise ValidationError(_("The figure must not be more than %(limit)s.") % {"limit": limit}, code="max_value")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def date_field(**kwargs: Any) -> forms.DateField:
    """A day typed as dd/mm/yyyy: a browser's own picker would show it in the order of its own language."""
    attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "maxlength": 10}
    return forms.DateField(
        widget=forms.DateInput(attrs=attrs, format="%d/%m/%Y"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"invalid": _("This is not a day of the calendar. Please enter it as dd/mm/yyyy.")},
        **kwargs,
    )
