"""Forms of the review: a remark, a reason, an answer, what the queue is narrowed by."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.fields import CleanCharField, date_field
from departments.models import Department, User
from departments.roles import Permission
from departments.vietnamese import fold
from reports.submissions.models import AnnualReport

State = AnnualReport.State
STATES = {
    "waiting": [("submitted", _("Not taken up yet")), ("under_review", State.UNDER_REVIEW.label)],
    "returned": [("returned", State.RETURNED.label), ("reopened", _("Reopened for correction"))],
}
STATES["colleagues"] = STATES["waiting"]
CONDITIONS = {
    "submitted": Q(state=State.SUBMITTED),
    "under_review": Q(state=State.UNDER_REVIEW),
    "returned": Q(reopened=False),
    "reopened": Q(reopened=True),
}


def _box(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RemarkForm(forms.Form):
    """A remark on one field."""

    field = forms.CharField(max_length=20, widget=forms.HiddenInput)
    text = CleanCharField(label=_("Remark"), max_length=2000, multiline=True, widget=_box())


class ReasonForm(forms.Form):
    """The reason of a return or a taking over, and the version of the report the page showed."""

    reason = CleanCharField(label=_("Reason"), max_length=2000, multiline=True, widget=_box(3))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(ReasonForm):
    """Until when an answer is expected may be said."""

    answer_by = date_field(label=_("Answer expected by (may be left blank)"), required=False)

    def __init__(self, *args, today=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].widget.attrs["class"] = "form-control"
        self.today = today

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day and self.today and day < self.today:
            raise forms.ValidationError(_("This day has passed. Please choose today or a later day."))
        return day


class ReopenForm(ReasonForm):
    """Which fields are opened; what is ticked is checked against the report by the move."""

    codes = forms.MultipleChoiceField(label=_("Fields to be corrected"))

    def __init__(self, *args, labels: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = list(labels.items())


class HandOverForm(forms.Form):
    """To whom, and what the colleague should know."""

    to = forms.ModelChoiceField(None, label=_("Colleague"), empty_label=_("Please choose"))
    note = CleanCharField(
        label=_("Note for the colleague (may be left blank)"), max_length=2000, multiline=True, required=False,
        widget=_box(),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, colleagues: QuerySet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
        self.fields["to"].widget.attrs["class"] = "form-select"
        self.fields["note"].widget.attrs["class"] = "form-control"


class AcceptForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """A message under a remark: the unit's answer, or the reviewer's."""

    text = CleanCharField(label=_("Answer"), max_length=2000, multiline=True, widget=_box())


class QueueFilter(forms.Form):
    """Period, block of units, reviewer, state and unit; an entry that is not understood narrows nothing."""

    period = forms.ModelChoiceField(None, label=_("Reporting period"), required=False, empty_label=_("All periods"))
    block = forms.ChoiceField(
        label=_("Block of units"), required=False, choices=[("", _("All units")), *Department.Block.choices]
    )
    reviewer = forms.ModelChoiceField(None, label=_("Reviewer"), required=False, empty_label=_("All reviewers"))
    state = forms.ChoiceField(label=_("State"), required=False)
    unit = CleanCharField(label=_("Unit"), required=False, max_length=100)

    def __init__(self, data, user, tab: str) -> None:
        super().__init__(data)
        self.fields["period"].queryset = ReportingPeriod.objects.visible_to(user).begun()
        self.fields["reviewer"].queryset = User.objects.holding(Permission.REVIEW_REPORTS).select_related("staff")
        if tab in STATES:
            self.fields["state"].choices = [("", _("All states")), *STATES[tab]]
        else:
            del self.fields["state"]
        for field in self.fields.values():
            kind = "form-control" if isinstance(field.widget, forms.TextInput) else "form-select"
            field.widget.attrs["class"] = kind

    def narrow(self, reports: QuerySet) -> QuerySet:
        """The reports that fit; names are found without their marks."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        if unit := wanted.get("unit"):
            reports = reports.filter(department__search_text__contains=fold(unit))
        if block := wanted.get("block"):
            reports = reports.filter(department__block=block)
        if state := wanted.get("state"):
            reports = reports.filter(CONDITIONS[state])
        return reports.filter(**{name: wanted[name] for name in ("period", "reviewer") if name in wanted})
