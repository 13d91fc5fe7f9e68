"""Who may review, return and accept. Nobody reviews the report of a unit they speak for."""

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission
from reports.extensions.limits import is_excepted
from reports.review.models import Remark
from reports.submissions.models import AnnualReport
from reports.submissions.permissions import NOT_YOUR_ROLE, PERIOD_LOCKED


def review(user, report: AnnualReport) -> str | None:
    """Claim, remark, return: an HC-TC reviewer; HC-TC's own report is reviewed by leadership."""
    if report.department.is_coordinator:
        if not user.may(Permission.ACCEPT_HCTC_REPORT):
            return _("The report of HC-TC itself is accepted by the Office leadership.")
    elif not user.may(Permission.REVIEW_REPORTS):
        return NOT_YOUR_ROLE
    if report.department_id in user.department_ids:
        return _("Nobody reviews the report of their own unit.")
    locked = report.period.is_locked and not is_excepted(report.period, report.department_id)
    return PERIOD_LOCKED if locked else None


def reopen(user, report: AnnualReport) -> str | None:
    """Reopening what was accepted follows the same rule as accepting it."""
    return review(user, report)


def answer(user, remark: Remark) -> str | None:
    """The unit answers a remark while it has the report."""
    report = remark.report
    if not user.may(Permission.FILL_REPORT, report.department_id):
        return _("Only the unit itself can do this.")
    if not report.is_with_unit:
        return _("Remarks are answered while the report has been returned to the unit.")
    return None
