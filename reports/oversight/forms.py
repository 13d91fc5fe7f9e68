"""What may be typed into the logs."""

from datetime import date

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.forms.fields import house_field
from campaign.models import Criterion
from departments.fields import CleanCharField, date_field
from departments.models import Department
from reports.oversight.models import Finding, Inspection, ModelExample, SpreadAct

REASON_LIMIT = 2_000


class CriterionField(forms.ModelChoiceField):
    """A criterion of the plan with its first words."""

    def label_from_instance(self, obj: Criterion) -> str:
        return f"{obj.code} – {Truncator(obj.wording).words(16)}"


class InspectionForm(forms.ModelForm):
    """An inspection; `today` is the day after which it cannot lie."""

    class Meta:
        model = Inspection
        formfield_callback = house_field
        fields = (
            "subject", "criterion", "first_day", "last_day", "whole_office", "units", "composition",
            "document_number", "document_date", "results",
        )  # fmt: skip

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["units"].queryset = Department.objects.reporting().order_by("order", "sort_key")
        criteria = Criterion.objects.with_places().order_by("phase", "order")
        self.fields["criterion"] = CriterionField(criteria, label=self.fields["criterion"].label, required=False)

    def clean_first_day(self) -> date:
        day = self.cleaned_data["first_day"]
        if day > self.today:
            raise forms.ValidationError(_("The inspection has not taken place yet: this day lies in the future."))
        return day

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and not first <= last <= self.today:
            self.add_error("last_day", _("The last day lies between the first day and today."))
        if not data.get("whole_office") and not data.get("units"):
            self.add_error("units", _("Please tick the units inspected, or the whole Office."))
        return data


class FindingForm(forms.ModelForm):
    """A shortcoming with its recommendation, about one of the units inspected."""

    class Meta:
        model = Finding
        formfield_callback = house_field
        fields = ("department", "text", "recommendation", "due_on")

    def __init__(self, *args, inspection: Inspection, **kwargs) -> None:
        super().__init__(*args, prefix="new", **kwargs)
        self.inspection = inspection
        units = Department.objects.reporting() if inspection.whole_office else inspection.units.all()
        self.fields["department"].queryset = units
        self.fields["department"].required = not inspection.whole_office
        self.fields["department"].empty_label = _("The whole Office") if inspection.whole_office else "---------"

    def clean(self):
        data = super().clean()
        if data.get("due_on") and data["due_on"] < self.inspection.first_day:
            self.add_error("due_on", _("This day lies before the inspection."))
        return data


class HowForm(forms.Form):
    """How and when a shortcoming was put right."""

    resolved_on = date_field(label=gettext_lazy("Put right on"))
    how = CleanCharField(label=gettext_lazy("How it was put right"), multiline=True, max_length=REASON_LIMIT,
                         widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    evidence = CleanCharField(
        label=gettext_lazy("Evidence (number and date of a document)"), max_length=200, required=False
    )

    def __init__(self, *args, finding: Finding, today: date, **kwargs) -> None:
        super().__init__(*args, prefix=f"f{finding.pk}", **kwargs)
        self.finding, self.today = finding, today

    def clean_resolved_on(self) -> date:
        day = self.cleaned_data["resolved_on"]
        if not self.finding.inspection.first_day <= day <= self.today:
            raise forms.ValidationError(_("This day lies between the inspection and today."))
        return day


class NoteForm(forms.Form):
    """A reason for sending back or opening again."""

    note = CleanCharField(label=gettext_lazy("Reason"), multiline=True, required=False, max_length=REASON_LIMIT,
                          widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, prefix=f"n{finding.pk}", **kwargs)


class ExampleForm(forms.ModelForm):
    class Meta:
        model = ModelExample
        formfield_callback = house_field
        fields = ("kind", "name", "department", "content", "decided_on")

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["department"].queryset = Department.objects.reporting().order_by("order", "sort_key")
        self.fields["content"].widget = forms.Textarea(attrs={"rows": 4})

    def clean_decided_on(self) -> date:
        return not_in_future(self.cleaned_data["decided_on"], self.today)


class SpreadForm(forms.ModelForm):
    class Meta:
        model = SpreadAct
        formfield_callback = house_field
        fields = ("form", "day", "units_reached", "result")

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        return not_in_future(self.cleaned_data["day"], self.today)


def not_in_future(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(_("This day lies in the future."))
    return day
