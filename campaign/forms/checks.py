"""The form on a rule by which reports are checked: its limits, how grave it is, and the sentence people read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.forms.catalogue import RowForm
from campaign.forms.fields import house_field
from campaign.models import CheckRule
from campaign.models.rules import LIMITS, MEANINGS, PLACEHOLDERS, placeholders_in


class CheckRuleForm(RowForm):
    """Periods already opened keep their copy. The limits of the rule are boxes of their own."""

    class Meta:
        model = CheckRule
        fields = ["severity", "sentence", "example", "is_active", "first_year", "last_year"]
        formfield_callback = house_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = ", ".join(f"{{{name}}} ({MEANINGS[name]})" for name in PLACEHOLDERS[self.instance.kind])
        text = _("Replaced when the sentence is shown: %(names)s.") % {"names": known}
        self.fields["sentence"].help_text = self.fields["example"].help_text = text
        for name, (label, least, most) in self.limits.items():
            current = self.instance.parameters.get(name)
            field = forms.IntegerField(label=label, min_value=least, max_value=most, initial=current)
            self.fields[f"limit_{name}"] = field
        self.order_fields(["severity", *(f"limit_{name}" for name in self.limits)])

    @property
    def limits(self) -> dict[str, tuple[Any, int, int]]:
        return LIMITS.get(self.instance.kind, {})

    @property
    def edited(self) -> list[str]:
        return [*self._meta.fields, "parameters"]

    def values(self) -> dict[str, Any]:
        changed = {name: self.cleaned_data[f"limit_{name}"] for name in self.limits}
        own = {name: self.cleaned_data[name] for name in self._meta.fields}
        return own | {"parameters": {**self.instance.parameters, **changed}}

    def clean_sentence(self) -> str:
        return self._known_only(self.cleaned_data["sentence"])

    def clean_example(self) -> str:
        return self._known_only(self.cleaned_data["example"])

    def _known_only(self, sentence: str) -> str:
        known = PLACEHOLDERS[self.instance.kind]
        strange = [name for name in placeholders_in(sentence) if name not in known]
        if strange:
            facts = {"name": f"{{{strange[0]}}}", "known": ", ".join(f"{{{name}}}" for name in known)}
            raise ValidationError(_("%(name)s cannot be filled in here. Possible are: %(known)s.") % facts)
        return sentence

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year lies before the first."))
        return cleaned
