"""The life cycle of a unit's report while the unit has it: contributor → head → submitted; withdrawn.

Review, return and acceptance stand in `reports.review.workflow`; both tables together are the one life cycle.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign import concerned
from campaign.models import ReportingPeriod
from departments import audit
from departments.capacity import signature_of
from departments.models import Department
from departments.permissions import Denied, Refused
from departments.roles import Permission
from departments.transitions import Move, StalePage, Transition, declare
from reports.extensions.limits import is_excepted, limit_of
from reports.submissions import checks, feeding, notifications, permissions, snapshots
from reports.submissions.models import AnnualReport, IndicatorValue, Narrative, Revision

State = AnnualReport.State


class Incomplete(Refused):
    """Submitting is refused; `problems` lists every open error with its field."""

    def __init__(self, problems):
        super().__init__(_("The report still has errors to be corrected. Everything you entered has been kept."))
        self.problems = problems


@transaction.atomic
def start(period: ReportingPeriod, department: Department, *, by, at: datetime) -> AnnualReport:
    """Begin the unit's report with one empty answer per item asked of it; beginning twice gives the same report."""
    if not by.may(Permission.FILL_REPORT, department.pk) and not by.may(Permission.ENTER_ON_BEHALF):
        raise Denied(permissions.NOT_YOUR_UNIT)
    period = ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    existing = AnnualReport.objects.filter(period=period, department=department).first()
    if existing:
        return existing
    if not period.is_open and not (period.is_locked and is_excepted(period, department.pk)):
        raise Denied(permissions.PERIOD_NOT_OPEN)
    if not period.units().filter(pk=department.pk).exists():
        raise Denied(_("This unit is not asked for a report in this period."))
    report = AnnualReport.objects.create(
        period=period, department=department, started_at=at, state_changed_at=at, prepared_by=by
    )
    empty_answers(report)
    feeding.follow(report, by=by, at=at)
    audit.record(
        "submissions.annualreport.start", target=report, by=by, at=at, label="Bắt đầu soạn báo cáo", after=report.state
    )
    return report


def empty_answers(report: AnnualReport) -> None:
    """One empty answer per item the period asks of the unit."""
    indicators = report.period.period_indicators.asked_of(report.department)
    IndicatorValue.objects.bulk_create(IndicatorValue(report=report, indicator=i) for i in indicators)
    questions = report.period.period_questions.asked_of(report.department)
    Narrative.objects.bulk_create(Narrative(report=report, question=q) for q in questions)


def _hand_over(report: AnnualReport, move: Move) -> None:
    report.prepared_by = move.by


Follower = Callable[[AnnualReport, Revision, Move], None]
_followers: list[Follower] = []


def on_submitted(follower: Follower) -> Follower:
    """`follower(report, revision, move)` is called in the transaction of each submission."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def _submit(report: AnnualReport, move: Move) -> dict:
    """Check, then freeze the content as the next revision; nothing is submitted with an open error.

    `content` in the move is the digest of what the head has read: what was changed since is not submitted unread.
    """
    problems = checks.problems_of(report)
    if errors := [problem for problem in problems if problem.is_error]:
        raise Incomplete(errors)
    content = snapshots.content_of(report)
    read = move.data.get("content")
    if read and read != snapshots.digest(content):
        raise StalePage(
            _("An answer was changed after this page was opened. Please read the report again; nothing was sent.")
        )
    content |= snapshots.kept_warnings(problems)
    lines, name = _signed_by(report, move)
    report.first_submitted_at = report.first_submitted_at or move.at
    report.last_submitted_at = move.at
    revision = Revision.objects.create(
        report=report,
        number=report.revisions.count() + 1,
        content=content,
        sha256=snapshots.digest(content),
        submitted_at=move.at,
        days_late=report.days_late(timezone.localtime(move.at).date(), limit_of(report.period, report.department)),
        prepared_by=report.prepared_by or move.by,
        signed_off_by=move.by,
        signatory=name,
        capacity=lines,
        entered_on_behalf=permissions.is_on_behalf(move.by, report),
    )
    for follower in _followers:
        follower(report, revision, move)
    kept = {"revision": revision.number, "sha256": revision.sha256}
    return kept | ({"on_behalf_of": report.department.name} if revision.entered_on_behalf else {})


def _signed_by(report: AnnualReport, move: Move) -> tuple[list[str], str]:
    """Signature block and name: of the paper where HC-TC enters it, else of the person who submits."""
    if permissions.is_on_behalf(move.by, report):
        return report.paper.lines, report.paper.signatory
    return signature_of(move.by, report.department, timezone.localtime(move.at).date())


HAND_TO_HEAD = Transition(
    "hand_to_head", _("Hand to the head of the unit"), (State.DRAFTING, State.RETURNED), State.AWAITING_HEAD,
    permissions.hand_to_head, change=_hand_over, announce=notifications.awaiting_head,
)  # fmt: skip
TAKE_BACK = Transition(
    "take_back", _("Take back to go on writing"), (State.AWAITING_HEAD,), State.DRAFTING, permissions.take_back
)
SEND_BACK = Transition(
    "send_back", _("Send back to the contributor"), (State.AWAITING_HEAD,), State.DRAFTING, permissions.sign_off,
    note_required=True, announce=notifications.sent_back,
)  # fmt: skip
SUBMIT = Transition(
    "submit", _("Approve and submit"), (State.DRAFTING, State.AWAITING_HEAD, State.RETURNED), State.SUBMITTED,
    permissions.submit, change=_submit, announce=notifications.submitted,
)  # fmt: skip
WITHDRAW = Transition(
    "withdraw", _("Withdraw the report"), (State.SUBMITTED,), State.DRAFTING, permissions.withdraw,
    announce=notifications.withdrawn,
)  # fmt: skip

TRANSITIONS = (HAND_TO_HEAD, TAKE_BACK, SEND_BACK, SUBMIT, WITHDRAW)

declare(AnnualReport, TRANSITIONS)


@concerned.register
def begun(period: ReportingPeriod) -> dict[int, str]:
    """Reports that have been begun, for an amendment of the period: it names them, and keeps their units."""
    return {report.department_id: report.get_state_display() for report in AnnualReport.objects.filter(period=period)}
