"""Who may do what to official figures. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.official_figures.models import OfficialUpdate

NOT_YOUR_UNIT = _("Only the unit itself can do this.")
NOT_YOUR_ROLE = _("This is not among the tasks of your role.")


def open_round(user, obj=None) -> str | None:
    """Ask the units for official figures, move the due date: HC-TC."""
    return None if user.may(Permission.MANAGE_PERIODS) else NOT_YOUR_ROLE


def fill(user, update: OfficialUpdate) -> str | None:
    """Write figures: people of the unit while it has the update."""
    if not user.may(Permission.FILL_REPORT, update.department_id):
        return NOT_YOUR_UNIT
    if not update.is_editable:
        return _("The figures cannot be changed in their present state (%(state)s).") % {
            "state": update.get_state_display()
        }
    return None


def hand_over(user, update: OfficialUpdate) -> str | None:
    """Contributor → head, and back to the contributor to go on writing."""
    return None if user.may(Permission.FILL_REPORT, update.department_id) else NOT_YOUR_UNIT


def sign_off(user, update: OfficialUpdate) -> str | None:
    """The head signs, sends back, or takes back what HC-TC has not accepted yet."""
    if user.may(Permission.SIGN_OFF_REPORT, update.department_id):
        return None
    return _("Only the head of the unit can do this.")


def accept(user, update: OfficialUpdate) -> str | None:
    """Accept, return, reopen: HC-TC, of HC-TC's own figures the leadership; never for one's own unit."""
    if update.department.is_coordinator:
        if not user.may(Permission.ACCEPT_HCTC_REPORT):
            return _("The figures of HC-TC itself are accepted by the Office leadership.")
    elif not user.may(Permission.REVIEW_REPORTS):
        return NOT_YOUR_ROLE
    if update.department_id in user.department_ids:
        return _("Nobody accepts the figures of their own unit.")
    return None
