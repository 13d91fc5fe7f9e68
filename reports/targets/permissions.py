"""Who may do what to a registration of targets. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.targets.models import TargetRegistration

NOT_YOUR_UNIT = _("Only the unit itself can do this.")
NOT_YOUR_ROLE = _("This is not among the tasks of your role.")


def open_round(user, obj=None) -> str | None:
    """Open the registration of a year, move its due date: HC-TC."""
    return None if user.may(Permission.MANAGE_PERIODS) else NOT_YOUR_ROLE


def record(user, obj=None) -> str | None:
    """Record targets given for all units in one sheet: HC-TC."""
    return None if user.may(Permission.ENTER_ON_BEHALF) else NOT_YOUR_ROLE


def fill(user, registration: TargetRegistration) -> str | None:
    """Write targets: people of the unit while it has the registration."""
    if not user.may(Permission.FILL_REPORT, registration.department_id):
        return NOT_YOUR_UNIT
    if not registration.is_editable:
        return _("The registration cannot be changed in its present state (%(state)s).") % {
            "state": registration.get_state_display()
        }
    return None


def hand_over(user, registration: TargetRegistration) -> str | None:
    """Contributor → head, and back to the contributor to go on writing."""
    return None if user.may(Permission.FILL_REPORT, registration.department_id) else NOT_YOUR_UNIT


def sign_off(user, registration: TargetRegistration) -> str | None:
    """The head signs, sends back, or takes back what HC-TC has not accepted yet."""
    if user.may(Permission.SIGN_OFF_REPORT, registration.department_id):
        return None
    return _("Only the head of the unit can do this.")


def accept(user, registration: TargetRegistration) -> str | None:
    """Accept, return, reopen: HC-TC, of HC-TC's own targets the leadership; never for one's own unit."""
    if registration.department.is_coordinator:
        if not user.may(Permission.ACCEPT_HCTC_REPORT):
            return _("The targets of HC-TC itself are accepted by the Office leadership.")
    elif not user.may(Permission.REVIEW_REPORTS):
        return NOT_YOUR_ROLE
    if registration.department_id in user.department_ids:
        return _("Nobody accepts the targets of their own unit.")
    return None
