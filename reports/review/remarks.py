"""Named actions on remarks: write, drop, reply, answer, close."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from departments.permissions import Refused, check
from departments.transitions import WrongState
from reports.review import permissions
from reports.review.models import Remark, RemarkMessage
from reports.submissions.models import AnnualReport


def labels_of(report: AnnualReport) -> dict[str, str]:
    """Every field of the report a remark can name: code → wording."""
    indicators = {
        v.indicator.code: f"{v.indicator.code} {v.indicator.name}" for v in report.values.select_related("indicator")
    }
    questions = {
        n.question.code: f"{n.question.code} {n.question.heading}" for n in report.narratives.select_related("question")
    }
    return indicators | questions


@transaction.atomic
def write(report: AnnualReport, *, field: str, text: str, by, at: datetime) -> Remark:
    """A remark on one field, kept with the review until the report is returned."""
    report = AnnualReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.state != AnnualReport.State.UNDER_REVIEW:
        raise WrongState(_("Remarks are written while the report is under review. Nothing was changed."))
    check(permissions.conduct, by, report)
    label = labels_of(report).get(field)
    if label is None:
        raise Refused(_("This report has no such field. Nothing was changed."))
    if not text.strip():
        raise Refused(_("Please write the remark."))
    number = report.revisions.order_by("-number").values_list("number", flat=True).first()
    return Remark.objects.create(
        report=report, field=field, field_label=label[:300], text=text.strip(), revision_number=number,
        written_by=by, written_at=at,
    )  # fmt: skip


@transaction.atomic
def drop(remark: Remark, *, by) -> None:
    """Take a remark back before it has been sent."""
    check(permissions.conduct, by, _locked(remark).report)
    deleted, _rows = Remark.objects.filter(pk=remark.pk, sent_at__isnull=True).delete()
    if not deleted:
        raise WrongState(_("The remark has already been sent to the unit; it can be closed, not deleted."))


def _locked(remark: Remark) -> Remark:
    """The remark as it stands now; its report is locked first, as every move does."""
    report = AnnualReport.objects.select_for_update(of=("self",)).get(pk=remark.report_id)
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    remark.report = report
    return remark


def _say(remark: Remark, side: str, text: str, by, at: datetime) -> RemarkMessage:
    if not text.strip():
        raise Refused(_("Please write the answer."))
    return RemarkMessage.objects.create(remark=remark, side=side, text=text.strip(), written_by=by, written_at=at)


@transaction.atomic
def answer(remark: Remark, *, text: str, by, at: datetime) -> Remark:
    """The unit explains, or says what it changed; it may add to what it said."""
    remark = _locked(remark)
    check(permissions.answer, by, remark)
    if remark.sent_at is None or remark.state == Remark.State.CLOSED:
        raise WrongState(_("This remark is closed. Nothing was changed."))
    _say(remark, RemarkMessage.Side.UNIT, text, by, at)
    remark.state = Remark.State.ANSWERED
    remark.save(update_fields=["state"])
    return remark


@transaction.atomic
def reply(remark: Remark, *, text: str, by, at: datetime) -> Remark:
    """The reviewer is not satisfied: the remark is open again and goes back with the next return."""
    remark = _locked(remark)
    check(permissions.conduct, by, remark.report)
    if remark.report.state != AnnualReport.State.UNDER_REVIEW or remark.sent_at is None:
        raise WrongState(_("Remarks are written while the report is under review. Nothing was changed."))
    _say(remark, RemarkMessage.Side.REVIEWER, text, by, at)
    remark.state, remark.closed_by, remark.closed_at = Remark.State.OPEN, None, None
    remark.save(update_fields=["state", "closed_by", "closed_at"])
    return remark


@transaction.atomic
def close(remark: Remark, *, by, at: datetime) -> None:
    """The reviewer is satisfied."""
    remark = _locked(remark)
    check(permissions.conduct, by, remark.report)
    Remark.objects.filter(pk=remark.pk, sent_at__isnull=False).unsettled().update(
        state=Remark.State.CLOSED, closed_by=by, closed_at=at
    )
