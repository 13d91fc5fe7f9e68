"""Tasks of the review: reports that wait for a reviewer, remarks that wait for an answer."""

from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.roles import Permission
from departments.todo import Todo, Tone, register
from reports.extensions.limits import limits_of_unit
from reports.review.models import Remark, Return
from reports.review.queue import queue_for
from reports.submissions.models import AnnualReport

SHOWN = 5


@register
def reports_to_review(user, now: datetime) -> list[Todo]:
    """Each report that waits for this reviewer, the longest waiting first; what a colleague reviews is not theirs."""
    if not (user.may(Permission.REVIEW_REPORTS) or user.may(Permission.ACCEPT_HCTC_REPORT)):
        return []
    waiting = queue_for(user, "waiting").reports
    return [_review_task(report, now) for report in waiting[:SHOWN]]


def _review_task(report: AnnualReport, now: datetime) -> Todo:
    days = (timezone.localdate(now) - timezone.localdate(report.last_submitted_at)).days
    waited = (
        ngettext("waiting for %(n)s day", "waiting for %(n)s days", days) % {"n": days} if days else _("since today")
    )
    return Todo(
        title=_("Review the report of %(unit)s") % {"unit": report.department},
        detail=f"{report.period} · {waited}",
        url=reverse("review:review", args=[report.pk]),
        action=_("Go on reviewing") if report.state == AnnualReport.State.UNDER_REVIEW else _("Review the report"),
        badge=report.get_state_display(),
        tone=Tone.RUN,
        order=20,
    )


@register
def remarks_to_answer(user, now: datetime) -> list[Todo]:
    """Remarks sent to the person's unit that nobody has answered yet."""
    if not user.department_ids:
        return []
    open_remarks = (
        Remark.objects.open()
        .sent()
        .filter(report__department__in=user.department_ids, report__state__in=AnnualReport.WITH_UNIT)
    )
    named = open_remarks.values(
        "report", "report__period", "report__department", "report__period__title", "report__period__due_on"
    )
    rows = list(named.annotate(n=Count("pk")).order_by("report"))
    if not rows:
        return []
    asked = Return.objects.latest_of([row["report"] for row in rows])
    granted = limits_of_unit(user.department_ids)
    return [
        Todo(
            title=ngettext("Answer %(n)s remark", "Answer %(n)s remarks", row["n"]) % {"n": row["n"]},
            detail=row["report__period__title"],
            url=reverse("submissions:check", args=[row["report"]]),
            action=_("Open the fields to be completed"),
            badge=_("Returned for completion"),
            due=_answer_by(row, asked, granted),
            tone=Tone.BAD,
            order=5,
            about=f"report {row['report']}",
        )
        for row in rows
    ]


def _answer_by(row: dict, asked: dict[int, Return], granted: dict[tuple[int, int], date]) -> date | None:
    """The day the reviewer named, else until when the unit has time at all."""
    named = asked[row["report"]].answer_by if row["report"] in asked else None
    unit = (row["report__period"], row["report__department"])
    return named or granted.get(unit) or row["report__period__due_on"]
