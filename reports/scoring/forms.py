"""What may be typed: the switch, the weights, the self-score and the appraised score of each item."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.fields import CleanCharField, VietnameseDecimalField
from reports.scoring.editing import APPRAISED, FIELDS, SELF, Weight, needs_reason
from reports.scoring.models import ScoreItem
from reports.scoring.reading import Group, Line, Reading

TEXT = 1_000


def _text(label, **kwargs) -> CleanCharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return CleanCharField(label=label, max_length=TEXT, multiline=True, required=False, widget=widget, **kwargs)


class SwitchForm(forms.Form):
    """On or off, and why."""

    on = forms.BooleanField(required=False)
    reason = CleanCharField(label=gettext_lazy("Reason"), max_length=2_000, multiline=True)


class SeenForm(forms.Form):
    """The version of the scores the page showed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class LineForm(forms.Form):
    """One item on one side of the sheet; the side's fields are those of `FIELDS`: points, not mine, texts."""

    side = SELF

    def __init__(self, line: Line, data=None) -> None:
        self.line = line
        self.points_name, self.not_mine_name, *self.text_names = FIELDS[self.side]
        initial = {name: getattr(line.score, name) for name in FIELDS[self.side]}
        super().__init__(data, initial=initial, prefix=f"i{line.item.pk}")
        self.fields[self.points_name] = VietnameseDecimalField(
            label=_("Points"), places=1, required=False, max_value=line.item.max_points,
            min_value=Decimal(1) if line.item.is_deduction else Decimal(0),
        )  # fmt: skip
        if line.item.is_deduction:
            del self.fields[self.not_mine_name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.setdefault(self.not_mine_name, False)
        if data.get(self.points_name) is not None and data[self.not_mine_name]:
            self.add_error(
                self.points_name, _("Points are entered and “Not this unit's task” is ticked as well. Please keep one.")
            )
        return data

    @property
    def points_box(self):
        return self[self.points_name]

    @property
    def not_mine_box(self):
        return self[self.not_mine_name] if self.not_mine_name in self.fields else None

    @property
    def text_boxes(self) -> list:
        return [self[name] for name in self.text_names]


class SelfForm(LineForm):
    """The unit's own score with its basis."""

    self_not_mine = forms.BooleanField(label=gettext_lazy("Not this unit's task"), required=False)
    basis = _text(gettext_lazy("Basis, documents"))


class AppraisalForm(LineForm):
    """The appraised score; a reason where it differs from the unit's own, and for every deduction."""

    side = APPRAISED
    not_mine = forms.BooleanField(label=gettext_lazy("Not this unit's task"), required=False)
    reason = _text(gettext_lazy("Reason"))
    note = _text(gettext_lazy("Note"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        line = self.line
        if self.errors or data["reason"]:
            return data
        if needs_reason(line.item, line.score, data["points"], data["not_mine"]):
            self.add_error("reason", _("Please give the reason."))
        return data


def forms_of(kind: type[LineForm], reading: Reading, data=None) -> list[tuple[Group, list[LineForm]]]:
    """The boxes of a sheet, group by group; the unit's side has no deductions."""
    groups = [group for group in reading.groups if group.code or kind is not SelfForm]
    return [(group, [kind(line, data) for line in group.lines]) for group in groups]


def entries_of(groups: list[tuple[Group, list[LineForm]]]) -> dict[str, dict[str, Any]] | None:
    """What was typed, by item code; None while something is wrong."""
    typed = [form for _group, forms_ in groups for form in forms_]
    wrong = [form for form in typed if not form.is_valid()]
    return None if wrong else {form.line.item.code: form.cleaned_data for form in typed}


class WeightForm(forms.Form):
    """One item of the next version."""

    name = CleanCharField(label=gettext_lazy("Criterion"), max_length=300)

    def __init__(self, item: ScoreItem, data=None) -> None:
        self.item = item
        super().__init__(data, initial={"name": item.name, "weight": item.max_points}, prefix=f"w{item.pk}")
        self.fields["weight"] = VietnameseDecimalField(
            label=_("Points"), places=1, required=False, min_value=Decimal(0), max_value=Decimal(100)
        )

    @property
    def weight(self) -> Weight:
        return Weight(self.item.code, self.cleaned_data["name"], self.cleaned_data["weight"] or Decimal(0))


class VersionForm(forms.Form):
    """The next version as a whole; `seen` is the number of the version the page showed."""

    title = CleanCharField(label=gettext_lazy("Title"), max_length=200)
    source = CleanCharField(label=gettext_lazy("Why the weights are changed"), max_length=2_000, multiline=True)
    seen = forms.IntegerField(widget=forms.HiddenInput)
