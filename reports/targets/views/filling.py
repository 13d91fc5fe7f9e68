"""Filling in: one page of boxes. Saving needs no JavaScript; what could not be saved stays in its box."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments import transitions
from departments.permissions import Refused, allows
from reports.targets import editing, permissions, workflow
from reports.targets.filling import Page
from reports.targets.forms import MoveForm
from reports.targets.models import TargetRegistration
from reports.targets.views.access import TONES, own_registration


@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the boxes; on POST save what can be saved and go where the pressed button leads."""
    found = own_registration(request, pk)
    if request.method == "POST":
        return _save(request, found)
    if not allows(permissions.fill, request.user, found):
        return redirect("targets:registration", pk=pk)
    return _page(request, Page(found))


def _save(request: HttpRequest, found: TargetRegistration) -> HttpResponse:
    then, _colon, key = request.POST.get("then", "").partition(":")
    page = Page(found, request.POST, frozenset({key} if then == "theirs" else ()))
    try:
        saved = editing.save_lines(found, page.changes(), by=request.user, at=request.now)
    except Refused as refusal:
        return _page(request, page, refused=str(refusal), status=409)
    if page.invalid or saved.conflicts:
        return _page(request, page.after(saved), saved=len(saved.saved), status=409 if saved.conflicts else 422)
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime(request.now):%H:%M}"})
    return redirect("targets:registration" if then == "read" else "targets:fill", pk=found.pk)


def _page(request: HttpRequest, page: Page, *, saved: int | None = None, refused: str = "", status: int = 200):
    found = page.registration
    context = {
        "registration": found,
        "tone": TONES[found.state],
        "last_year": found.year - 1,
        "groups": page.groups,
        "wrong": page.wrong if page.data is not None else [],
        "saved": saved,
        "refused": refused,
        "filled": page.filled,
        "total": len(page.lines),
        "last_saved": page.last_saved,
        "move": MoveForm(initial={"seen": found.version}),
        "hand_over": transitions.why_not(found, workflow.HAND_TO_HEAD, request.user),
    }
    return render(request, "targets/fill.html", context, status=status)
