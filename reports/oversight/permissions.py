"""Who may record and follow up. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.oversight.models import Finding
from reports.submissions.permissions import NOT_YOUR_ROLE

NOT_YOUR_UNIT = _("Only the unit itself can do this.")


def record(user, _object=None) -> str | None:
    """Write the log, choose examples, confirm that a shortcoming was put right: HC-TC."""
    return None if user.may(Permission.RECORD_INSPECTIONS) else NOT_YOUR_ROLE


def report(user, finding: Finding) -> str | None:
    """Say how a shortcoming was put right: the unit concerned."""
    mine = finding.department_id and user.may(Permission.FILL_REPORT, finding.department_id)
    return None if mine else NOT_YOUR_UNIT


def read_inspections(user, _object=None) -> str | None:
    """HC-TC, leadership, and the people of a unit."""
    return None if user.department_ids or user.may(Permission.READ_BOARD) else NOT_YOUR_ROLE
