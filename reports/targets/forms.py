"""Forms: one small form per target, with the version and content its page showed; a move; the round of a year."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.forms.fields import date_field
from departments.fields import CleanCharField, VietnameseDecimalField
from departments.vietnamese import format_decimal
from reports.targets import editing, reading
from reports.targets.models import TargetLine

NOTE_LIMIT = 500
REASON_LIMIT = 2_000
BASE_LIMIT = 5_000
HUNDRED = Decimal(100)


class TargetForm(forms.Form):
    """One target. A ratio is registered as a percentage or by its two parts, never both; empty means no target."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=BASE_LIMIT, widget=forms.HiddenInput)
    note = CleanCharField(label=gettext_lazy("Note"), required=False, max_length=NOTE_LIMIT)

    def __init__(self, line: TargetLine, *, data=None, **kwargs) -> None:
        self.line = line
        shown = reading.content(line)
        boxes = {name: format_decimal(Decimal(shown[name])) for name in reading.FIGURES if shown[name] is not None}
        initial = {"seen": line.version, "base": json.dumps(shown, ensure_ascii=False), "note": shown["note"], **boxes}
        super().__init__(data, initial=initial, prefix=prefix_of(line), **kwargs)
        self._add_figures(line.indicator)

    def _add_figures(self, indicator) -> None:
        least = None if indicator.may_be_negative else Decimal(0)
        places = max(indicator.decimals, 1) if indicator.is_ratio else indicator.decimals
        most = HUNDRED if indicator.is_ratio and indicator.unit == "%" else None
        self.fields["value"] = VietnameseDecimalField(
            label=indicator.name, places=places, min_value=least, max_value=most, required=False
        )
        if indicator.is_ratio:
            labels = (indicator.numerator_label or _("Numerator"), indicator.denominator_label or _("Denominator"))
            for name, label in zip(("numerator", "denominator"), labels, strict=True):
                self.fields[name] = VietnameseDecimalField(
                    label=label, places=indicator.decimals, min_value=least, required=False
                )

    def clean_base(self) -> dict[str, Any] | None:
        try:
            base = json.loads(self.cleaned_data["base"])
        except ValueError:
            return None
        return base if isinstance(base, dict) else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors or not self.line.indicator.is_ratio:
            return data
        top, bottom = data.get("numerator"), data.get("denominator")
        if (top is None) != (bottom is None):
            self.add_error("numerator", _("Please enter both parts of the ratio, for example 37 and 39."))
        elif top is not None and data.get("value") is not None:
            self.add_error("value", _("Please enter either the percentage or its two parts, not both."))
        elif bottom == 0:
            self.add_error("denominator", _("The denominator is 0: there is no ratio. Please leave both blank."))
        elif bottom is not None and self.line.indicator.unit == "%" and top > bottom:
            self.add_error("numerator", _("The part cannot be larger than the whole."))
        return data

    def entry(self) -> dict[str, Any]:
        """What the person wants to stand there."""
        return {name: self.cleaned_data.get(name) for name in reading.FIGURES} | {"note": self.cleaned_data["note"]}

    def change(self) -> editing.Change:
        data = self.cleaned_data
        return editing.Change(self.line.pk, data["seen"], self.entry(), data["base"])


def prefix_of(line: TargetLine) -> str:
    """`t12`: unique on a page."""
    return f"t{line.pk}"


class MoveForm(forms.Form):
    """A move: the version the page showed, what content was read, a reason."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    content = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    note = CleanCharField(label=gettext_lazy("Reason"), multiline=True, required=False, max_length=REASON_LIMIT)


class DueForm(forms.Form):
    """The due date of a round; `today` is the day before which it cannot lie."""

    due_on = date_field(label=gettext_lazy("Due on"))

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        due = self.cleaned_data["due_on"]
        if due < self.today:
            raise forms.ValidationError(_("The due date cannot lie in the past."))
        return due


class RoundForm(DueForm):
    """The year whose registration is opened, with its due date."""

    field_order = ["year", "due_on"]
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2022, max_value=2100)


class WorkbookForm(forms.Form):
    """A workbook somebody chose."""

    file = forms.FileField(
        label=gettext_lazy("Excel workbook (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
    )


class ConfirmForm(forms.Form):
    """What a dry run found, signed: it comes back unchanged or not at all."""

    found = forms.CharField(max_length=1_500_000, widget=forms.HiddenInput)
