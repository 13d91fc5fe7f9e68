"""Forms of the consolidated report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.fields import CleanCharField
from reports.consolidation.editing import TEXT_LIMIT


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

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99999, localize=False)
    on = forms.DateField(
        label=_("Date"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = CleanCharField(label=_("Reason"), max_length=2000, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
