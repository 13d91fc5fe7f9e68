"""Escalation: proposed by a step or an officer, decided by the head of HC-TC; only then leadership is told."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments import audit
from departments.models import User
from departments.permissions import Refused, check
from departments.roles import Role
from departments.transitions import Move, Transition, declare
from reports.chasing import letters, notifications, permissions
from reports.chasing.models import Escalation, Reminder
from reports.chasing.openings import Opening, openings_of
from reports.chasing.sending import channel_to, log

State = Escalation.State


@transaction.atomic
def propose(opening: Opening, *, note: str, by: User | None, at: datetime) -> Escalation | None:
    """A proposal for this unit and its present last day on time; None if there is one already, decided or not."""
    check(permissions.propose_escalation, by, opening)
    try:
        with transaction.atomic():
            made = Escalation.objects.create(
                period=opening.period, department=opening.unit, limit=opening.on_time_until, note=note.strip(),
                proposed_by=by, proposed_at=at, state_changed_at=at,
            )  # fmt: skip
    except IntegrityError:
        return None
    audit.record(
        "chasing.escalation.propose", target=made, by=by, at=at, label="Đề xuất báo cáo lãnh đạo",
        after=made.state, note=made.note,
    )  # fmt: skip
    notifications.proposed(made, at)
    return made


def opening_of(escalation: Escalation) -> Opening | None:
    """What the unit still has open; None once it has submitted."""
    found = openings_of(escalation.period)
    return next((opening for opening in found if opening.unit.pk == escalation.department_id), None)


def draft_of(escalation: Escalation, opening: Opening, today: date) -> str:
    """The text to leadership before the head reads it."""
    rows = Reminder.objects.for_period(escalation.period).to_units().filter(department=escalation.department)
    facts = {"by_name": letters.sender(), "reminded": rows.count(), "note": escalation.note}
    return letters.escalation(opening, today=today, **facts)


def leadership() -> list[User]:
    """Persons who can be told."""
    return list(User.objects.with_role(Role.LEADERSHIP).select_related("staff"))


def _confirm(escalation: Escalation, move: Move) -> dict:
    opening = opening_of(escalation)
    if opening is None:
        raise Refused(_("The unit has submitted its report meanwhile; there is nothing to tell leadership."))
    chosen = set(move.data.get("people", ()))
    people = [user for user in leadership() if user.pk in chosen]
    if not people:
        raise Refused(_("Please choose who of the leadership is told."))
    text = move.data.get("text", "").strip() or draft_of(escalation, opening, timezone.localtime(move.at).date())
    escalation.decided_by, escalation.decision = move.by, text
    log(
        opening, text=text, kind=Reminder.Kind.ESCALATION, occasion=f"escalation@{escalation.limit.isoformat()}",
        by=move.by, at=move.at, people=people,
        channel=channel_to(people),
    )  # fmt: skip
    notifications.escalated(escalation, text, people, move.at)
    return {"recipients": [user.display_name for user in people], "text": text}


def _dismiss(escalation: Escalation, move: Move) -> None:
    escalation.decided_by, escalation.decision = move.by, move.note


CONFIRM = Transition(
    name="confirm",
    label=gettext_lazy("Tell leadership"),
    sources=(State.PROPOSED,),
    target=State.CONFIRMED,
    rule=permissions.decide_escalation,
    change=_confirm,
)
DISMISS = Transition(
    name="dismiss",
    label=gettext_lazy("Do not tell leadership"),
    sources=(State.PROPOSED,),
    target=State.DISMISSED,
    rule=permissions.decide_escalation,
    note_required=True,
    change=_dismiss,
)
TRANSITIONS = (CONFIRM, DISMISS)
declare(Escalation, TRANSITIONS)
