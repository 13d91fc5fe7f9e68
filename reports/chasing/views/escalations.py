"""Telling leadership about a late unit: an officer proposes, the head of HC-TC confirms or dismisses."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.permissions import Refused, check
from departments.transitions import move
from reports.chasing import permissions, workflow
from reports.chasing.addresses import address
from reports.chasing.forms import ConfirmForm, ProposalForm
from reports.chasing.models import Escalation
from reports.chasing.openings import openings_of
from reports.chasing.views.access import period_for


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, year: int, department: int) -> HttpResponse:
    """Why leadership should hear of this unit; nothing is told before the head has decided."""
    check(permissions.propose_escalation, request.user, None)
    period = period_for(request, year)
    opening = next((one for one in openings_of(period) if one.unit.pk == department), None)
    if opening is None:
        raise Http404
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = workflow.propose(opening, note=form.cleaned_data["note"], by=request.user, at=request.now)
        if made:
            messages.success(request, _("Proposed. The head of the division decides whether leadership is told."))
        else:
            messages.warning(request, _("This unit has been proposed before for the same date. Nothing was changed."))
        return redirect(address("reminders", period))
    context = {"form": form, "opening": opening, "period": period, "back": address("reminders", period)}
    return render(request, "chasing/escalation/propose.html", context, status=422 if form.is_bound else 200)


@require_safe
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """The case: what was proposed and why; for the head the text to leadership, ready to be changed."""
    return _page(request, _found(request, pk))


def _found(request: HttpRequest, pk: int) -> Escalation:
    return get_object_or_404(Escalation.objects.visible_to(request.user).for_listing(), pk=pk)


def _page(
    request: HttpRequest, found: Escalation, form: ConfirmForm | None = None, reason="", error=""
) -> HttpResponse:
    opening = workflow.opening_of(found)
    is_open = found.state == Escalation.State.PROPOSED
    decides = is_open and permissions.decide_escalation(request.user, found) is None
    if decides and opening and form is None:
        draft = workflow.draft_of(found, opening, timezone.localdate(request.now))
        form = ConfirmForm(initial={"text": draft}, leadership=workflow.leadership())
    context = {
        "escalation": found, "opening": opening, "form": form if opening else None, "decides": decides,
        "reason": reason, "reason_error": error, "back": address("reminders", found.period),
    }  # fmt: skip
    return render(
        request, "chasing/escalation/page.html", context, status=422 if error or (form and form.errors) else 200
    )


@require_POST
def decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm with the words and the persons chosen, or dismiss with a reason."""
    found = _found(request, pk)
    check(permissions.decide_escalation, request.user, found)
    if name == workflow.CONFIRM.name:
        form = ConfirmForm(request.POST, leadership=workflow.leadership())
        if found.state == Escalation.State.PROPOSED and not form.is_valid():
            return _page(request, found, form)
        facts = {"text": form.cleaned_data["text"], "people": form.cleaned_data["people"]} if form.is_valid() else {}
        return _moved(request, found, workflow.CONFIRM, _("Leadership has been told."), **facts)
    if name != workflow.DISMISS.name:
        raise Http404
    reason = request.POST.get("reason", "").strip()[:2000]
    if not reason:
        return _page(request, found, reason=reason, error=_("Please give the reason."))
    return _moved(request, found, workflow.DISMISS, _("Leadership is not told; the reason is kept."), note=reason)


def _moved(request: HttpRequest, found: Escalation, transition, done: str, **facts) -> HttpResponse:
    try:
        move(found, transition, by=request.user, at=request.now, **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("chasing:escalation", pk=found.pk)
