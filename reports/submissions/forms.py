"""Forms of the fill page: one small form per answer, each with the version and the content its page showed."""

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.fields import CleanCharField, VietnameseDecimalField, date_field
from departments.vietnamese import format_decimal
from reports.submissions import answers, versions
from reports.submissions.models import IndicatorValue, Narrative

Status = IndicatorValue.Status

NOTE_LIMIT = 2_000
TEXT_LIMIT = 10_000
REASON_LIMIT = 500
BASE_LIMIT = 60_000
REFERENCE_LIMIT = 500


class AnswerForm(forms.Form):
    """What both kinds of answers share. `change()` is what the person wants, for `answers.save_answers`."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=BASE_LIMIT, widget=forms.HiddenInput)

    def __init__(self, answer, *, data=None, **kwargs) -> None:
        self.answer = answer
        shown = versions.content(answer)
        initial = {"seen": answer.version, "base": json.dumps(shown, ensure_ascii=False)} | self.entries(shown)
        super().__init__(data, initial=initial, prefix=prefix_of(answer), **kwargs)

    @property
    def was_sent(self) -> bool:
        """A page that did not carry this answer leaves it alone."""
        return self.add_prefix("seen") in self.data

    @property
    def readings(self) -> list[tuple[str, str]]:
        """(id of the box, reading) for figures that can be read in more than one way."""
        return [
            (self[name].id_for_label, reading)
            for name, errors in self.errors.as_data().items()
            if name in self.fields
            for error in errors
            for reading in (error.params or {}).get("readings", [])
        ]

    def clean_base(self) -> dict[str, Any] | None:
        try:
            base = json.loads(self.cleaned_data["base"])
        except ValueError:
            return None
        return base if isinstance(base, dict) else None

    def change(self) -> answers.Change:
        data = self.cleaned_data
        fields = self.fields_to_write()
        return answers.Change(type(self.answer), self.answer.pk, data["seen"], fields, data["base"])

    def entries(self, shown: dict[str, Any]) -> dict[str, Any]:
        """The boxes' content for this content of the answer."""
        raise NotImplementedError

    def fields_to_write(self) -> dict[str, Any]:
        raise NotImplementedError


def prefix_of(answer) -> str:
    """`v12` for figures, `n12` for texts: unique on a page."""
    return f"{'v' if isinstance(answer, IndicatorValue) else 'n'}{answer.pk}"


