"""Who may follow up and chase. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.submissions.permissions import NOT_YOUR_ROLE

HEAD_DECIDES = _("Whether leadership is told is decided by the head of the Administration–Organisation division.")


def see_board(user, _period) -> str | None:
    """Progress of all units: HC-TC and leadership."""
    return None if user.may(Permission.READ_BOARD) else NOT_YOUR_ROLE


def remind(user, _period) -> str | None:
    return None if user.may(Permission.SEND_REMINDERS) else NOT_YOUR_ROLE


def edit_steps(user, _step=None) -> str | None:
    """HC-TC keeps the steps by which units are reminded."""
    return remind(user, None)


def propose_escalation(user, _escalation) -> str | None:
    """An officer, or the program by a step (`user` None)."""
    return None if user is None else remind(user, None)


def decide_escalation(user, _escalation) -> str | None:
    return None if user.may(Permission.CONFIRM_ESCALATIONS) else HEAD_DECIDES
