"""*Đăng ký chỉ tiêu*: the own unit's registrations; for HC-TC and leadership all units of a year."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from departments.models import Department
from departments.permissions import Refused, allows
from departments.roles import Permission
from departments.todo import Tone
from reports.targets import permissions, workflow
from reports.targets.models import TargetRegistration, TargetRound
from reports.targets.todo import tone_of
from reports.targets.views.access import TONES, round_for

State = TargetRegistration.State
NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Line:
    """One unit in one year; `registration` is None while nobody has begun."""

    round: TargetRound
    department: Department
    registration: TargetRegistration | None
    tone: Tone
    due_tone: Tone
    may_begin: bool = False
    may_fill: bool = False
    may_sign: bool = False
    is_readable: bool = False


@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Own registrations by year; below them every unit of the chosen year."""
    rounds = list(TargetRound.objects.visible_to(request.user))
    chosen = _chosen(request, rounds)
    reads_all = request.user.may(Permission.READ_ALL_REPORTS)
    lines = _all_units(request, chosen) if reads_all and chosen else None
    context = {
        "rounds": rounds,
        "chosen": chosen,
        "own": _own(request, rounds),
        "lines": _filtered(request, lines),
        "states": [(NOT_BEGUN, None), *State.choices],
        "state": request.GET.get("state", ""),
        "counts": _counts(lines),
        "manages": allows(permissions.open_round, request.user, None),
        "records": allows(permissions.record, request.user, None),
        "to_accept": sum(_may_accept(request, line) for line in lines or []),
        "reads_all": reads_all,
    }
    return render(request, "targets/list.html", context)


def _chosen(request: HttpRequest, rounds: list[TargetRound]) -> TargetRound | None:
    """The asked year, or the latest one."""
    wanted = request.GET.get("year", "")
    return next((one for one in rounds if str(one.year) == wanted), rounds[0] if rounds else None)


def _own(request: HttpRequest, rounds: list[TargetRound]) -> list[Line]:
    user, today = request.user, timezone.localdate(request.now)
    if not user.department_ids:
        return []
    made = TargetRegistration.objects.visible_to(user).for_listing()
    found = {(row.round_id, row.department_id): row for row in made if row.department_id in user.department_ids}
    units = {grant.department_id: grant.department for grant in user.grants if grant.department_id}
    lines = []
    for one in rounds:
        for pk, unit in sorted(units.items(), key=lambda item: item[1].order):
            row = found.get((one.pk, pk))
            if row or (unit.reports and _exists_in(unit, one.year)):
                lines.append(_own_line(user, one, unit, row, today))
    return lines


def _exists_in(unit: Department, year: int) -> bool:
    """The rule of `round.units()`, on a unit already at hand."""
    begun = unit.valid_from is None or unit.valid_from.year <= year
    last = unit.valid_to
    return begun and (last is None or (last.year, last.month, last.day) >= (year, 12, 31))


def _own_line(user, one: TargetRound, unit: Department, row: TargetRegistration | None, today) -> Line:
    fills = user.may(Permission.FILL_REPORT, unit.pk)
    return Line(
        round=one,
        department=unit,
        registration=row,
        tone=TONES[row.state] if row else Tone.NONE,
        due_tone=tone_of(one.due_on, today),
        may_begin=row is None and fills,
        may_fill=row is not None and row.is_editable and fills,
        may_sign=row is not None and row.state == State.AWAITING_HEAD and allows(permissions.sign_off, user, row),
    )


def _all_units(request: HttpRequest, chosen: TargetRound) -> list[Line]:
    """Every unit with its state; what a unit is still writing is named by its state only."""
    today = timezone.localdate(request.now)
    made = {row.department_id: row for row in chosen.registrations.for_listing()}
    visible = set(chosen.registrations.visible_to(request.user).values_list("pk", flat=True))
    lines = []
    for unit in chosen.units():
        row = made.get(unit.pk)
        tone = TONES[row.state] if row else Tone.NONE
        readable = row is not None and row.pk in visible
        lines.append(Line(chosen, unit, row, tone, tone_of(chosen.due_on, today), is_readable=readable))
    return lines


def _filtered(request: HttpRequest, lines: list[Line] | None) -> list[Line] | None:
    wanted = request.GET.get("state", "")
    if not lines or not wanted:
        return lines
    return [line for line in lines if _state_of(line) == wanted]


def _state_of(line: Line) -> str:
    return line.registration.state if line.registration else NOT_BEGUN


def _counts(lines: list[Line] | None) -> dict[str, int]:
    """How many units there are, have sent, are accepted."""
    states = [_state_of(line) for line in lines or []]
    return {
        "units": len(states),
        "sent": sum(state in (State.SUBMITTED, State.ACCEPTED) for state in states),
        "accepted": states.count(State.ACCEPTED),
    }


def _may_accept(request: HttpRequest, line: Line) -> bool:
    row = line.registration
    return row is not None and row.state == State.SUBMITTED and allows(permissions.accept, request.user, row)


@require_POST
def begin(request: HttpRequest, year: int, department: int) -> HttpResponse:
    """Begin the registration of an own unit; beginning twice leads to the same one."""
    wanted = round_for(request, year)
    own = {grant.department_id: grant.department for grant in request.user.grants if grant.department_id}
    if department not in own:
        raise Http404
    try:
        made = workflow.begin(wanted, own[department], by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("targets:list")
    return redirect("targets:fill", pk=made.pk)
