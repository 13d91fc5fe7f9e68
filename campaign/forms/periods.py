"""Forms on a reporting period: its preparation, its acts."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.forms.catalogue import RowForm
from campaign.forms.days import move_off_days_off
from campaign.forms.fields import house_field
from campaign.models import Indicator, Question, ReportingPeriod
from campaign.workflow import WORDING
from departments.fields import CleanCharField, date_field
from departments.models import Department

DATE_LABELS = {
    "due_on": gettext_lazy("Due on"),
    "on_time_until": gettext_lazy("On time until"),
    "lock_on": gettext_lazy("Locks after"),
    "cut_off_on": gettext_lazy("Figures as of (printed only)"),
}


def check_dates(form: forms.Form, values: dict) -> None:
    """Due date, end of punctuality, locking: in this order."""
    due, on_time, lock = (values.get(name) for name in ("due_on", "on_time_until", "lock_on"))
    if due and on_time and on_time < due:
        form.add_error("on_time_until", _("This day cannot lie before the due date."))
    if lock and (on_time or due) and lock < (on_time or due):
        form.add_error("lock_on", _("The period cannot lock while reports still count as on time."))


def clean_dates(form: forms.Form, values: dict) -> None:
    """Days off are asked about first; the dates that are then meant stand in their order."""
    move_off_days_off(form, ("due_on", "on_time_until", "lock_on"))
    check_dates(form, values)


class SeenForm(forms.Form):
    """An act without words: only the version the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(SeenForm):
    reason = CleanCharField(
        label=gettext_lazy("Reason"), max_length=2000, multiline=True, widget=forms.Textarea(attrs={"rows": 3})
    )


class DatesForm(SeenForm):
    """The dates of a period, in their order."""

    due_on = date_field(label=DATE_LABELS["due_on"])
    on_time_until = date_field(label=DATE_LABELS["on_time_until"])
    lock_on = date_field(label=DATE_LABELS["lock_on"], required=False)
    cut_off_on = date_field(label=DATE_LABELS["cut_off_on"], required=False)

    def clean(self):
        cleaned = super().clean()
        clean_dates(self, cleaned)
        return cleaned

    def dates(self) -> dict:
        return {name: self.cleaned_data[name] for name in DATE_LABELS}


class MoveDatesForm(DatesForm, ReasonForm):
    """New dates for an open period."""

    field_order = [*DATE_LABELS, "reason"]


class NextYearForm(DatesForm):
    """Opening next year's period: its dates, and what comparison was read."""

    content = forms.CharField(max_length=64, widget=forms.HiddenInput)


class RewordForm(ReasonForm):
    """The wording of one frozen indicator or question."""

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        for name in WORDING[type(item)]:
            self.fields[name] = house_field(item._meta.get_field(name))
            self.fields[name].initial = getattr(item, name)
        self.order_fields([*WORDING[type(item)], "reason"])

    def wording(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDING[type(self.item)]}


class UnitsForm(ReasonForm):
    """Which units report in an open period."""

    field_order = ["departments", "reason"]
    departments = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Units"),
        queryset=Department.objects.reporting(),
        widget=forms.CheckboxSelectMultiple,
    )


class GroupedField(forms.ModelMultipleChoiceField):
    """Many rows to tick, under the heading each belongs to."""

    def __init__(self, *, heading: str, **kwargs):
        self.heading = heading
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def offer(self) -> None:
        rows = groupby(self.queryset.all(), key=lambda row: getattr(row, self.heading))
        self.widget.choices = [(title, [(row.pk, str(row)) for row in group]) for title, group in rows]


class PeriodForm(RowForm):
    """Preparing a planned period: dates, the letter that asks for it, chosen units and items."""

    indicators = GroupedField(
        label=gettext_lazy("Chosen indicators"), queryset=Indicator.objects.in_outline(), heading="group_title"
    )
    questions = GroupedField(
        label=gettext_lazy("Chosen questions"), queryset=Question.objects.in_outline(), heading="section_title"
    )

    class Meta:
        model = ReportingPeriod
        fields = [
            "title", "due_on", "on_time_until", "lock_on", "cut_off_on", "letter_number", "letter_date",
            "letter_issuer", "letter_subject", "two_people", "departments", "indicators", "questions",
        ]  # fmt: skip
        formfield_callback = house_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = Department.objects.reporting()
        self.fields["departments"].help_text = _("Nothing ticked: every unit that exists at the end of the year.")
        for name in ("indicators", "questions"):
            if name in self.fields:
                self.fields[name].offer()
                self.fields[name].help_text = _("Nothing ticked: the whole catalogue.")
        if self.instance.pk and self.instance.is_review:
            del self.fields["indicators"]  # figures of a review come from the accepted yearly reports

    def clean(self):
        cleaned = super().clean()
        clean_dates(self, cleaned)
        return cleaned


class NewPeriodForm(PeriodForm):
    """A six-month report or one on request; both name the letter, and say what they ask for."""

    KINDS = (ReportingPeriod.Kind.SIX_MONTH, ReportingPeriod.Kind.ON_REQUEST)

    class Meta(PeriodForm.Meta):
        fields = ["kind", "year", *PeriodForm.Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.KINDS]
        for name in ("due_on", "on_time_until", "letter_date", "letter_issuer", "letter_subject"):
            self.fields[name].required = True
        for name in ("indicators", "questions"):
            self.fields[name].help_text = _("Please tick what is asked for.")

    def clean_year(self) -> int:
        year, campaign = self.cleaned_data["year"], self.instance.campaign
        if not campaign.from_year <= year <= campaign.to_year:
            span = {"first": campaign.from_year, "last": campaign.to_year}
            raise ValidationError(_("The movement runs from %(first)s to %(last)s.") % span)
        return year

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["indicators"] and not cleaned["questions"]:
            raise ValidationError(_("Please tick at least one indicator or question."))
        return cleaned
