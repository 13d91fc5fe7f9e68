"""Form of an appraised figure."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from departments.fields import CleanCharField, VietnameseDecimalField


class AppraisalForm(forms.Form):
    """The appraised figure, of a ratio both parts, and the reason."""

    reason = CleanCharField(
        label=_("Reason"), max_length=2000, multiline=True, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, definition, known, data=None) -> None:
        names = ("numerator", "denominator") if definition.is_ratio else ("value",)
        initial = {name: getattr(known, name) for name in (*names, "reason")} if known else {}
        super().__init__(data, initial=initial)
        labels = {
            "value": definition.unit,
            "numerator": definition.numerator_label or gettext("Numerator"),
            "denominator": definition.denominator_label or gettext("Denominator"),
        }
        boxes = {name: VietnameseDecimalField(label=labels[name], places=definition.decimals) for name in names}
        self.fields = boxes | self.fields

    @property
    def boxes(self) -> list:
        return [self[name] for name in self.fields if name != "reason"]

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
