"""Forms on the plan and the catalogue. They check; `campaign.editing` writes."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from campaign.editing import fingerprint
from campaign.forms.fields import PlacesField, RespondentsField, house_field
from campaign.models import Campaign, Criterion, Indicator, LegalBasis, Phase, Question
from departments.fields import CleanCharField


class RowForm(forms.ModelForm):
    """A form on one row; `seen` carries what the page showed, so that a faster colleague is noticed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"].initial = fingerprint(self.instance, self.edited)

    @property
    def edited(self) -> list[str]:
        return [name for name in self.fields if name in self._meta.fields]

    def values(self) -> dict:
        """What was entered, ready to be written."""
        return {
            name: list(value) if self.instance._meta.get_field(name).many_to_many else value
            for name, value in ((name, self.cleaned_data[name]) for name in self.edited)
        }


class PlanNumberForm(RowForm):
    """Number and day of the plan, from the original."""

    class Meta:
        model = Campaign
        fields = ["plan_number", "plan_date"]
        formfield_callback = house_field

    def clean_plan_number(self) -> str:
        number = self.cleaned_data["plan_number"]
        code = self.instance.agency_code
        if number and not re.fullmatch(rf"\d{{1,4}}/KH-{code}", number):
            example = {"code": code}
            raise ValidationError(_("Please enter the number as on the original, like 12/KH-%(code)s.") % example)
        return number

    def clean_plan_date(self):
        day = self.cleaned_data["plan_date"]
        if day and (day.year, day.month) != (2023, 2):
            raise ValidationError(_("The plan is dated February 2023; please check the day on the original."))
        return day


class GuidanceForm(RowForm):
    """The guidance of the competent agency on which a later phase runs (plan V.2)."""

    class Meta:
        model = Phase
        fields = ["guidance_number", "guidance_date", "guidance_issuer", "guidance_title", "guidance_text"]
        formfield_callback = house_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("guidance_date", "guidance_issuer", "guidance_title"):
            self.fields[name].required = True


class CriterionForm(RowForm):
    class Meta:
        model = Criterion
        fields = ["wording", "subject", "theme", "order"]
        formfield_callback = house_field


