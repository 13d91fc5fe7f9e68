"""What is told to whom about official figures. The mail follows in the background."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import UNIT_ROLES, Permission
from departments.transitions import Move
from departments.vietnamese import format_date
from reports.official_figures.models import OfficialRound, OfficialUpdate


def _asked(round_: OfficialRound):
    """Everyone who fills in or signs off for a unit whose report holds estimates."""
    units = round_.updates.values("department")
    people = User.objects.filter(role_grants__role__in=sorted(UNIT_ROLES), role_grants__department__in=units)
    return people.filter(is_active=True).distinct()


def round_opened(round_: OfficialRound, *, at) -> None:
    with override("vi"):
        body = _("Please replace the estimates in report No. %(number)s by official figures and send them to HC-TC by "
                 "%(due)s.")  # fmt: skip
        _tell_all(round_, "open", _("Official figures of %(year)s"), body, at)


def due_moved(round_: OfficialRound, *, at) -> None:
    with override("vi"):
        body = _("Official figures are now to be sent by %(due)s.")
        _tell_all(round_, f"due.{at.isoformat()}", _("New due date for the official figures of %(year)s"), body, at)


def _tell_all(round_: OfficialRound, event: str, subject: str, body: str, at) -> None:
    facts = {"year": round_.year, "due": format_date(round_.due_on), "number": round_.report_number}
    tell(
        _asked(round_),
        event_key=f"official_figures.officialround.{round_.pk}.{event}",
        subject=subject % facts,
        body=body % facts,
        url=reverse("official_figures:list"),
        at=at,
    )


def _tell(people, update: OfficialUpdate, move: Move, subject: str, body: str = "") -> None:
    facts = {"year": str(update.year), "unit": update.department.name, "name": move.by.display_name}
    tell(
        people.exclude(pk=move.by.pk),
        event_key=f"official_figures.officialupdate.{update.pk}.{move.transition.name}.v{update.version}",
        subject=subject % facts,
        body=body % facts if body else move.note,
        url=reverse("official_figures:update", args=[update.pk]),
        at=move.at,
    )


def _unit(update: OfficialUpdate):
    return User.objects.holding(Permission.FILL_REPORT, update.department)


def _acceptors(update: OfficialUpdate):
    own = update.department.is_coordinator
    return User.objects.holding(Permission.ACCEPT_HCTC_REPORT if own else Permission.REVIEW_REPORTS)


def awaiting_head(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        heads = User.objects.holding(Permission.SIGN_OFF_REPORT, update.department)
        body = _("%(name)s handed over the official figures of %(unit)s.")
        _tell(heads, update, move, _("Official figures of %(year)s: awaiting your approval"), body)


def sent_back(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        _tell(_unit(update), update, move, _("Official figures of %(year)s: sent back by the head"))


def submitted(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        body = _("%(unit)s sent its official figures of %(year)s.")
        _tell(_acceptors(update), update, move, _("%(unit)s: official figures of %(year)s"), body)


def withdrawn(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        body = _("%(unit)s took its official figures of %(year)s back to correct them.")
        _tell(_acceptors(update), update, move, _("%(unit)s: official figures of %(year)s taken back"), body)


def returned(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        _tell(_unit(update), update, move, _("Official figures of %(year)s: returned for completion"))


def accepted(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        body = _("The official figures of %(unit)s for %(year)s are accepted. Comparisons and totals use them now.")
        _tell(_unit(update), update, move, _("Official figures of %(year)s: accepted"), body)


def reopened(update: OfficialUpdate, move: Move) -> None:
    with override("vi"):
        _tell(_unit(update), update, move, _("Official figures of %(year)s: reopened"))
