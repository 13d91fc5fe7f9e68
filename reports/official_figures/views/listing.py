"""All rounds of official figures with the units asked; HC-TC opens the one of a year."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign.models import ReportingPeriod
from departments.permissions import Refused, allows, check
from departments.roles import Permission
from departments.todo import Tone
from reports.official_figures import permissions, rounds
from reports.official_figures.forms import RoundForm
from reports.official_figures.models import OfficialRound, OfficialUpdate
from reports.official_figures.views.access import TONES

#: Units have this long unless HC-TC says otherwise.
USUAL_TIME = timedelta(days=30)
#: Reports issued before this time ago are no longer offered on the list.
OFFERED = timedelta(days=365 * 3)


@dataclass(frozen=True)
class Line:
    """One unit of a round as this person may see it; of what is still being written only the state."""

    update: OfficialUpdate
    tone: Tone
    is_readable: bool
    may_fill: bool


@require_safe
def updates(request: HttpRequest) -> HttpResponse:
    """Own units; all units of every round for those who read all reports."""
    user = request.user
    found = OfficialUpdate.objects.visible_to(user)
    readable = set(found.values_list("pk", flat=True))
    reads_all = user.may(Permission.READ_ALL_REPORTS)
    by_round: dict[int, list[Line]] = {}
    for row in OfficialUpdate.objects.for_listing() if reads_all else found.for_listing():
        line = Line(row, TONES[row.state], row.pk in readable, allows(permissions.fill, user, row))
        by_round.setdefault(row.round_id, []).append(line)
    shown = OfficialRound.objects.visible_to(user).for_listing()
    manages = allows(permissions.open_round, user, None)
    since = timezone.localdate(request.now) - OFFERED
    context = {
        "rounds": [(one, by_round[one.pk]) for one in shown if one.pk in by_round],
        "waiting": rounds.waiting(since) if manages else [],
        "manages": manages,
    }
    return render(request, "official_figures/list.html", context)


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest, year: int) -> HttpResponse:
    """What would be asked of which unit, and until when."""
    check(permissions.open_round, request.user, None)
    period = get_object_or_404(ReportingPeriod.objects.visible_to(request.user).annual(), year=year)
    today = timezone.localdate(request.now)
    form = RoundForm(request.POST or None, today=today, initial={"due_on": today + USUAL_TIME})
    if request.method == "POST" and form.is_valid():
        try:
            rounds.open_round(period, form.cleaned_data["due_on"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The units have been asked for the official figures of %(year)s.") % {"year": year}
            )
            return redirect("official_figures:list")
    context = {"form": form, "period": period, "year": year, "candidate": rounds.candidate_of(period)}
    return render(request, "official_figures/open.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def due(request: HttpRequest, year: int) -> HttpResponse:
    """Another due date for the round of a year."""
    check(permissions.open_round, request.user, None)
    found = get_object_or_404(OfficialRound.objects.visible_to(request.user).for_listing(), period__year=year)
    form = RoundForm(request.POST or None, today=timezone.localdate(request.now), initial={"due_on": found.due_on})
    if request.method == "POST" and form.is_valid():
        try:
            rounds.move_due(found, form.cleaned_data["due_on"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error("due_on", str(refusal))
        else:
            messages.success(request, _("The dates have been moved. The units have been told."))
            return redirect("official_figures:list")
    context = {"form": form, "year": year, "round": found}
    return render(request, "official_figures/due.html", context, status=422 if form.is_bound else 200)