class NewCriterionForm(CriterionForm):
    class Meta(CriterionForm.Meta):
        fields = ["code", "wording", "subject", "theme", "plan_item", "order"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Criterion.objects.with_code(self.instance.phase, code).exists():
            raise ValidationError(_("This code is taken. Please choose another one."))
        return code


class LegalBasisForm(RowForm):
    class Meta:
        model = LegalBasis
        fields = [
            "kind", "number", "issuer", "issued_on", "summary", "citation", "valid_from", "valid_to", "replaced_by",
            "source", "verified", "report_order",
        ]  # fmt: skip
        formfield_callback = house_field

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The last day lies before the first."))
        citation, number = cleaned.get("citation") or "", cleaned.get("number") or ""
        if cleaned.get("kind") == LegalBasis.Kind.LAW and number and number in citation:
            self.add_error("citation", _("A law is cited by its name and date only, without number or issuer."))
        if cleaned.get("replaced_by") and cleaned["replaced_by"].pk == self.instance.pk:
            self.add_error("replaced_by", _("A basis cannot replace itself."))
        return cleaned


class QuestionForm(RowForm):
    respondents = RespondentsField(label=gettext_lazy("Who answers"))
    plan_items = PlacesField(label=gettext_lazy("Places in the plan"))

    class Meta:
        model = Question
        fields = ["prompt", "guidance", "respondents", "may_copy_forward", "plan_items"]
        formfield_callback = house_field


class IndicatorForm(RowForm):
    """An indicator of the catalogue; periods already opened keep their own copy."""

    respondents = RespondentsField(label=gettext_lazy("Who answers"))
    plan_items = PlacesField(label=gettext_lazy("Places in the plan"))
    heading = forms.ChoiceField(label=gettext_lazy("Heading of the report outline"))

    class Meta:
        model = Indicator
        fields = [
            "name", "unit", "heading", "respondents", "direction", "nature", "across_units", "across_years", "decimals",
            "is_money", "may_be_negative", "numerator_label", "denominator_label", "weighted_by", "part_of",
            "evidence_required", "evidence_hint", "help", "may_copy_forward", "first_year", "last_year", "themes",
            "criteria", "plan_items",
        ]  # fmt: skip
        formfield_callback = house_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading"].choices = [(row.code, str(row)) for row in Question.objects.in_outline()]
        self.fields["criteria"].queryset = Criterion.objects.with_places()
        self.fields["themes"].required = True

    def clean_decimals(self) -> int:
        decimals = self.cleaned_data["decimals"]
        if decimals > 4:
            raise ValidationError(_("At most 4 decimals are kept."))
        return decimals

    def clean_part_of(self) -> str:
        code = self.cleaned_data["part_of"]
        if code and (code == self.instance.code or not Indicator.objects.with_code(code).exists()):
            raise ValidationError(_("There is no other indicator with the code %(code)s.") % {"code": code})
        return code

    def clean_weighted_by(self) -> str:
        """The weight is a figure of its own: not a ratio, and not made of others."""
        code = self.cleaned_data["weighted_by"]
        weight = Indicator.objects.with_code(code).first()
        if code and (code == self.instance.code or weight is None):
            raise ValidationError(_("There is no other indicator with the code %(code)s.") % {"code": code})
        if weight and (weight.is_ratio or weight.is_computed):
            raise ValidationError(_("The weight has to be a count or an amount that the units give themselves."))
        return code

    def clean(self):
        cleaned = super().clean()
        for name, problem in rule_problems(cleaned):
            self.add_error(name, problem)
        return cleaned


def rule_problems(values: dict) -> list[tuple[str, str]]:
    """Where the rules of an indicator contradict each other: (field, sentence)."""
    ratio = values.get("nature") == Indicator.Nature.RATIO
    problems = []
    if ratio != (values.get("across_units") == Indicator.AcrossUnits.RATIO):
        problems.append(("across_units", _("A ratio is recomputed from numerator and denominator; only a ratio is.")))
    if ratio and not (values.get("numerator_label") and values.get("denominator_label")):
        problems.append(("numerator_label", _("A ratio needs the names of its numerator and its denominator.")))
    stock = values.get("nature") == Indicator.Nature.STOCK
    if stock and values.get("across_years") == Indicator.AcrossYears.SUM:
        problems.append(("across_years", _("A stock is never summed over years.")))
    if ratio and values.get("across_years") in (Indicator.AcrossYears.SUM, Indicator.AcrossYears.MAXIMUM):
        problems.append(("across_years", _("A ratio is never summed over years; it is recomputed.")))
    weighted = values.get("across_units") == Indicator.AcrossUnits.WEIGHTED
    if weighted != bool(values.get("weighted_by")) and "weighted_by" in values:
        problems.append(("weighted_by", _("A weighted average names the indicator that is its weight; only it does.")))
    if weighted and values.get("across_years") == Indicator.AcrossYears.SUM:
        problems.append(("across_years", _("An average is never summed over years.")))
    first, last = values.get("first_year"), values.get("last_year")
    if first and last and last < first:
        problems.append(("last_year", _("The last year lies before the first.")))
    return problems


class NewIndicatorForm(IndicatorForm):
    code = CleanCharField(label=gettext_lazy("Code"), max_length=12)

    class Meta(IndicatorForm.Meta):
        fields = ["code", "group", "order", *IndicatorForm.Meta.fields]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not re.fullmatch(r"[A-D]\d{1,2}(\.\d{1,2})?[a-z]?", code):
            raise ValidationError(_("A code looks like B2.4 or C3.1a: the group, then its number."))
        if Indicator.objects.with_code(code).exists():
            raise ValidationError(_("This code is taken. Please choose another one."))
        return code

    def values(self) -> dict:
        values = super().values()
        sister = Indicator.objects.in_group(values["group"]).first()
        with override("vi"):  # the title is printed in official tables
            title = sister.group_title if sister else str(Indicator.Group(values["group"]).label)
        return {**values, "group_title": title}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("code") and cleaned.get("group") and cleaned["code"][0] != cleaned["group"]:
            self.add_error("code", _("The code begins with the letter of its group."))
        return cleaned
