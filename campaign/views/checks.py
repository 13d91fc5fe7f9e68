"""The rules by which reports are checked: read by everybody, changed by HC-TC for periods not yet opened."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from campaign import permissions
from campaign.forms import CheckRuleForm
from campaign.models import CheckRule
from campaign.models.rules import LIMITS, filled, sample_of
from campaign.views.editor import edit_page
from departments.permissions import allows

#: For which indicators or answers a rule that names no indicators is asked.
SCOPES = {
    ("which", "required"): gettext_lazy("Indicators that need evidence"),
    ("which", "hinted"): gettext_lazy("Indicators for which evidence is expected"),
    ("answers", "not_mine"): gettext_lazy("Answer “Not this unit's task”"),
    ("answers", "none_arisen"): gettext_lazy("Answer “Nothing arose”"),
}
SIGNS = {"<=": "≤", ">=": "≥", "=": "="}


@require_GET
def rules(request):
    rows = list(CheckRule.objects.visible_to(request.user))
    for row in rows:
        row.subject = _subject(row)
        facts = sample_of(row) | _sides(row.parameters)
        row.shown, row.shown_example = filled(row.sentence, facts), filled(row.example, facts)
        row.limits = [
            (label, row.parameters[name])
            for name, (label, _least, _most) in LIMITS.get(row.kind, {}).items()
            if name in row.parameters
        ]
    context = {"rows": rows, "may_edit": allows(permissions.edit_catalogue, request.user, None)}
    return render(request, "campaign/check/list.html", context)


def _subject(row: CheckRule) -> str:
    """`B2.2a + B2.2b ≤ B2.1`; empty for a rule that holds for every indicator it can be asked of."""
    named = row.parameters
    if "left" in named:
        sides = _sides(named)
        return f"{sides['left']} {SIGNS[named['operator']]} {sides['right']}"
    if "total" in named:
        return f"{named['total']} = {' + '.join(named['parts'])}"
    if "part" in named:
        return f"{named['part']} ≤ {named['whole']}"
    return ", ".join(named.get("indicators", [])) or _scope(named)


def _scope(named: dict) -> str:
    asked = [("which", named.get("which")), *(("answers", answer) for answer in named.get("answers", []))]
    return "; ".join(str(SCOPES[place]) for place in asked if place in SCOPES)


def _sides(named: dict) -> dict[str, str]:
    if "left" not in named:
        return {}
    right = " − ".join([" + ".join(named["right"]), *named.get("minus", [])])
    return {"left": " + ".join(named["left"]), "right": right, "code": named["left"][0]}


@require_http_methods(["GET", "POST"])
def rule_edit(request, code: str):
    row = get_object_or_404(CheckRule.objects.visible_to(request.user), code=code)
    note = _("The change applies to periods that have not been opened yet; opened periods keep their copy.")
    heading = f"{row.get_kind_display()} {_subject(row)}".strip()
    return edit_page(
        request, row, CheckRuleForm, rule=permissions.edit_catalogue, heading=heading,
        back=reverse("campaign:checks"), note=note,
    )  # fmt: skip
