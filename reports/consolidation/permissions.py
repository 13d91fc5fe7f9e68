"""Who may do what to a consolidated report. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from campaign.models import OfficeFigure
from departments.roles import Permission
from reports.consolidation.models import ConsolidatedReport

State = ConsolidatedReport.State
NOT_YOUR_ROLE = _("This is not among the tasks of your role.")
HEAD_ONLY = _("Only the head of HC-TC can do this.")
LEADERSHIP_ONLY = _("Only the Office leadership can do this.")
CLERK_ONLY = _("Only the clerk can do this.")
NOT_EDITABLE = _("The text can only be changed while the report is a draft or has been returned.")


def start(user, period) -> str | None:
    """Begin the consolidated report of a period that has been opened, or of a year entered from paper."""
    if not user.may(Permission.COMPILE):
        return NOT_YOUR_ROLE
    if period.office_level_only:
        entered = OfficeFigure.objects.for_year(period.year).exists()
        return None if entered else _("No figures of this year have been entered from paper yet.")
    if period.is_planned:
        return _("The reporting period has not been opened yet.")
    return None


def compile_report(user, report: ConsolidatedReport) -> str | None:
    """Ask for a compilation."""
    return None if user.may(Permission.COMPILE) else NOT_YOUR_ROLE


def edit(user, report: ConsolidatedReport) -> str | None:
    """Change a section, or which annexes are sent."""
    if not user.may(Permission.COMPILE):
        return NOT_YOUR_ROLE
    return None if report.is_editable else NOT_EDITABLE


def send(user, report: ConsolidatedReport) -> str | None:
    """Send to leadership, take back, decide that an issued report is to be replaced."""
    return None if user.may(Permission.SEND_TO_LEADERSHIP) else HEAD_ONLY


def decide(user, report: ConsolidatedReport) -> str | None:
    """Approve or return."""
    return None if user.may(Permission.APPROVE_CONSOLIDATED) else LEADERSHIP_ONLY


def record(user, report: ConsolidatedReport) -> str | None:
    """Record or correct the official number and date."""
    return None if user.may(Permission.RECORD_NUMBER) else CLERK_ONLY


def read(user, report: ConsolidatedReport) -> str | None:
    """The same condition as `visible_to`, for one object."""
    if user.may(Permission.READ_CONSOLIDATED):
        return None
    issued = report.state in (State.ISSUED, State.SUPERSEDED)
    return None if issued and user.permission_codes else NOT_YOUR_ROLE


def read_draft(user, report: ConsolidatedReport) -> str | None:
    """Working copies and annexes that stay inside."""
    return None if user.may(Permission.READ_CONSOLIDATED) else NOT_YOUR_ROLE
