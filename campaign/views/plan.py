"""The founding plan, readable; its number, the guidance of phase 2, criteria, legal bases."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaign import editing, permissions
from campaign.forms import CriterionForm, GuidanceForm, LegalBasisForm, NewCriterionForm, PlanNumberForm
from campaign.models import Campaign, Criterion, LegalBasis, Phase, PlanItem
from campaign.views.editor import create_page, edit_page
from departments.permissions import Refused, allows

require_form = require_http_methods(["GET", "POST"])


def the_campaign() -> Campaign:
    """The one movement of this installation; without `load_plan` there is none."""
    return get_object_or_404(Campaign)


@require_GET
def plan(request):
    """The whole plan, each item with its number as anchor and with what answers it."""
    today = timezone.localdate(request.now)
    campaign = the_campaign()
    items = list(_with_depth(PlanItem.objects.visible_to(request.user).with_answers()))
    context = {
        "campaign": campaign,
        "outline": [item for item in items if item.depth == 0 and item.title and item.label],
        "items": items,
        "phases": campaign.phases.prefetch_related("milestones__plan_item"),
        "today": today,
        "phase_now": Phase.objects.of_year(today.year).first(),
        "may_edit": allows(permissions.edit_catalogue, request.user, None),
    }
    return render(request, "campaign/plan/page.html", context)


def _with_depth(items):
    """Each item with how deep it stands in the plan, for its heading level."""
    depths: dict[int, int] = {}
    for item in items:
        item.depth = depths[item.pk] = depths.get(item.parent_id, -1) + 1 if item.parent_id else 0
        yield item


@require_form
def plan_number(request):
    """Number and day of the plan, from the original."""

    def save(request, row, form, _rule):
        data = form.cleaned_data
        number, day = data["plan_number"], data["plan_date"]
        return editing.record_plan_number(row, number=number, day=day, by=request.user, at=request.now)

    return _edit(
        request, the_campaign(), PlanNumberForm, heading=_("Number and day of the plan"), back=reverse("campaign:plan"),
        note=_("They are blank in the source copy. Please enter them as on the original kept by the clerk."), save=save,
    )  # fmt: skip


@require_form
def guidance(request, number: int):
    """The guidance on which a later phase runs."""
    phase = get_object_or_404(Phase, campaign=the_campaign(), number=number, number__gt=1)
    return _edit(
        request, phase, GuidanceForm, heading=_("Guidance for %(phase)s") % {"phase": phase.name},
        back=reverse("campaign:criteria"),
        note=_("Until the guidance is entered, the criteria of phase 1 are in use."),
    )  # fmt: skip


def _edit(request, row, form_class, **page):
    return edit_page(request, row, form_class, rule=permissions.edit_catalogue, **page)


@require_GET
def criteria(request):
    """Criteria of each phase with their place in the plan."""
    phases = list(the_campaign().phases.all())
    for phase in phases:
        phase.borrows = phase.number > 1 and not phase.criteria.exists()
        phase.in_use = Criterion.objects.in_use(phase).with_places()
        phase.why_not_adopt = permissions.adopt_criteria(request.user, phase) if phase.number > 1 else None
    may_edit = allows(permissions.edit_catalogue, request.user, None)
    return render(request, "campaign/criterion/list.html", {"phases": phases, "may_edit": may_edit})


@require_form
def criterion_edit(request, pk: int):
    criterion = get_object_or_404(Criterion.objects.visible_to(request.user).with_places(), pk=pk)
    return _edit(
        request, criterion, CriterionForm, heading=_("Criterion %(code)s") % {"code": criterion.code},
        back=reverse("campaign:criteria"), note=_takes_effect(),
    )  # fmt: skip


@require_form
def criterion_new(request, number: int):
    """A further criterion of a phase that has criteria of its own."""
    phase = get_object_or_404(Phase, campaign=the_campaign(), number=number)
    return create_page(
        request, Criterion(phase=phase), NewCriterionForm, rule=permissions.edit_catalogue,
        heading=_("New criterion"), back=reverse("campaign:criteria"), note=_takes_effect(),
    )  # fmt: skip


@require_POST
def criteria_adopt(request, number: int):
    """Give a later phase criteria of its own, copied from phase 1."""
    phase = get_object_or_404(Phase, campaign=the_campaign(), number=number)
    try:
        editing.adopt_criteria(phase, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The criteria have been copied; they can now be edited for this phase."))
    return redirect("campaign:criteria")


def _takes_effect() -> str:
    return _("The change applies to periods that have not been opened yet; opened periods keep their wording.")


@require_GET
def legal_bases(request):
    """What may be cited today, what no longer, what waits to be checked."""
    today = timezone.localdate(request.now)
    rows = list(LegalBasis.objects.visible_to(request.user).select_related("replaced_by"))
    for row in rows:
        row.citable = row.in_force_on(today)
    may_edit = allows(permissions.edit_catalogue, request.user, None)
    return render(request, "campaign/basis/list.html", {"rows": rows, "today": today, "may_edit": may_edit})


@require_form
def legal_basis_edit(request, pk: int):
    basis = get_object_or_404(LegalBasis, pk=pk)
    return _edit(request, basis, LegalBasisForm, heading=_("Legal basis"), back=reverse("campaign:legal_bases"))


@require_form
def legal_basis_new(request):
    return create_page(
        request, LegalBasis(code=editing.new_basis_code()), LegalBasisForm, rule=permissions.edit_catalogue,
        heading=_("New legal basis"), back=reverse("campaign:legal_bases"),
    )  # fmt: skip
