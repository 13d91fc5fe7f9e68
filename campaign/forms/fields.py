"""How model fields of this room become form fields: clean text, dates that can be typed, who answers."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from campaign.models import PlanItem
from campaign.models.catalogue import EVERY_UNIT
from departments.fields import CleanCharField, date_field
from departments.models import Department

WIDE_TEXT = 5000


def house_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Text is cleaned, days can be typed; everything else as Django does it."""
    common = {"label": capfirst(field.verbose_name), "required": not field.blank, "help_text": field.help_text}
    if field.choices:
        return field.formfield(**kwargs)
    if isinstance(field, models.TextField):
        widget = forms.Textarea(attrs={"rows": 4})
        return CleanCharField(multiline=True, max_length=WIDE_TEXT, widget=widget, **common)
    if isinstance(field, models.CharField):
        return CleanCharField(max_length=field.max_length, **common)
    if isinstance(field, models.DateField):
        return date_field(**common)
    if isinstance(field, models.ManyToManyField):
        kwargs["widget"] = forms.CheckboxSelectMultiple
    return field.formfield(**kwargs)


class PlacesField(forms.ModelMultipleChoiceField):
    """Places in the plan, each with its first words."""

    def __init__(self, **kwargs: Any) -> None:
        rows = PlanItem.objects.to_answer()
        super().__init__(queryset=rows, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def label_from_instance(self, obj: PlanItem) -> str:
        return f"{obj.number} – {Truncator(obj.text).words(14)}"


class RespondentsField(forms.MultipleChoiceField):
    """Who answers: every unit, a block, single units. Kept as a list of codes in the order offered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_respondents, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean(value)
        offered = [code for _group, rows in _respondents() for code, _label in rows]
        return [code for code in offered if code in chosen]


def _respondents() -> list[tuple[Any, list[tuple[str, Any]]]]:
    units = [(unit.code, unit.name) for unit in Department.objects.reporting()]
    return [
        (_("All"), [(EVERY_UNIT, _("Every unit"))]),
        (_("Blocks"), list(Department.Block.choices)),
        (_("Units"), units),
    ]
