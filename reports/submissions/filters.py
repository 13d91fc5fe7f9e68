"""What HC-TC and leadership may narrow the list of submitted reports by."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.fields import CleanCharField
from departments.vietnamese import fold
from reports.submissions.models import AnnualReport


class SubmittedFilter(forms.Form):
    """Period, state and unit; an entry that is not understood narrows nothing."""

    period = forms.ModelChoiceField(None, label=_("Reporting period"), required=False, empty_label=_("All periods"))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *AnnualReport.State.choices]
    )
    unit = CleanCharField(label=_("Unit"), required=False, max_length=100)

    def __init__(self, data, user) -> None:
        super().__init__(data)
        self.fields["period"].queryset = ReportingPeriod.objects.visible_to(user).begun()
        for field in self.fields.values():
            kind = "form-control" if isinstance(field.widget, forms.TextInput) else "form-select"
            field.widget.attrs["class"] = kind

    def narrow(self, reports: QuerySet) -> QuerySet:
        """The reports that fit; names are found without their marks."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        if unit := wanted.pop("unit", ""):
            reports = reports.filter(department__search_text__contains=fold(unit))
        return reports.filter(**wanted)
