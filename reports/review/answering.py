"""What a resubmission answers by itself: a remark on a field that was changed, or got evidence, is answered by that."""

from django.utils.translation import override

from campaign.models import PeriodIndicator
from departments.transitions import Move
from reports.review import changes
from reports.review.describing import described
from reports.review.models import Remark, RemarkMessage, Return
from reports.submissions.models import AnnualReport, Revision
from reports.submissions.workflow import on_submitted


@on_submitted
def settle(report: AnnualReport, revision: Revision, move: Move) -> None:
    """In the transaction of the submission: threads say what changed, a reopening keeps how many values differ."""
    last = Return.objects.of(report).select_related("revision").order_by("number").last()
    changed = changes.since_return(last, revision)
    if last is None:
        return
    if last.is_reopening:
        last.changed_values = changes.counted(changed)
        last.save(update_fields=["changed_values"])
    remarks = list(Remark.objects.sent().unsettled().of(report).filter(field__in=changed))
    indicators = {row.code: row for row in PeriodIndicator.objects.filter(period=report.period_id)} if remarks else {}
    with override("vi"):
        RemarkMessage.objects.bulk_create(
            RemarkMessage(
                remark=remark, side=RemarkMessage.Side.CHANGE, written_by=move.by, written_at=move.at,
                text=described(changed[remark.field], indicators.get(remark.field)),
            )
            for remark in remarks
        )  # fmt: skip
    Remark.objects.filter(pk__in=[remark.pk for remark in remarks]).update(state=Remark.State.ANSWERED)
