"""Who may ask, propose, recommend, decide. Nobody decides on an extension of their own unit."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.extensions.models import Extension

NOT_YOUR_UNIT = _("Only the unit itself can do this.")
NOT_YOUR_ROLE = _("This is not among the tasks of your role.")
HEAD_ONLY = _("This is done by the head of the Administration–Organisation division.")
PROGRAM_ONLY = _("An extension ends by itself when its last day has passed.")


def is_of_unit(user, extension: Extension) -> bool:
    """Whether this person fills in or signs off for the unit."""
    return user.may(Permission.FILL_REPORT, extension.department_id)


def propose(user, extension: Extension | None = None) -> str | None:
    """Propose an extension for a unit: an officer of HC-TC."""
    return None if user.may(Permission.MANAGE_PERIODS) else NOT_YOUR_ROLE


def ask(user, extension: Extension) -> str | None:
    """Ask for one's own unit, or propose for any."""
    return None if is_of_unit(user, extension) or propose(user) is None else NOT_YOUR_UNIT


def recommend(user, extension: Extension) -> str | None:
    """Write HC-TC's recommendation on a request: an officer of HC-TC."""
    return propose(user)


def decide(user, extension: Extension) -> str | None:
    """Grant, refuse, revoke: the head of HC-TC; for HC-TC itself the leadership of the Office."""
    if extension.department.is_coordinator:
        if not user.may(Permission.ACCEPT_HCTC_REPORT):
            return _("An extension for HC-TC itself is decided by the Office leadership.")
    elif not user.may(Permission.GRANT_EXTENSIONS):
        return HEAD_ONLY
    if extension.department_id in user.department_ids:
        return _("Nobody decides on an extension of their own unit.")
    return None


def withdraw(user, extension: Extension) -> str | None:
    """The unit takes back what it asked; HC-TC what it proposed."""
    if extension.is_proposal:
        return propose(user)
    return None if is_of_unit(user, extension) else NOT_YOUR_UNIT


def expire(user, extension: Extension) -> str | None:
    """The program itself (`user` None), on the day after the last."""
    return None if user is None else PROGRAM_ONLY
