"""What HC-TC types while chasing: the steps, the words of one reminder, a note, a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.forms.catalogue import RowForm
from campaign.forms.fields import house_field
from departments.fields import CleanCharField
from departments.models import User
from reports.chasing.models import ReminderStep

LONG = 6000
FURTHEST = 60  # working days


class StepForm(RowForm):
    """One step; the change counts from the next run on, what was sent stays sent."""

    audience = forms.MultipleChoiceField(
        label=ReminderStep._meta.get_field("audience").verbose_name.capitalize(),
        choices=ReminderStep.Audience.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ReminderStep
        fields = ["anchor", "offset", "audience", "proposes_escalation", "is_active"]
        formfield_callback = house_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offset = ReminderStep._meta.get_field("offset")
        self.fields["offset"] = forms.IntegerField(
            label=offset.verbose_name.capitalize(), help_text=offset.help_text, min_value=-FURTHEST, max_value=FURTHEST,
            initial=self.instance.offset,
        )  # fmt: skip
        self.order_fields(["anchor", "offset", "audience", "proposes_escalation", "is_active"])

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ReminderForm(forms.Form):
    """The exact words to one unit."""

    text = CleanCharField(
        label=_("Text"),
        multiline=True,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 14, "lang": "vi", "class": "form-control"}),
    )


class ProposalForm(forms.Form):
    """Why leadership should be told about a unit."""

    note = CleanCharField(
        label=_("Why leadership should be told"), multiline=True, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """The text to leadership, and who is told."""

    text = CleanCharField(
        label=_("Text to leadership"), multiline=True, max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"}),
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label=_("Who is told"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose who of the leadership is told.")},
    )  # fmt: skip

    def __init__(self, *args, leadership: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(user.pk, user.display_name) for user in leadership]
        self.fields["people"].initial = [user.pk for user in leadership]
