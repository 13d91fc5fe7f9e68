"""Forms of the consolidated report."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.forms.fields import date_field
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
