"""Forms: the signed report of a year, texts by heading, a workbook and its confirmation."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.forms.fields import date_field
from campaign.models import OfficeText, Question
from departments.fields import CleanCharField

TEXT_LIMIT = 20_000
REASON = gettext_lazy("Reason for the correction (where something entered before is changed)")
SOURCE = gettext_lazy("Source document (number, date, subject)")


class ReportForm(forms.Form):
    """Number, day and signed PDF; of a report that is kept already a reason, and the file only if it is replaced."""

    number = CleanCharField(label=gettext_lazy("Number and sign"), max_length=60)
    issued_on = date_field(label=gettext_lazy("Date of the report"))
    subject = CleanCharField(label=gettext_lazy("Subject (as on the paper)"), max_length=200, required=False)
    file = forms.FileField(
        label=gettext_lazy("Signed report (PDF)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf", "class": "form-control"}),
    )
    reason = CleanCharField(label=gettext_lazy("Reason for the correction"), max_length=500, required=False)

    def __init__(self, *args, today: date, is_correction: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if is_correction:
            self.fields["reason"].required = True
            self.fields["file"].help_text = _("Leave blank to keep the file there is.")
        else:
            del self.fields["reason"]

    def clean_issued_on(self) -> date:
        day = self.cleaned_data["issued_on"]
        if day > self.today:
            raise forms.ValidationError(_("The date cannot lie in the future."))
        return day


class TextsForm(forms.Form):
    """Texts of one year, for the Office or one unit, by heading. Blank means: not known."""

    source = CleanCharField(label=SOURCE, max_length=300)
    reason = CleanCharField(label=REASON, max_length=500, required=False)

    def __init__(self, *args, questions: list[Question], known: dict[str, OfficeText], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            name = f"text-{question.pk}"
            row = known.get(question.code)
            self.fields[name] = CleanCharField(
                label=question.title, multiline=True, required=False, max_length=TEXT_LIMIT,
                initial=row.text if row else "",
            )  # fmt: skip
            self.fields[name].widget.attrs |= {"class": "form-control", "rows": 4}

    def rows(self):
        """(question, its box) for the page."""
        return [(question, self[f"text-{question.pk}"]) for question in self.questions]

    def entries(self) -> dict[Question, str]:
        return {question: self.cleaned_data[f"text-{question.pk}"] for question in self.questions}


class WorkbookForm(forms.Form):
    """A filled-in workbook somebody chose."""

    file = forms.FileField(
        label=gettext_lazy("Excel workbook (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx", "class": "form-control"}),
    )


class ConfirmForm(forms.Form):
    """Where everything in the workbook comes from; the reason where something entered before changes."""

    source = CleanCharField(label=SOURCE, max_length=300)
    reason = CleanCharField(label=REASON, max_length=500, required=False)

    def __init__(self, *args, needs_reason: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
