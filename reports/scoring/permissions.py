"""Who may score, appraise, read and switch on. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from departments.models import Department
from departments.roles import Permission

NOT_YOUR_ROLE = _("This is not among the tasks of your role.")


def read(user, obj=None) -> str | None:
    """Appraised scores and the ranking: HC-TC and leadership."""
    return None if user.may(Permission.READ_SCORES) else NOT_YOUR_ROLE


def manage(user, obj=None) -> str | None:
    """Switch scoring on or off, edit the weights: the head of HC-TC."""
    return None if user.may(Permission.MANAGE_SCORING) else _("Only the head of HC-TC can do this.")


def score_own(user, department: Department) -> str | None:
    """Give the self-score: people of the unit."""
    return None if user.may(Permission.FILL_REPORT, department.pk) else _("Only the unit itself can do this.")


def appraise(user, department: Department) -> str | None:
    """HC-TC appraises the units; HC-TC itself is appraised by leadership, nobody by their own people."""
    if department.is_coordinator:
        if not user.may(Permission.ACCEPT_HCTC_REPORT):
            return _("The score sheet of HC-TC itself is appraised by the Office leadership.")
    elif not user.may(Permission.APPRAISE_SCORES):
        return NOT_YOUR_ROLE
    return _("Nobody appraises their own unit.") if department.pk in user.department_ids else None
