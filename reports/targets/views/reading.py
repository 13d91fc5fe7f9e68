"""Reading a registration with its moves and history; making a move. Pressing twice does it once and says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from departments import capacity, transitions
from departments.permissions import Refused, allows
from departments.transitions import WrongState
from reports.targets import papers, permissions, workflow
from reports.targets import reading as readings
from reports.targets.forms import MoveForm
from reports.targets.models import TargetRegistration
from reports.targets.views.access import TONES, registration_for

MOVES = {transition.name: transition for transition in workflow.BY_HAND}
DONE = {
    "hand_to_head": gettext_lazy("The registration is now with the head of the unit."),
    "take_back": gettext_lazy("The registration is back with you. You can go on writing."),
    "send_back": gettext_lazy("The registration has been sent back to the contributor with your reason."),
    "submit": gettext_lazy("The targets have been sent. You will be told when they are accepted."),
    "withdraw": gettext_lazy("The registration is back with the unit. It can be corrected and sent again."),
    "return": gettext_lazy("The registration has been returned to the unit with your reason."),
    "accept": gettext_lazy("The targets are accepted and locked."),
    "reopen": gettext_lazy("The registration is open again; the registered targets stay until the next acceptance."),
}


@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line beside last year, what can be done now, and what has been done."""
    found = registration_for(request, pk)
    groups = readings.groups_of(found)
    reasons = {t.name: transitions.why_not(found, t, request.user) for t in workflow.BY_HAND}
    content = readings.digest(readings.content_of(found))
    context = {
        "registration": found,
        "tone": TONES[found.state],
        "last_year": found.year - 1,
        "groups": groups,
        "without": [row for group in groups for row in group.lines if not row.line.is_filled],
        "possible": {name for name, reason in reasons.items() if reason is None},
        "reasons": reasons,
        "may_fill": allows(permissions.fill, request.user, found),
        "is_own": found.department_id in request.user.department_ids,
        "move": MoveForm(initial={"seen": found.version, "content": content}),
        "signature": _signature(request, found) if reasons["submit"] is None else None,
        "addressee": papers.addressee(found.department),
    }
    return render(request, "targets/read.html", context)


def _signature(request: HttpRequest, found: TargetRegistration) -> tuple[list[str], str]:
    """What would be printed if this person signed now."""
    return capacity.signature_of(request.user, found.department, timezone.localdate(request.now))


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make one move of the life cycle."""
    if name not in MOVES:
        raise Http404
    found, transition, form = registration_for(request, pk), MOVES[name], MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The page was not complete. Nothing was changed; please try again."))
        return redirect("targets:registration", pk=pk)
    data = form.cleaned_data
    try:
        transitions.move(
            found, transition, by=request.user, at=request.now, note=data["note"], seen=data["seen"],
            content=data["content"],
        )  # fmt: skip
    except WrongState as refusal:
        _already(request, found, transition, refusal)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[name])
    return redirect("targets:registration", pk=pk)


def _already(request: HttpRequest, found: TargetRegistration, transition, refusal: WrongState) -> None:
    """A second click finds the move made; anything else was done by somebody faster."""
    found.refresh_from_db()
    if found.state == transition.target:
        messages.info(request, _("This has been done already; it was not done a second time."))
    else:
        messages.error(request, str(refusal))
