"""*Việc cần làm của tôi*: targets to register, to approve, to accept."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.permissions import allows
from departments.roles import Permission
from departments.todo import Todo, Tone, register
from reports.targets import permissions
from reports.targets.models import TargetRegistration, TargetRound

State = TargetRegistration.State
SOON = 7  # days


def tone_of(due_on: date, today: date) -> Tone:
    """How pressing a due date is."""
    if (due_on - today).days > SOON:
        return Tone.NONE
    return Tone.WARN if due_on >= today else Tone.BAD


@register
def of_my_units(user, now: datetime) -> list[Todo]:
    """Registrations of the person's units that wait for this person; those of past years no longer press."""
    if not user.department_ids:
        return []
    today = timezone.localdate(now)
    rounds = list(TargetRound.objects.since(today.year))
    made = TargetRegistration.objects.filter(department__in=user.department_ids, round__in=rounds)
    found = {(row.round_id, row.department_id): row for row in made.select_related("round", "department")}
    tasks = []
    for round_ in rounds:
        for unit in round_.units().filter(pk__in=user.department_ids):
            tasks.append(_task(user, round_, found.get((round_.pk, unit.pk)), unit, today))
    return [task for task in tasks if task]


def _task(user, round_: TargetRound, made: TargetRegistration | None, unit, today: date) -> Todo | None:
    facts = {"year": round_.year}
    if made is None or made.is_editable:
        if not user.may(Permission.FILL_REPORT, unit.pk):
            return None
        back = made is not None and made.state == State.RETURNED
        return Todo(
            title=_("Register the targets of %(year)s") % facts,
            detail=unit.name,
            url=reverse("targets:fill", args=[made.pk]) if made else reverse("targets:list"),
            action=_("Go on entering targets") if made else _("Begin the registration"),
            due=round_.due_on,
            tone=Tone.BAD if back else tone_of(round_.due_on, today),
            badge=made.get_state_display() if made else _("Not begun"),
            order=12 if back else 32,
        )
    if made.state == State.AWAITING_HEAD and user.may(Permission.SIGN_OFF_REPORT, unit.pk):
        return Todo(
            title=_("Approve the targets of %(year)s") % facts,
            detail=unit.name,
            url=reverse("targets:registration", args=[made.pk]),
            action=_("Check and send"),
            due=round_.due_on,
            tone=Tone.WARN,
            badge=made.get_state_display(),
            order=22,
        )
    return None


@register
def to_accept(user, now: datetime) -> list[Todo]:
    """Registrations that were sent and that this person may accept: one task a year."""
    if not (user.may(Permission.REVIEW_REPORTS) or user.may(Permission.ACCEPT_HCTC_REPORT)):
        return []
    waiting: dict[int, list[TargetRegistration]] = {}
    for row in TargetRegistration.objects.visible_to(user).waiting().select_related("round", "department"):
        if allows(permissions.accept, user, row):
            waiting.setdefault(row.year, []).append(row)
    return [_to_accept(year, rows) for year, rows in sorted(waiting.items())]


def _to_accept(year: int, rows: list[TargetRegistration]) -> Todo:
    title = ngettext("Accept the targets of %(n)s unit", "Accept the targets of %(n)s units", len(rows))
    return Todo(
        title=title % {"n": len(rows)},
        detail=_("Year %(year)s") % {"year": year},
        url=reverse("targets:accept_many", args=[year]),
        action=_("Read and accept"),
        tone=Tone.RUN,
        badge=State.SUBMITTED.label,
        order=35,
    )
