"""Who may do what to a unit's report. Each rule answers why not, or None."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.extensions.limits import is_excepted
from reports.submissions.models import AnnualReport

NOT_YOUR_UNIT = _("Only the unit itself can do this.")
NOT_YOUR_ROLE = _("This is not among the tasks of your role.")
PERIOD_NOT_OPEN = _("The reporting period is not open.")
FIELD_NOT_OPEN = _("Only the fields named when the report was returned can be changed. Nothing else was changed.")
PERIOD_LOCKED = _("The figures of this period are locked. Please ask the head of HC-TC to unlock them.")


def _period_takes_changes(report: AnnualReport) -> str | None:
    """An open period; a locked one for a unit whose extension stands."""
    if report.period.state == report.period.State.LOCKED:
        return None if is_excepted(report.period, report.department_id) else PERIOD_LOCKED
    return None if report.period.state == report.period.State.OPEN else PERIOD_NOT_OPEN


def is_on_behalf(user, report: AnnualReport) -> bool:
    """Whether this person enters the report from the unit's signed paper."""
    return report.paper_id is not None and user.may(Permission.ENTER_ON_BEHALF)


def enter_on_behalf(user, _period) -> str | None:
    """Enter a unit's report from its signed paper: HC-TC."""
    return None if user.may(Permission.ENTER_ON_BEHALF) else NOT_YOUR_ROLE


def try_form(user, _period) -> str | None:
    """See the form of a period as a unit sees it, apart from live data: HC-TC."""
    return None if user.may(Permission.MANAGE_PERIODS) else NOT_YOUR_ROLE


def fill(user, report: AnnualReport) -> str | None:
    """Write answers and attach evidence: people of the unit while it has the report; HC-TC from its signed paper."""
    if not user.may(Permission.FILL_REPORT, report.department_id) and not is_on_behalf(user, report):
        return NOT_YOUR_UNIT
    if report.state not in AnnualReport.EDITABLE:
        return _("The report cannot be changed in its present state (%(state)s).") % {
            "state": report.get_state_display()
        }
    return _period_takes_changes(report)


def assign(user, report: AnnualReport) -> str | None:
    """Give sections to people of the unit: its head, while the unit has the report."""
    if not user.may(Permission.SIGN_OFF_REPORT, report.department_id):
        return _("Only the head of the unit can do this.")
    if not report.is_with_unit:
        return _("The report cannot be changed in its present state (%(state)s).") % {
            "state": report.get_state_display()
        }
    return _period_takes_changes(report)


def hand_to_head(user, report: AnnualReport) -> str | None:
    """Contributor → head."""
    if not user.may(Permission.FILL_REPORT, report.department_id):
        return NOT_YOUR_UNIT
    return _period_takes_changes(report)


def take_back(user, report: AnnualReport) -> str | None:
    """The contributor takes the report back from the head to go on writing."""
    return hand_to_head(user, report)


def sign_off(user, report: AnnualReport) -> str | None:
    """The head sends back to the contributor, or takes back what was submitted."""
    if not user.may(Permission.SIGN_OFF_REPORT, report.department_id):
        return _("Only the head of the unit can do this.")
    return _period_takes_changes(report)


def submit(user, report: AnnualReport) -> str | None:
    """The head approves and submits; HC-TC submits what a head has signed on paper."""
    if is_on_behalf(user, report):
        return _period_takes_changes(report)
    return sign_off(user, report) or _needs_another_person(user, report)


def _needs_another_person(user, report: AnnualReport) -> str | None:
    if report.period.two_people and report.prepared_by_id in (None, user.pk):
        return _("In this period the report is prepared and approved by two people. A colleague has to hand it over.")
    return None


def withdraw(user, report: AnnualReport) -> str | None:
    """The unit's head takes the report back before review has begun."""
    return sign_off(user, report)


def read_draft(user, report: AnnualReport) -> str | None:
    """See what has not been submitted yet: the unit itself, and HC-TC what it enters from paper."""
    if report.department_id in user.department_ids or is_on_behalf(user, report):
        return None
    return NOT_YOUR_UNIT


def read(user, report: AnnualReport) -> str | None:
    """The same condition as `visible_to`, for one object."""
    if read_draft(user, report) is None:
        return None
    if user.may(Permission.READ_ALL_REPORTS) and report.first_submitted_at:
        return None
    return NOT_YOUR_ROLE


def compare_units(user, _report: AnnualReport) -> str | None:
    """Read which other unit has reported the same: those who read every unit's report."""
    return None if user.may(Permission.READ_ALL_REPORTS) else NOT_YOUR_ROLE