class FigureForm(AnswerForm):
    """A figure, or why there is none; estimate; note. A ratio has two boxes; an automatic total only its note."""

    status = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"),
        choices=[
            (Status.VALUE, Status.VALUE.label),
            (Status.NONE_ARISEN, Status.NONE_ARISEN.label),
            (Status.NOT_MINE, Status.NOT_MINE.label),
        ],
    )
    is_estimate = forms.BooleanField(label=gettext_lazy("Estimate"), required=False)
    note = CleanCharField(label=gettext_lazy("Note"), multiline=True, required=False, max_length=NOTE_LIMIT)

    def __init__(self, answer: IndicatorValue, *, is_automatic: bool = False, **kwargs) -> None:
        super().__init__(answer, **kwargs)
        self.is_automatic = is_automatic
        definition = answer.indicator
        if is_automatic:
            del self.fields["status"], self.fields["is_estimate"]
        elif definition.is_ratio:
            labels = (definition.numerator_label or _("Numerator"), definition.denominator_label or _("Denominator"))
            for name, label in zip(("numerator", "denominator"), labels, strict=True):
                self.fields[name] = _figure_field(definition, label)
        else:
            self.fields["value"] = _figure_field(definition, definition.name)

    def entries(self, shown: dict[str, Any]) -> dict[str, Any]:
        figures = ("value", "numerator", "denominator")
        boxes = {name: format_decimal(Decimal(shown[name])) for name in figures if shown.get(name) is not None}
        status = shown.get("status")
        return (
            shown | dict.fromkeys(figures, "") | boxes | {"status": Status.VALUE if status == Status.BLANK else status}
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.is_automatic or self.errors:
            return data
        box = "numerator" if "numerator" in self.fields else "value"
        typed = [data.get(name) is not None for name in ("value", "numerator", "denominator") if name in self.fields]
        if data["status"] != Status.VALUE and any(typed):
            text = _("A figure is entered and “%(status)s” is chosen as well. Please keep one of the two.")
            self.add_error(box, text % {"status": Status(data["status"]).label})
        elif any(typed) and not all(typed):
            self.add_error(box, _("Please enter both parts of the ratio, for example 37 and 39."))
        return data

    def fields_to_write(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.is_automatic:
            return {"note": data["note"]}
        figures = {name: data.get(name) for name in ("value", "numerator", "denominator")}
        is_blank = data["status"] == Status.VALUE and all(figure is None for figure in figures.values())
        status = Status.BLANK if is_blank else data["status"]
        return {
            "status": str(status),
            **figures,
            "is_estimate": data["is_estimate"] and status == Status.VALUE,
            "note": data["note"],
        }


def _figure_field(definition, label: str) -> VietnameseDecimalField:
    return VietnameseDecimalField(label=label, places=definition.decimals, required=False)


class TextForm(AnswerForm):
    """A text, or the tick *nothing to report* with its reason."""

    text = CleanCharField(label=gettext_lazy("Text"), multiline=True, required=False, max_length=TEXT_LIMIT)
    nothing_to_report = forms.BooleanField(label=gettext_lazy("Nothing to report"), required=False)
    nothing_reason = CleanCharField(label=gettext_lazy("Reason"), required=False, max_length=REASON_LIMIT)

    def entries(self, shown: dict[str, Any]) -> dict[str, Any]:
        return shown

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and data["nothing_to_report"] and data["text"]:
            message = _("A text is entered and “Nothing to report” is ticked as well. Please keep one of the two.")
            self.add_error("text", message)
        return data

    def fields_to_write(self) -> dict[str, Any]:
        data = self.cleaned_data
        reason = data["nothing_reason"] if data["nothing_to_report"] else ""
        return {"text": data["text"], "nothing_to_report": data["nothing_to_report"], "nothing_reason": reason}


def form_for(answer: IndicatorValue | Narrative, *, is_automatic: bool = False, data=None) -> AnswerForm:
    """The form of this answer."""
    if isinstance(answer, IndicatorValue):
        return FigureForm(answer, is_automatic=is_automatic, data=data)
    return TextForm(answer, data=data)


class MoveForm(forms.Form):
    """A move of the whole report: the version the page showed, a note, and for submitting what content was read."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    content = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    note = CleanCharField(label=gettext_lazy("Reason"), multiline=True, required=False, max_length=NOTE_LIMIT)


class NothingForm(forms.Form):
    """Nothing to report: the reason, and whether the mark is set or taken away."""

    is_nothing = forms.BooleanField(required=False)
    reason = CleanCharField(label=gettext_lazy("Reason"), multiline=True, required=False, max_length=NOTE_LIMIT)


class EvidenceForm(forms.Form):
    """A document number or a link. Files are read from the request, several at once."""

    reference = CleanCharField(
        label=gettext_lazy("Document number or link"), required=False, max_length=REFERENCE_LIMIT
    )


class WaiverForm(forms.Form):
    """A warning that is kept, with the sentence the page showed and the reason; or `undo`."""

    field = CleanCharField(max_length=12)
    rule = CleanCharField(max_length=40)
    message = CleanCharField(max_length=BASE_LIMIT, required=False)
    reason = CleanCharField(label=gettext_lazy("Reason"), required=False, max_length=REASON_LIMIT)
    undo = forms.BooleanField(required=False)


class PaperForm(forms.Form):
    """The signed paper a unit's report is entered from. `choices`: (period, unit) pairs that have no report yet."""

    which = forms.ChoiceField(label=gettext_lazy("Unit and reporting period"))
    signatory = CleanCharField(label=gettext_lazy("Signed by (full name on the paper)"), max_length=120)
    capacity = CleanCharField(
        label=gettext_lazy("Capacity on the paper, one line each (for example: KT. TRƯỞNG PHÒNG)"),
        max_length=200,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    signed_on = date_field(label=gettext_lazy("Signed on"))
    scan = forms.FileField(label=gettext_lazy("Scan of the signed paper (PDF, PNG, JPG)"))

    def __init__(self, choices, data=None, files=None) -> None:
        super().__init__(data, files)
        self.pairs = {f"{period.pk}-{unit.pk}": (period, unit) for period, unit in choices}
        self.fields["which"].choices = [(key, f"{unit} – {period}") for key, (period, unit) in self.pairs.items()]

    def arguments(self) -> dict[str, Any]:
        """For `on_behalf.begin`."""
        data = dict(self.cleaned_data)
        period, department = self.pairs[data.pop("which")]
        return data | {"period": period, "department": department}


class AssignmentForm(forms.Form):
    """Who fills in which section; a section may stay open to everybody of the unit."""

    def __init__(self, sections, people, assigned: dict[str, Any], **kwargs) -> None:
        super().__init__(**kwargs)
        self.sections = list(sections)
        for section in self.sections:
            now = assigned.get(section.slug)
            self.fields[_box_of(section)] = forms.ModelChoiceField(
                people, label=section.title, required=False, initial=now.pk if now else None,
                empty_label=_("Everybody in the unit"),
            )  # fmt: skip

    def wanted(self) -> dict[str, Any]:
        return {section.slug: self.cleaned_data[_box_of(section)] for section in self.sections}


def _box_of(section) -> str:
    return f"section-{section.slug.replace('.', '-')}"
