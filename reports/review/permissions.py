"""Who may review, return and accept. Nobody reviews the report of a unit they speak for."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from departments.models import User
from departments.roles import Permission
from reports.extensions.limits import is_excepted, limit_of
from reports.review.models import Remark
from reports.submissions.models import AnnualReport
from reports.submissions.permissions import NOT_YOUR_ROLE, PERIOD_LOCKED


def _right_to_review(report: AnnualReport) -> Permission:
    return Permission.ACCEPT_HCTC_REPORT if report.department.is_coordinator else Permission.REVIEW_REPORTS


def _may_review(user, report: AnnualReport) -> str | None:
    if not user.may(_right_to_review(report)):
        is_own = report.department.is_coordinator
        return _("The report of HC-TC itself is accepted by the Office leadership.") if is_own else NOT_YOUR_ROLE
    if report.department_id in user.department_ids:
        return _("Nobody reviews the report of their own unit.")
    return None


def review(user, report: AnnualReport) -> str | None:
    """Take a report up: an HC-TC reviewer; HC-TC's own report is reviewed by leadership."""
    if refusal := _may_review(user, report):
        return refusal
    if not report.period.is_locked or is_excepted(report.period, report.department_id) or _came_in_extra_time(report):
        return None
    return PERIOD_LOCKED


def _came_in_extra_time(report: AnnualReport) -> bool:
    """Sent under an extension that passed the lock: its review is brought to an end when the extension is over, too."""
    came = report.last_submitted_at
    if report.is_with_unit or report.state == report.State.ACCEPTED or came < report.period.state_changed_at:
        return False
    return limit_of(report.period, report.department) is not None


def conduct(user, report: AnnualReport) -> str | None:
    """Remark, return, put back: only the person who took the report up."""
    if refusal := review(user, report):
        return refusal
    if report.reviewer_id != user.pk:
        return _("%(name)s is reviewing this report. Please ask for it to be handed over.") % {
            "name": report.reviewer or _("Nobody")
        }
    return None


def give_back(user, report: AnnualReport) -> str | None:
    """Return to the unit: while it may write."""
    if refusal := conduct(user, report):
        return refusal
    if report.period.is_locked and not is_excepted(report.period, report.department_id):
        return _("The unit cannot write in this locked period any more. Please extend its time before the return.")
    return None


def accept(user, report: AnnualReport) -> str | None:
    """The reviewer, unless it was they who entered the report from the unit's signed paper."""
    if refusal := conduct(user, report):
        return refusal
    entered = report.paper_id is not None and report.revisions.filter(signed_off_by=user).exists()
    if entered or (report.paper_id is not None and report.paper.entered_by_id == user.pk):
        return _("Who entered a report from its signed paper does not accept it. Please hand it to a colleague.")
    return None


def hand_over(user, report: AnnualReport) -> str | None:
    """Give the review to a colleague: who reviews it, or the head of HC-TC (leadership for HC-TC's own)."""
    if report.reviewer_id == user.pk:
        return review(user, report)
    return take_over(user, report)


def take_over(user, report: AnnualReport) -> str | None:
    """Take the review from a colleague: the head of HC-TC or who stands in; leadership for HC-TC's own report."""
    if refusal := review(user, report):
        return refusal
    if not user.may(Permission.TAKE_OVER_REVIEWS):
        return _("Only the reviewer and the head of HC-TC can pass a review on.")
    if report.reviewer_id == user.pk:
        return _("You are reviewing this report yourself.")
    return None


def colleagues(report: AnnualReport) -> QuerySet[User]:
    """Who else may review this report; one query, names included."""
    able = User.objects.holding(_right_to_review(report)).exclude(pk=report.reviewer_id)
    speakers = User.objects.holding(Permission.FILL_REPORT, report.department)
    return able.exclude(pk__in=speakers.order_by().values("pk")).select_related("staff")


def reopen(user, report: AnnualReport) -> str | None:
    """Reopening what was accepted follows the same rule as taking it up."""
    return review(user, report)


def answer(user, remark: Remark) -> str | None:
    """The unit answers a remark while it has the report."""
    report = remark.report
    if not user.may(Permission.FILL_REPORT, report.department_id):
        return _("Only the unit itself can do this.")
    if not report.is_with_unit:
        return _("Remarks are answered while the report has been returned to the unit.")
    return None
