"""The second half of a unit report's life cycle: claimed, returned, accepted, reopened."""

from django.utils.translation import gettext_lazy as _

from departments.permissions import Refused
from departments.transitions import Move, Transition, declare
from reports.review import appraisal, notifications, permissions
from reports.review.models import Appraisal, Remark, Return
from reports.review.remarks import labels_of
from reports.submissions.models import AnnualReport

State = AnnualReport.State


class NothingNamed(Refused):
    """A return must name what has to be completed."""


class NotAmongThem(Refused):
    """The colleague named may not review this report."""


def _claim(report: AnnualReport, move: Move) -> dict:
    report.reviewer = move.by
    return {"reviewer": move.by.username}


def _release(report: AnnualReport, move: Move) -> None:
    report.reviewer = None


def _hand_over(report: AnnualReport, move: Move) -> dict:
    """To a colleague who may review this very report; who has it counts from now."""
    colleague = permissions.colleagues(report).filter(pk=getattr(move.data.get("to"), "pk", None)).first()
    if colleague is None or colleague.pk == move.by.pk or permissions.review(colleague, report):
        raise NotAmongThem(_("Please choose a colleague who may review this report. Nothing was changed."))
    return _pass_on(report, move, colleague)


def _take_over(report: AnnualReport, move: Move) -> dict:
    return _pass_on(report, move, move.by)


def _pass_on(report: AnnualReport, move: Move, to) -> dict:
    move.data["former"], report.reviewer, report.state_changed_at = report.reviewer, to, move.at
    former = move.data["former"]
    return {"from": former.username if former else "", "reviewer": to.username}


def _give_back(report: AnnualReport, move: Move, kind: str, revision, fields: list[str]) -> None:
    """Note what the unit gets back, why and for which fields: the next submission is compared with it."""
    Return.objects.create(
        report=report, number=report.given_back.count() + 1, kind=kind, revision=revision, by=move.by, at=move.at,
        reason=move.note, fields=fields, answer_by=move.data.get("answer_by"),
    )  # fmt: skip


def _named(report: AnnualReport, codes: set[str]) -> list[str]:
    """The fields to be opened, in the order of the form; at least one, and only fields of this report."""
    known = labels_of(report)
    if not codes:
        raise NothingNamed(_("Please name at least one field, by a remark on it, that the unit has to complete."))
    if codes - known.keys():
        raise NothingNamed(_("This report has no such field. Nothing was changed."))
    return sorted(codes)


def _return(report: AnnualReport, move: Move) -> dict:
    """Send the waiting remarks and reopen exactly the fields that remarks still open, or the reviewer, name."""
    remarks = Remark.objects.open().of(report)
    named = _named(report, set(remarks.values_list("field", flat=True)) | set(move.data.get("fields", ())))
    count = remarks.filter(sent_at__isnull=True).update(sent_at=move.at)
    report.returns += 1
    report.reopened = False
    report.open_fields = named
    _give_back(report, move, Return.Kind.RETURNED, report.revisions.order_by("number").last(), named)
    return {"fields": named, "remarks": count}


def _accept(report: AnnualReport, move: Move) -> dict:
    """Acceptance points at the revision that was read; remarks still open are closed with it."""
    revision = report.revisions.order_by("-number").first()
    report.accepted_revision = revision
    report.open_fields = []
    Remark.objects.filter(report=report, sent_at__isnull=True).delete()
    Remark.objects.filter(report=report).unsettled().update(
        state=Remark.State.CLOSED, closed_by=move.by, closed_at=move.at
    )
    standing = appraisal.standing(Appraisal.objects.of_report(report), revision.content["values"])
    appraised = {code: appraisal.figures_of(row) for code, row in standing.items()}
    return {"revision": revision.number, "sha256": revision.sha256} | ({"appraised": appraised} if appraised else {})


def _reopen(report: AnnualReport, move: Move) -> dict:
    """The unit may correct; what was accepted stays in its revision."""
    accepted = report.accepted_revision
    report.accepted_revision = None
    report.reopened = True
    report.open_fields = _named(report, set(move.data.get("fields", ())))
    _give_back(report, move, Return.Kind.REOPENED, accepted, report.open_fields)
    return {"revision": accepted.number, "fields": report.open_fields}


CLAIM = Transition(
    "claim", _("Begin the review"), (State.SUBMITTED,), State.UNDER_REVIEW, permissions.review, change=_claim
)
RELEASE = Transition(
    "release", _("Put back into the queue"), (State.UNDER_REVIEW,), State.SUBMITTED, permissions.conduct,
    change=_release,
)  # fmt: skip
HAND_OVER = Transition(
    "hand_over", _("Hand the review to a colleague"), (State.UNDER_REVIEW,), None, permissions.hand_over,
    change=_hand_over, announce=notifications.handed_over,
)  # fmt: skip
TAKE_OVER = Transition(
    "take_over", _("Take the review over"), (State.UNDER_REVIEW,), None, permissions.take_over,
    note_required=True, change=_take_over, announce=notifications.taken_over,
)  # fmt: skip
RETURN = Transition(
    "return", _("Return for completion"), (State.UNDER_REVIEW,), State.RETURNED, permissions.give_back,
    note_required=True, change=_return, announce=notifications.returned,
)  # fmt: skip
ACCEPT = Transition(
    "accept", _("Accept"), (State.UNDER_REVIEW,), State.ACCEPTED, permissions.accept,
    change=_accept, announce=notifications.accepted,
)  # fmt: skip
REOPEN = Transition(
    "reopen", _("Reopen the accepted report"), (State.ACCEPTED,), State.RETURNED, permissions.reopen,
    note_required=True, change=_reopen, announce=notifications.reopened,
)  # fmt: skip

TRANSITIONS = (CLAIM, RELEASE, HAND_OVER, TAKE_OVER, RETURN, ACCEPT, REOPEN)

declare(AnnualReport, TRANSITIONS)
