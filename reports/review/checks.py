"""What review adds to the unit's form: remarks stand beside their fields, and each wants an answer first."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from departments.vietnamese import format_date
from reports.review import (
    answering,  # noqa: F401 — a resubmission is answered by what it changed
    appraisal,
    changes,
    permissions,
)
from reports.review.models import Remark, RemarkMessage, Return
from reports.submissions import annotations, snapshots
from reports.submissions.annotations import Annotation
from reports.submissions.checks import register
from reports.submissions.models import AnnualReport
from reports.submissions.problems import Problem, anchor_of, error
from reports.submissions.sections import section_of


@register
def unanswered_remarks(report: AnnualReport) -> Iterator[Problem]:
    """The unit answers each remark: by an explanation, by changing the field, or by evidence; else it is quoted.

    What was given back comes back with something changed or explained.
    """
    last = Return.objects.of(report).select_related("revision").order_by("number").last()
    if last is None or not report.is_with_unit:
        return
    changed = changes.between(last.revision.content, snapshots.content_of(report))
    unanswered = [remark for remark in Remark.objects.open().sent().of(report) if remark.field not in changed]
    for remark in unanswered:
        yield error(remark.field, _("The remark has not been answered yet: “%(text)s”") % {"text": remark.text[:200]})
    if not changed and not unanswered and not RemarkMessage.objects.of_unit_since(report, last.at).exists():
        yield _unchanged(last)


def _unchanged(last: Return) -> Problem:
    text = _(
        "Nothing has been changed since the report was given back on %(day)s (“%(reason)s”). Please correct, annotate "
        "or add evidence to one of these fields: %(fields)s."
    )
    day = timezone.localtime(last.at).date()
    facts = {"day": format_date(day), "reason": last.reason[:200], "fields": ", ".join(last.fields)}
    return error(last.fields[0] if last.fields else "", text % facts)


@annotations.register
def remarks_on_fields(report: AnnualReport, user: Any) -> list[Annotation]:
    """Remarks the unit has been sent, beside the fields they are about; on the check page each can be answered."""
    sent = Remark.objects.sent().of(report).with_threads().order_by("written_at", "pk")
    return [_annotation(report, remark, user) for remark in sent]


@annotations.register_whole
def returns_of_report(report: AnnualReport, user: Any) -> list[Annotation]:
    """Every time the unit got the report back, and why."""
    rows = list(Return.objects.of(report).with_people().order_by("-number"))
    return [Annotation("", "review/report/_returns.html", {"returns": rows, "report": report})] if rows else []


def _annotation(report: AnnualReport, remark: Remark, user: Any) -> Annotation:
    remark.report = report
    context = {
        "remark": remark,
        "report": report,
        "place": f"{section_of(remark.field).slug}/#{anchor_of(remark.field)}",
        "may_answer": permissions.answer(user, remark) is None,
    }
    return Annotation(remark.field, "review/report/_on_field.html", context)


@annotations.register
def appraised_figures(report: AnnualReport, user: Any) -> list[Annotation]:
    """Figures that count otherwise than reported, with the reason, once the unit has the report's outcome."""
    if report.state not in (AnnualReport.State.ACCEPTED, AnnualReport.State.RETURNED):
        return []
    revision = report.revisions.order_by("-number").first()
    standing = appraisal.shown_of(report, revision.content["values"]).values() if revision else []
    template = "review/report/_appraised.html"
    return [Annotation(row.code, template, {"row": row}, on_read=True) for row in standing if row.stands]
