"""Results of earlier years from paper: one row per indicator, a ratio with numerator and denominator."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Indicator, OfficeFigure
from departments.fields import CleanCharField, VietnameseDecimalField


class PaperFiguresForm(forms.Form):
    """Figures of one year, for the Office or one unit. Blank means: not known."""

    source = CleanCharField(label=gettext_lazy("Source document (number, date, subject)"), max_length=300)
    reason = CleanCharField(
        label=gettext_lazy("Reason for the correction (where something entered before is changed)"), max_length=500,
        required=False,
    )  # fmt: skip

    def __init__(self, *args, indicators: list[Indicator], known: dict[int, OfficeFigure], **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators = indicators
        for indicator in indicators:
            self._add(indicator, known.get(indicator.pk))
        self.fields["source"].initial = next((figure.source for figure in known.values()), "")

    def _add(self, indicator: Indicator, figure: OfficeFigure | None) -> None:
        for part, label in parts_of(indicator):
            self.fields[f"{part}-{indicator.pk}"] = VietnameseDecimalField(
                label=label, required=False, places=2 if indicator.is_ratio else indicator.decimals
            )
            self.fields[f"{part}-{indicator.pk}"].initial = getattr(figure, part, None)
            self.fields[f"{part}-{indicator.pk}"].widget.attrs["class"] = "form-control figure"

    def rows(self):
        """(indicator, its fields) for the page."""
        return [
            (indicator, [self[f"{part}-{indicator.pk}"] for part, _label in parts_of(indicator)])
            for indicator in self.indicators
        ]

    def clean(self):
        cleaned = super().clean()
        for indicator in self.indicators:
            if indicator.is_ratio:
                self._check_ratio(indicator, cleaned)
        return cleaned

    def _check_ratio(self, indicator: Indicator, cleaned: dict) -> None:
        top, bottom = (cleaned.get(f"{part}-{indicator.pk}") for part in ("numerator", "denominator"))
        name = f"denominator-{indicator.pk}"
        if (top is None) != (bottom is None):
            self.add_error(name, _("Please enter both the numerator and the denominator, or neither."))
        elif bottom == 0:
            self.add_error(name, _("The denominator is 0: there is no ratio. Please leave both blank."))

    def entries(self) -> dict[Indicator, dict]:
        """What was entered, per indicator."""
        return {
            indicator: {part: self.cleaned_data[f"{part}-{indicator.pk}"] for part, _label in parts_of(indicator)}
            for indicator in self.indicators
        }


def parts_of(indicator: Indicator) -> list[tuple[str, str]]:
    """The figures one indicator needs, with their labels."""
    if indicator.is_ratio:
        return [("numerator", indicator.numerator_label), ("denominator", indicator.denominator_label)]
    return [("value", indicator.name)]
