"""The life cycle of a registration: unit → head → HC-TC accepts and locks; sent back, returned, reopened."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Indicator, Target
from departments import audit
from departments.capacity import signature_of
from departments.models import Department
from departments.permissions import Denied, Refused, check
from departments.roles import Permission
from departments.transitions import Move, StalePage, Transition, declare, move
from reports.targets import editing, notifications, permissions, reading
from reports.targets.models import TargetLine, TargetRegistration, TargetRound

State = TargetRegistration.State


@transaction.atomic
def record_sheet(round_: TargetRound, entries: dict[str, dict[str, dict]], name: str, *, by, at: datetime) -> int:
    """Targets of many units (code of the unit → code of the indicator → content) as given by HC-TC: all or none."""
    check(permissions.record, by, None)
    for unit in round_.units().filter(code__in=entries):
        registration = begin(round_, unit, by=by, at=at)
        exact = {code: editing.exact(fields) for code, fields in entries[unit.code].items()}
        move(registration, RECORD, by=by, at=at, entries=exact, name=name)
    return len(entries)


@transaction.atomic
def begin(round_: TargetRound, department: Department, *, by, at: datetime) -> TargetRegistration:
    """Begin the unit's registration with one empty line per indicator; beginning twice gives the same one."""
    if not by.may(Permission.FILL_REPORT, department.pk) and not by.may(Permission.ENTER_ON_BEHALF):
        raise Denied(permissions.NOT_YOUR_UNIT)
    round_ = TargetRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    existing = TargetRegistration.objects.filter(round=round_, department=department).first()
    if existing:
        return existing
    if not round_.units().filter(pk=department.pk).exists():
        raise Refused(_("This unit is not asked to register targets for that year."))
    made = TargetRegistration.objects.create(round=round_, department=department, state_changed_at=at, prepared_by=by)
    ask_again(made)
    audit.record(
        "targets.targetregistration.begin", target=made, by=by, at=at, label="Bắt đầu đăng ký chỉ tiêu",
        after=made.state,
    )  # fmt: skip
    return made


def ask_again(registration: TargetRegistration) -> None:
    """Empty lines for indicators of the catalogue that have none yet."""
    asked = Indicator.objects.in_year(registration.year).asked_of(registration.department)
    missing = asked.exclude(pk__in=registration.lines.values("indicator"))
    TargetLine.objects.bulk_create(TargetLine(registration=registration, indicator=row) for row in missing)


def _hand_over(registration: TargetRegistration, step: Move) -> None:
    _need_targets(registration)
    registration.prepared_by = step.by


def _need_targets(registration: TargetRegistration) -> None:
    if not any(line.is_filled for line in reading.lines_of(registration)):
        raise Refused(_("No target has been entered yet. Please enter at least one."))


def _submit(registration: TargetRegistration, step: Move) -> dict:
    """`content` in the move is the digest of what the head has read: nothing is signed unread."""
    _need_targets(registration)
    content = reading.content_of(registration)
    read = step.data.get("content")
    if read and read != reading.digest(content):
        raise StalePage(
            _("A target was changed after this page was opened. Please read the page again; nothing was sent.")
        )
    day = timezone.localtime(step.at).date()
    registration.capacity, registration.signatory = signature_of(step.by, registration.department, day)
    registration.signed_off_by = step.by
    registration.given_by_coordinator = False
    registration.first_submitted_at = registration.first_submitted_at or step.at
    registration.last_submitted_at = step.at
    return {"targets": content}


def _unsign(registration: TargetRegistration, step: Move) -> None:
    """What is open for writing again has no signature; who had signed stands in the history."""
    registration.signed_off_by, registration.signatory, registration.capacity = None, "", []


def _give_back(registration: TargetRegistration, step: Move) -> None:
    """Open for writing again, with whatever the catalogue asks by now; the registered values stay meanwhile."""
    _unsign(registration, step)
    registration.accepted_at = None
    ask_again(registration)


