"""What review adds to the unit's form: remarks stand beside their fields, and each wants an answer first."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.review import permissions
from reports.review.models import Remark
from reports.submissions import annotations
from reports.submissions.annotations import Annotation
from reports.submissions.checks import register
from reports.submissions.models import AnnualReport
from reports.submissions.problems import Problem, anchor_of, error
from reports.submissions.sections import section_of


@register
def unanswered_remarks(report: AnnualReport) -> Iterator[Problem]:
    """The unit answers each remark, by an explanation or by saying what it changed; the remark is quoted."""
    for remark in Remark.objects.open().sent().filter(report=report):
        yield error(remark.field, _("The remark has not been answered yet: “%(text)s”") % {"text": remark.text[:200]})


@annotations.register
def remarks_on_fields(report: AnnualReport, user: Any) -> list[Annotation]:
    """Remarks the unit has been sent, beside the fields they are about; on the check page each can be answered."""
    sent = Remark.objects.sent().filter(report=report).select_related("written_by__staff", "answered_by__staff")
    return [_annotation(report, remark, user) for remark in sent.order_by("written_at", "pk")]


def _annotation(report: AnnualReport, remark: Remark, user: Any) -> Annotation:
    remark.report = report
    context = {
        "remark": remark,
        "report": report,
        "place": f"{section_of(remark.field).slug}/#{anchor_of(remark.field)}",
        "may_answer": permissions.answer(user, remark) is None,
    }
    return Annotation(remark.field, "review/report/_on_field.html", context)
