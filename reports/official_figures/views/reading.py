"""Reading a unit's official figures with its moves and history; making a move. Pressing twice does it once."""

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
from reports.official_figures import permissions, workflow
from reports.official_figures import reading as readings
from reports.official_figures.forms import MoveForm
from reports.official_figures.models import OfficialUpdate
from reports.official_figures.views.access import TONES, update_for

MOVES = {transition.name: transition for transition in workflow.TRANSITIONS}
DONE = {
    "hand_to_head": gettext_lazy("The official figures are now with the head of the unit."),
    "take_back": gettext_lazy("The official figures are back with you. You can go on writing."),
    "send_back": gettext_lazy("The official figures have been sent back to the contributor with your reason."),
    "submit": gettext_lazy("The official figures have been sent. You will be told when they are accepted."),
    "withdraw": gettext_lazy("The official figures are back with the unit. They can be corrected and sent again."),
    "return": gettext_lazy("The official figures have been returned to the unit with your reason."),
    "accept": gettext_lazy("The official figures are accepted and used from now on in comparisons and totals."),
    "reopen": gettext_lazy("The official figures are open again; the accepted ones count until the next acceptance."),
}


@require_safe
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure beside its estimate, what can be done now, and what has been done."""
    found = update_for(request, pk)
    reasons = {t.name: transitions.why_not(found, t, request.user) for t in workflow.TRANSITIONS}
    content = readings.digest(readings.content_of(found))
    context = {
        "update": found,
        "tone": TONES[found.state],
        "lines": readings.lines_of(found),
        "possible": {name for name, reason in reasons.items() if reason is None},
        "may_fill": allows(permissions.fill, request.user, found),
        "move": MoveForm(initial={"seen": found.version, "content": content}),
        "signature": _signature(request, found) if reasons["submit"] is None else None,
    }
    return render(request, "official_figures/read.html", context)


def _signature(request: HttpRequest, found: OfficialUpdate) -> tuple[list[str], str]:
    """What would be kept as the signature if this person signed now."""
    return capacity.signature_of(request.user, found.department, timezone.localdate(request.now))


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make one move of the life cycle."""
    if name not in MOVES:
        raise Http404
    found, transition, form = update_for(request, pk), MOVES[name], MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The page was not complete. Nothing was changed; please try again."))
        return redirect("official_figures:update", pk=pk)
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
    return redirect("official_figures:update", pk=pk)


def _already(request: HttpRequest, found: OfficialUpdate, transition, refusal: WrongState) -> None:
    """A second click finds the move made; anything else was done by somebody faster."""
    found.refresh_from_db()
    if found.state == transition.target:
        messages.info(request, _("This has been done already; it was not done a second time."))
    else:
        messages.error(request, str(refusal))