def _accept(registration: TargetRegistration, step: Move) -> dict:
    """From now on these are the unit's targets of the year."""
    registration.accepted_at = step.at
    _register(registration)
    return {"targets": reading.content_of(registration)}


def _register(registration: TargetRegistration) -> None:
    unit, year = registration.department, registration.year
    lines = [line for line in reading.lines_of(registration) if line.is_filled]
    Target.objects.filter(department=unit, year=year).exclude(
        indicator__in=[line.indicator_id for line in lines]
    ).delete()
    Target.objects.bulk_create(
        [
            Target(
                department=unit, year=year, indicator=line.indicator,
                **{name: getattr(line, name) for name in reading.FIGURES},
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["department", "indicator", "year"],
        update_fields=list(reading.FIGURES),
    )  # fmt: skip


def _record(registration: TargetRegistration, step: Move) -> dict:
    """`entries` in the move: code of the indicator → fields, as HC-TC gave them; lines not named stay as they are."""
    for line in reading.lines_of(registration):
        fields = step.data["entries"].get(line.indicator.code)
        if fields is not None:
            for name, value in fields.items():
                setattr(line, name, value)
            line.version, line.updated_by, line.updated_at = line.version + 1, step.by, step.at
            line.save()
    registration.given_by_coordinator = True
    _unsign(registration, step)
    registration.first_submitted_at = registration.first_submitted_at or step.at
    registration.last_submitted_at = step.at
    return _accept(registration, step) | {"source": step.data["name"]}


HAND_TO_HEAD = Transition(
    "hand_to_head", gettext_lazy("Hand to the head of the unit"), TargetRegistration.EDITABLE, State.AWAITING_HEAD,
    permissions.hand_over, change=_hand_over, announce=notifications.awaiting_head,
)  # fmt: skip
TAKE_BACK = Transition(
    "take_back", gettext_lazy("Take back to go on writing"), (State.AWAITING_HEAD,), State.DRAFTING,
    permissions.hand_over,
)  # fmt: skip
SEND_BACK = Transition(
    "send_back", gettext_lazy("Send back to the contributor"), (State.AWAITING_HEAD,), State.DRAFTING,
    permissions.sign_off, note_required=True, announce=notifications.sent_back,
)  # fmt: skip
SUBMIT = Transition(
    "submit", gettext_lazy("Approve and send to HC-TC"), (*TargetRegistration.EDITABLE, State.AWAITING_HEAD),
    State.SUBMITTED, permissions.sign_off, change=_submit, announce=notifications.submitted,
)  # fmt: skip
WITHDRAW = Transition(
    "withdraw", gettext_lazy("Take the registration back"), (State.SUBMITTED,), State.DRAFTING,
    permissions.sign_off, change=_unsign, announce=notifications.withdrawn,
)  # fmt: skip
RETURN = Transition(
    "return", gettext_lazy("Return for completion"), (State.SUBMITTED,), State.RETURNED, permissions.accept,
    note_required=True, change=_give_back, announce=notifications.returned,
)  # fmt: skip
ACCEPT = Transition(
    "accept", gettext_lazy("Accept"), (State.SUBMITTED,), State.ACCEPTED, permissions.accept,
    change=_accept, announce=notifications.accepted,
)  # fmt: skip
REOPEN = Transition(
    "reopen", gettext_lazy("Reopen the accepted registration"), (State.ACCEPTED,), State.RETURNED,
    permissions.accept, note_required=True, change=_give_back, announce=notifications.reopened,
)  # fmt: skip
RECORD = Transition(
    "record", gettext_lazy("Record targets given by HC-TC"), TargetRegistration.EDITABLE, State.ACCEPTED,
    permissions.record, change=_record, announce=notifications.recorded,
)  # fmt: skip

#: Moves a person makes with a button on the registration's page.
BY_HAND = (HAND_TO_HEAD, TAKE_BACK, SEND_BACK, SUBMIT, WITHDRAW, RETURN, ACCEPT, REOPEN)
TRANSITIONS = (*BY_HAND, RECORD)

declare(TargetRegistration, TRANSITIONS)
