"""HC-TC: open the registration of a year, move its due date, accept several registrations after reading the list."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from departments import transitions
from departments.permissions import Refused, allows, check
from reports.targets import permissions, reading, rounds, workflow
from reports.targets.forms import DueForm, RoundForm
from reports.targets.models import TargetRegistration, TargetRound
from reports.targets.views.access import round_for

require_form = require_http_methods(["GET", "POST"])
AUTUMN = 9  # from this month on the next year's registration is what one opens


@require_form
def open_round(request: HttpRequest) -> HttpResponse:
    """The registration of a year, with its due date."""
    check(permissions.open_round, request.user, None)
    today = timezone.localdate(request.now)
    form = RoundForm(request.POST or None, today=today, initial=_proposed(request, today))
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        try:
            rounds.open_round(year, form.cleaned_data["due_on"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error("year", str(refusal))
        else:
            messages.success(request, _("The registration of targets for %(year)s is open.") % {"year": year})
            return redirect(f"{reverse('targets:list')}?year={year}")
    context = {"form": form, "heading": _("Open the registration of a year"), "verb": _("Open and tell the units")}
    return render(request, "targets/round.html", context, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest, today: date) -> dict:
    """The next year that is not open yet, due at the end of its January (or in a month, where that has passed)."""
    taken = {one.year for one in TargetRound.objects.visible_to(request.user)}
    year = today.year + (today.month >= AUTUMN)
    while year in taken:
        year += 1
    due = date(year, 1, 31)
    if due < today:
        due = date(today.year + today.month // 12, today.month % 12 + 1, min(today.day, 28))
    return {"year": year, "due_on": due}


@require_form
def due(request: HttpRequest, year: int) -> HttpResponse:
    """Another due date for the round."""
    check(permissions.open_round, request.user, None)
    found = round_for(request, year)
    form = DueForm(request.POST or None, today=timezone.localdate(request.now), initial={"due_on": found.due_on})
    if request.method == "POST" and form.is_valid():
        try:
            rounds.move_due(found, form.cleaned_data["due_on"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error("due_on", str(refusal))
        else:
            messages.success(request, _("The dates have been moved. The units have been told."))
            return redirect(f"{reverse('targets:list')}?year={year}")
    heading = _("Due date of the registration for %(year)s") % {"year": year}
    context = {"form": form, "heading": heading, "verb": _("Move and tell the units"), "round": found}
    return render(request, "targets/round.html", context, status=422 if form.is_bound else 200)


@require_form
def accept_many(request: HttpRequest, year: int) -> HttpResponse:
    """Every registration that waits, with its targets to read; the ticked ones are accepted together."""
    found = round_for(request, year)
    rows = TargetRegistration.objects.visible_to(request.user).of_year(year).waiting().for_listing()
    waiting = [row for row in rows if allows(permissions.accept, request.user, row)]
    for row, shown in reading.shown_of(waiting):
        row.shown = shown
    if request.method == "POST":
        return _accept(request, found, waiting)
    return render(request, "targets/accept.html", {"round": found, "rows": waiting})


def _accept(request: HttpRequest, found: TargetRound, waiting: list[TargetRegistration]) -> HttpResponse:
    """`accept` carries the number and the version that was read: `12:4`."""
    wanted = {value.partition(":")[0]: value.partition(":")[2] for value in request.POST.getlist("accept")}
    done = 0
    for row in waiting:
        seen = wanted.pop(str(row.pk), None)
        if seen is None:
            continue
        try:
            version = int(seen) if seen.isdecimal() else -1
            transitions.move(row, workflow.ACCEPT, by=request.user, at=request.now, seen=version)
            done += 1
        except Refused as refusal:
            messages.error(request, f"{row.department.name}: {refusal}")
    if wanted:
        messages.warning(request, _("Some registrations had moved on meanwhile; they were left as they are."))
    if done:
        text = ngettext("The targets of %(n)s unit are accepted.", "The targets of %(n)s units are accepted.", done)
        messages.success(request, text % {"n": done})
    elif not wanted:
        messages.error(request, _("Please tick at least one unit."))
        return redirect("targets:accept_many", year=found.year)
    return redirect(f"{reverse('targets:list')}?year={found.year}")
