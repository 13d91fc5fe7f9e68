"""Forms of the review: a remark, a reason, an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.fields import CleanCharField


class RemarkForm(forms.Form):
    """A remark on one field."""

    field = forms.CharField(max_length=20, widget=forms.HiddenInput)
    text = CleanCharField(label=_("Remark"), max_length=2000, multiline=True, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(forms.Form):
    """The reason of a return or a reopening, and the version of the report the page showed."""

    reason = CleanCharField(
        label=_("Reason"), max_length=2000, multiline=True, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AcceptForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """The unit's answer to a remark."""

    text = CleanCharField(label=_("Answer"), max_length=2000, multiline=True, widget=forms.Textarea(attrs={"rows": 2}))
