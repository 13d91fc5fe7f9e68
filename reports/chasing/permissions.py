"""Who may follow up and chase. Each rule answers why not, or None."""

from departments.roles import Permission
from reports.submissions.permissions import NOT_YOUR_ROLE


def see_board(user, _period) -> str | None:
    """Progress of all units: HC-TC and leadership."""
    return None if user.may(Permission.READ_BOARD) else NOT_YOUR_ROLE


def remind(user, _period) -> str | None:
    return None if user.may(Permission.SEND_REMINDERS) else NOT_YOUR_ROLE
