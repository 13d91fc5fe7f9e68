"""Forms of the consolidated report."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.forms.fields import date_field
from departments.fields import CleanCharField, VietnameseDecimalField
from reports.consolidation.amounts import Amount
from reports.consolidation.deciding import Question
from reports.consolidation.editing import TEXT_LIMIT
from reports.consolidation.formatting import in_table
from reports.consolidation.models import DoubleCount


class SectionForm(forms.Form):
    """The official text under one heading, and the version of it the page showed."""

    text = CleanCharField(
        label=_("Text of the report"),
        max_length=TEXT_LIMIT,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "form-control paper"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A decision with a reason, which some decisions need."""

    reason = CleanCharField(
        label=_("Reason"), max_length=2000, multiline=True, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    override = forms.BooleanField(required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class NumberForm(forms.Form):
    """Number and date as the clerk has given them to the signed paper."""

    number = forms.IntegerField(
        label=pgettext_lazy("official number", "Number"),
        min_value=1,
        max_value=99_999,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 10}),
        error_messages={"invalid": _("The number must be a whole number from 1.")},
    )
    on = date_field(label=_("Date"))
    reason = CleanCharField(label=_("Reason"), max_length=2000, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DoubleForm(forms.Form):
    """One suspected double: the same or not, how much is taken off which unit, why."""

    token = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Conclusion"),
        choices=DoubleCount.Verdict.choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    reason = CleanCharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def __init__(self, question: Question, names: Mapping[str, str], data=None):
        """`names`: unit code → name."""
        decided = question.decision
        initial = {"token": question.token}
        if decided and question.row["verdict"]:
            initial |= {"verdict": decided.verdict, "reason": decided.reason}
        super().__init__(data, initial=initial, auto_id=f"d{question.token[:8]}-%s")
        self.question = question
        places = question.definition.decimals
        for unit, amount in question.proposed.items():
            self.fields[f"off_{unit}"] = VietnameseDecimalField(
                label=names.get(unit, unit), places=places, required=False, initial=amount
            )
            self.fields[f"off_{unit}"].widget.attrs |= {"class": "form-control figure d-inline-block w-auto", "size": 8}

    @property
    def amounts(self) -> list[tuple[forms.BoundField, str, str]]:
        """The field of each unit, what the unit reported, what was taken off it."""
        question = self.question
        taken = question.row["taken_off"]
        return [
            (
                self[f"off_{unit}"],
                in_table(question.given[unit].amount, question.definition),
                in_table(Amount(Decimal(taken[unit])), question.definition) if unit in taken else "",
            )
            for unit in question.suspect.units
        ]

    @property
    def decision(self) -> dict[str, Any]:
        """What was decided, as `deciding.decide` asks for it."""
        given = {unit: self.cleaned_data[f"off_{unit}"] for unit in self.question.suspect.units}
        taken_off = {unit: amount for unit, amount in given.items() if amount}
        return {name: self.cleaned_data[name] for name in ("token", "verdict", "reason")} | {"taken_off": taken_off}
