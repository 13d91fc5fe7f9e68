"""Extensions: the list for HC-TC, one extension with its moves and history, the form to ask."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign.models import ReportingPeriod
from campaign.working_days import next_working_day
from departments import transitions
from departments.permissions import Refused, allows, check
from departments.roles import Permission
from departments.todo import Tone
from departments.transitions import WrongState
from reports.extensions import permissions, workflow
from reports.extensions.forms import AskForm, GrantForm, ListFilter, NoteForm
from reports.extensions.models import Extension

State = Extension.State
PER_PAGE = 50
TONES = {
    State.ASKED: Tone.WARN,
    State.GRANTED: Tone.OK,
    State.REFUSED: Tone.BAD,
    State.WITHDRAWN: Tone.NONE,
    State.EXPIRED: Tone.NONE,
    State.REVOKED: Tone.BAD,
}
MOVES = {transition.name: transition for transition in workflow.BY_HAND}
DONE = {
    "recommend": gettext_lazy("The recommendation is kept with the request."),
    "grant": gettext_lazy("The extension has been granted. The unit has been told."),
    "refuse": gettext_lazy("The request has been refused with your reason. The unit has been told."),
    "withdraw": gettext_lazy("The request has been withdrawn."),
    "revoke": gettext_lazy("The extension has been revoked with your reason. The unit has been told."),
}


def _extension(request: HttpRequest, pk: int) -> Extension:
    return get_object_or_404(Extension.objects.visible_to(request.user).for_listing(), pk=pk)


@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    """Every extension this person may see, narrowed by period and state."""
    chosen = ListFilter(request.GET or None)
    rows = Extension.objects.visible_to(request.user).for_listing()
    page = Paginator(chosen.narrow(rows) if chosen.is_bound else rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.tone = TONES[row.state]
    proposes = permissions.propose(request.user) is None
    context = {
        "page": page,
        "chosen": chosen,
        "query": urlencode({name: value for name, value in request.GET.items() if name != "page"}),
        "open_periods": list(ReportingPeriod.objects.open()) if proposes else [],
    }
    return render(request, "extensions/list.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, period: int) -> HttpResponse:
    """The small form: the unit asks, or HC-TC proposes for a unit."""
    wanted = get_object_or_404(ReportingPeriod.objects.visible_to(request.user).begun(), pk=period)
    units = _units(request.user, wanted)
    if not units:
        raise Http404
    standing = Extension.objects.of_unit(wanted, units[0]).live().first() if len(units) == 1 else None
    if standing and request.method == "GET":
        messages.info(request, _("There is an extension of your unit for this period already."))
        return redirect("extensions:extension", pk=standing.pk)
    today = timezone.localdate(request.now)
    form = AskForm(
        request.POST or None, period=wanted, units=units, today=today, initial=_proposed(request, wanted, units, today)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = workflow.ask(
                wanted, data["department"], reason=data["reason"], wished_until=data["wished_until"],
                by=request.user, at=request.now,
            )  # fmt: skip
        except workflow.AlreadyAsked as refusal:
            standing = refusal.extension
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The request has been sent. You will be told about the decision."))
            return redirect("extensions:extension", pk=made.pk)
    context = {
        "period": wanted,
        "form": form,
        "unit": units[0] if len(units) == 1 else None,
        "proposes": permissions.propose(request.user) is None,
        "standing": standing,
    }
    return render(request, "extensions/ask.html", context, status=422 if form.is_bound else 200)


def _units(user, period: ReportingPeriod):
    """The units this person may ask for, or propose an extension for."""
    asked = period.units().order_by("order", "sort_key", "pk")
    if permissions.propose(user) is None:
        return asked
    own = [pk for pk in user.department_ids if user.may(Permission.FILL_REPORT, pk)]
    return asked.filter(pk__in=own)


def _proposed(request: HttpRequest, period: ReportingPeriod, units, today: date) -> dict:
    """The unit the link names; five days more than the limit, or than today, on a working day."""
    latest = max(today, period.on_time_until or today)
    named = [unit for unit in units if unit.code == request.GET.get("unit")] or list(units)[:1]
    return {"wished_until": next_working_day(latest + workflow.USUAL), "department": named[0]}


@require_safe
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _extension(request, pk))


def _show(request: HttpRequest, found: Extension, *, grant=None, name="", note=None, status=200) -> HttpResponse:
    today = timezone.localdate(request.now)
    reasons = {t.name: transitions.why_not(found, t, request.user) for t in workflow.BY_HAND}
    initial = {"seen": found.version, "until": max(found.wished_until, next_working_day(today))}
    context = {
        "extension": found,
        "tone": TONES[found.state],
        "possible": {name for name, reason in reasons.items() if reason is None},
        "waits_for_decision": found.is_waiting and not allows(permissions.decide, request.user, found),
        "is_own": permissions.is_of_unit(request.user, found),
        "grant": grant or GrantForm(period=found.period, today=today, initial=initial),
        "note": note or NoteForm(initial={"seen": found.version}),
        "refused_move": name,
    }
    return render(request, "extensions/extension.html", context, status=status)


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make one move. What was typed stays on the page when it is not taken."""
    if name not in MOVES:
        raise Http404
    found, transition = _extension(request, pk), MOVES[name]
    check(transition.rule, request.user, found)
    today = timezone.localdate(request.now)
    is_grant = transition is workflow.GRANT
    form = GrantForm(request.POST, period=found.period, today=today) if is_grant else NoteForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        extra = {"until": data["until"]} if is_grant else {}
        try:
            transitions.move(
                found, transition, by=request.user, at=request.now, note=data["note"], seen=data["seen"], **extra
            )
        except WrongState as refusal:
            return _already(request, found, transition, refusal)
        except Refused as refusal:
            form.add_error(None if is_grant else "note", str(refusal))
        else:
            messages.success(request, DONE[name])
            return redirect("extensions:extension", pk=pk)
    found.refresh_from_db()
    return _show(request, found, name=name, status=422, **{"grant" if is_grant else "note": form})


def _already(request: HttpRequest, found: Extension, transition, refusal: WrongState) -> HttpResponse:
    """A second click finds the move made; anything else was done by somebody faster."""
    found.refresh_from_db()
    if found.state == transition.target:
        messages.info(request, _("This has been done already; it was not done a second time."))
    else:
        messages.error(request, str(refusal))
    return redirect("extensions:extension", pk=found.pk)
