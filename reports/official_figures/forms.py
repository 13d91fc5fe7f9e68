"""Forms: one small form per estimate, a move, the due date of a round."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.forms.fields import date_field
from departments.fields import CleanCharField, VietnameseDecimalField
from reports.official_figures import editing, reading
from reports.official_figures.models import OfficialFigure

REASON_LIMIT = 2_000


class FigureForm(forms.Form):
    """The official figure of one indicator: a value, of a ratio its two parts; empty means not known yet."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = CleanCharField(label=gettext_lazy("Note"), required=False, max_length=500)
    evidence = CleanCharField(label=gettext_lazy("Evidence (document number or link)"), required=False, max_length=300)

    def __init__(self, row: OfficialFigure, *, data=None, **kwargs) -> None:
        self.row = row
        initial = {"seen": row.version, "note": row.note, "evidence": row.evidence}
        super().__init__(data, initial=initial, prefix=f"o{row.pk}", **kwargs)
        indicator = row.indicator
        least = None if indicator.may_be_negative else Decimal(0)
        labels = {"value": _("Official figure")}
        if indicator.is_ratio:
            labels = {
                "numerator": indicator.numerator_label or _("Numerator"),
                "denominator": indicator.denominator_label or _("Denominator"),
            }
        for name, label in labels.items():
            self.fields[name] = VietnameseDecimalField(
                label=label, places=indicator.decimals, min_value=least, required=False
            )
            self.initial[name] = getattr(row, name)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control figure" if name in labels else "form-control"
        self.figures = [self[name] for name in labels]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors or not self.row.indicator.is_ratio:
            return data
        top, bottom = data.get("numerator"), data.get("denominator")
        if (top is None) != (bottom is None):
            self.add_error("numerator", _("Please enter both parts of the ratio, for example 37 and 39."))
        elif bottom == 0:
            self.add_error("denominator", _("The denominator is 0: there is no ratio. Please leave both blank."))
        elif bottom is not None and self.row.indicator.unit == "%" and top > bottom:
            self.add_error("numerator", _("The part cannot be larger than the whole."))
        return data

    def change(self) -> editing.Change:
        data = self.cleaned_data
        fields = {name: data.get(name) for name in reading.FIGURES}
        return editing.Change(self.row.pk, data["seen"], fields | {"note": data["note"], "evidence": data["evidence"]})


class MoveForm(forms.Form):
    """A move: the version the page showed, what content was read, a reason."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    content = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    note = CleanCharField(label=gettext_lazy("Reason"), multiline=True, required=False, max_length=REASON_LIMIT)


class RoundForm(forms.Form):
    """Until when the units are to send their official figures; `today` is the day before which it cannot lie."""

    due_on = date_field(label=gettext_lazy("Due on"))

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        due = self.cleaned_data["due_on"]
        if due < self.today:
            raise forms.ValidationError(_("The due date cannot lie in the past."))
        return due
