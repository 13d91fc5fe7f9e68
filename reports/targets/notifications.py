"""What is told to whom about the registration of targets. The mail follows in the background."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import UNIT_ROLES, Permission
from departments.transitions import Move
from departments.vietnamese import format_date
from reports.targets.models import TargetRegistration, TargetRound


def _everybody_who_registers(round_: TargetRound):
    """Everyone who fills in or signs off for the units of the round."""
    units = round_.units().values("pk")
    roles = sorted(UNIT_ROLES)
    people = User.objects.filter(is_active=True, role_grants__role__in=roles, role_grants__department__in=units)
    return people.distinct()


def round_opened(round_: TargetRound, *, at) -> None:
    with override("vi"):
        tell(
            _everybody_who_registers(round_),
            event_key=f"targets.targetround.{round_.pk}.open",
            subject=_("Registration of targets for %(year)s") % {"year": round_.year},
            body=_("Please register the unit's targets and send them to HC-TC by %(due)s.")
            % {"due": format_date(round_.due_on)},
            url=reverse("targets:list"),
            at=at,
        )


def due_moved(round_: TargetRound, *, at) -> None:
    with override("vi"):
        tell(
            _everybody_who_registers(round_),
            event_key=f"targets.targetround.{round_.pk}.due.{at.isoformat()}",
            subject=_("New due date for the targets of %(year)s") % {"year": round_.year},
            body=_("Targets are now to be registered by %(due)s.") % {"due": format_date(round_.due_on)},
            url=reverse("targets:list"),
            at=at,
        )


def _tell(people, registration: TargetRegistration, move: Move, subject: str, body: str = "") -> None:
    tell(
        people.exclude(pk=move.by.pk),
        event_key=f"targets.targetregistration.{registration.pk}.{move.transition.name}.v{registration.version}",
        subject=subject % _facts(registration, move),
        body=body % _facts(registration, move) if body else move.note,
        url=reverse("targets:registration", args=[registration.pk]),
        at=move.at,
    )


def _facts(registration: TargetRegistration, move: Move) -> dict[str, str]:
    return {
        "year": str(registration.year), "unit": registration.department.name, "name": move.by.display_name,
        "reason": move.note,
    }  # fmt: skip


def _unit(registration: TargetRegistration):
    return User.objects.holding(Permission.FILL_REPORT, registration.department)


def _acceptors(registration: TargetRegistration):
    own = registration.department.is_coordinator
    return User.objects.holding(Permission.ACCEPT_HCTC_REPORT if own else Permission.REVIEW_REPORTS)


def awaiting_head(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        heads = User.objects.holding(Permission.SIGN_OFF_REPORT, registration.department)
        body = _("%(name)s handed over the registration of %(unit)s.")
        _tell(heads, registration, move, _("Targets of %(year)s: awaiting your approval"), body)


def sent_back(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        _tell(_unit(registration), registration, move, _("Targets of %(year)s: sent back by the head"))


def submitted(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        body = _("%(unit)s sent its targets for %(year)s.")
        _tell(_acceptors(registration), registration, move, _("%(unit)s: targets of %(year)s registered"), body)
        _tell(_unit(registration), registration, move, _("Targets of %(year)s: sent to HC-TC"), body)


def withdrawn(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        body = _("%(unit)s took its targets for %(year)s back to correct them.")
        _tell(_acceptors(registration), registration, move, _("%(unit)s: targets of %(year)s taken back"), body)


def returned(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        _tell(_unit(registration), registration, move, _("Targets of %(year)s: returned for completion"))


def accepted(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        body = _("The targets of %(unit)s for %(year)s are accepted and locked.")
        _tell(_unit(registration), registration, move, _("Targets of %(year)s: accepted"), body)


def reopened(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        _tell(_unit(registration), registration, move, _("Targets of %(year)s: reopened"))


def recorded(registration: TargetRegistration, move: Move) -> None:
    with override("vi"):
        body = _("HC-TC recorded the targets of %(unit)s for %(year)s from one sheet for all units.")
        _tell(_unit(registration), registration, move, _("Targets of %(year)s: recorded by HC-TC"), body)
