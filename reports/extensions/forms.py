"""Asking for more time, deciding on it. A last day on a day off asks to move."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.forms.days import move_off_days_off
from campaign.models import ReportingPeriod
from departments.fields import CleanCharField, date_field
from departments.models import Department
from reports.extensions.models import Extension
from reports.extensions.workflow import wrong_day

REASON_LIMIT = 2_000


class LastDayForm(forms.Form):
    """A form on the last day of an extension; `day_name` is its field."""

    day_name = ""

    def __init__(self, *args, period: ReportingPeriod, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.period, self.today = period, today

    def clean(self):
        cleaned = super().clean()
        move_off_days_off(self, (self.day_name,))
        day = cleaned.get(self.day_name)
        problem = wrong_day(self.period, day, self.today) if day else None
        if problem:
            self.add_error(self.day_name, problem)
        return cleaned


class AskForm(LastDayForm):
    """One unit, a reason and the wished day."""

    day_name = "wished_until"

    department = forms.ModelChoiceField(label=_("Unit"), queryset=Department.objects.reporting(), empty_label=None)
    wished_until = date_field(label=_("Wished until"))
    reason = CleanCharField(label=_("Reason"), multiline=True, max_length=REASON_LIMIT,
                            widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = units
        if len(units) == 1:
            self.fields["department"].initial = units[0]
            self.fields["department"].widget = forms.HiddenInput()


class NoteForm(forms.Form):
    """A move with its reason; the version the page showed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = CleanCharField(label=_("Reason"), multiline=True, required=False, max_length=REASON_LIMIT,
                          widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


class GrantForm(LastDayForm):
    """The last day that is granted."""

    day_name = "until"
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    until = date_field(label=_("Extend until"))
    note = CleanCharField(label=_("Note"), required=False, max_length=REASON_LIMIT)


class ListFilter(forms.Form):
    """Which extensions the list shows."""

    period = forms.ModelChoiceField(
        label=_("Reporting period"), queryset=ReportingPeriod.objects.begun(), required=False, empty_label=_("All"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *Extension.State.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def narrow(self, rows):
        """The rows that fit; what is not a choice narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if period := chosen.get("period"):
            rows = rows.of_period(period)
        return rows.in_state(chosen["state"]) if chosen.get("state") else rows
