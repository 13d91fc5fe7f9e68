"""The second half of a unit report's life cycle: claimed, returned, accepted, reopened."""

from django.utils.translation import gettext_lazy as _

from departments.permissions import Refused
from departments.transitions import Move, Transition, declare
from reports.review import notifications, permissions
from reports.review.models import Remark
from reports.submissions.models import AnnualReport

State = AnnualReport.State


class NothingNamed(Refused):
    """A return must name what has to be completed."""


def _claim(report: AnnualReport, move: Move) -> dict:
    report.reviewer = move.by
    return {"reviewer": move.by.username}


def _release(report: AnnualReport, move: Move) -> None:
    report.reviewer = None


def _return(report: AnnualReport, move: Move) -> dict:
    """Send the waiting remarks and reopen exactly the fields they name."""
    remarks = Remark.objects.filter(report=report, sent_at__isnull=True)
    named = sorted(set(remarks.values_list("field", flat=True)) | set(move.data.get("fields", ())))
    if not named:
        raise NothingNamed(_("Please name at least one field, by a remark on it, that the unit has to complete."))
    count = remarks.update(sent_at=move.at)
    report.returns += 1
    report.reopened = False
    report.open_fields = named
    report.reviewer = report.reviewer or move.by
    return {"fields": named, "remarks": count}


def _accept(report: AnnualReport, move: Move) -> dict:
    """Acceptance points at the revision that was read; remarks still open are closed with it."""
    revision = report.revisions.order_by("-number").first()
    report.accepted_revision = revision
    report.open_fields = []
    report.reviewer = report.reviewer or move.by
    Remark.objects.filter(report=report, sent_at__isnull=True).delete()
    Remark.objects.filter(report=report).unsettled().update(
        state=Remark.State.CLOSED, closed_by=move.by, closed_at=move.at
    )
    return {"revision": revision.number, "sha256": revision.sha256}


def _reopen(report: AnnualReport, move: Move) -> dict:
    """The unit may correct; what was accepted stays in its revision."""
    accepted = report.accepted_revision
    report.accepted_revision = None
    report.reopened = True
    report.open_fields = sorted(move.data.get("fields", ()))
    return {"revision": accepted.number, "fields": report.open_fields}


CLAIM = Transition(
    "claim", _("Begin the review"), (State.SUBMITTED,), State.UNDER_REVIEW, permissions.review, change=_claim
)
RELEASE = Transition(
    "release", _("Put back into the queue"), (State.UNDER_REVIEW,), State.SUBMITTED, permissions.review, change=_release
)
RETURN = Transition(
    "return", _("Return for completion"), (State.UNDER_REVIEW,), State.RETURNED, permissions.review,
    note_required=True, change=_return, announce=notifications.returned,
)  # fmt: skip
ACCEPT = Transition(
    "accept", _("Accept"), (State.UNDER_REVIEW,), State.ACCEPTED, permissions.review,
    change=_accept, announce=notifications.accepted,
)  # fmt: skip
REOPEN = Transition(
    "reopen", _("Reopen the accepted report"), (State.ACCEPTED,), State.RETURNED, permissions.reopen,
    note_required=True, change=_reopen, announce=notifications.reopened,
)  # fmt: skip

TRANSITIONS = (CLAIM, RELEASE, RETURN, ACCEPT, REOPEN)

declare(AnnualReport, TRANSITIONS)
