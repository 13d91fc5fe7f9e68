"""*Việc cần làm của tôi* of contributor and head: reports to begin, fill in, complete or approve; and the ring."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.permissions import allows
from departments.roles import Permission
from departments.todo import Panel, Todo, Tone, register, register_panel
from reports.submissions import checks, filling, overview, permissions, standing
from reports.submissions import material as materials
from reports.submissions.models import AnnualReport
from reports.submissions.overview import Line

State = AnnualReport.State


def _open_lines(user, now: datetime) -> list[Line]:
    """Reports that may be written and that the unit has, or has not begun."""
    units = overview.of_units(user, timezone.localdate(now))
    lines = [line for unit in units for line in unit.lines if line.deadline.is_open]
    return [line for line in lines if line.report is None or line.report.is_with_unit]


@register
def entered_from_paper(user, now: datetime) -> list[Todo]:
    """Reports this person has begun to enter from a unit's signed paper and not submitted yet."""
    if not user.may(Permission.ENTER_ON_BEHALF):
        return []
    begun = AnnualReport.objects.filter(paper__entered_by=user, state__in=AnnualReport.EDITABLE)
    return [
        Todo(
            title=_("Report of %(unit)s, entered from its signed paper") % {"unit": report.department},
            detail=report.period.title,
            url=reverse("submissions:report", args=[report.pk]),
            action=_("Go on filling in"),
            due=report.period.due_on,
            tone=standing.TONES[report.state],
            badge=report.get_state_display(),
            order=25,
        )
        for report in begun.for_listing()
    ]


@register
def my_reports(user, now: datetime) -> list[Todo]:
    """One task per report that waits for this person."""
    tasks = [_task(line, user) for line in _open_lines(user, now)]
    return [task for task in tasks if task]


def _task(line: Line, user) -> Todo | None:
    if line.report is None:
        if not line.may_start:
            return None
        detail = _("Not begun yet · %(days)s") % {"days": line.days}
        return Todo(
            title=line.period.title, detail=detail, url=reverse("submissions:list"), action=_("Begin the report"),
            due=line.deadline.due_on, tone=line.deadline.tone, badge=_("Not begun"), order=30,
        )  # fmt: skip
    if not line.step.is_mine:
        return None
    return Todo(
        title=line.period.title,
        detail=_detail(line, user),
        url=line.step.url,
        action=line.step.action,
        due=line.deadline.due_on,
        tone=line.tone,
        badge=_("Sent back to be corrected") if standing.sent_back(line.report) else line.report.get_state_display(),
        order=10 if line.report.state == State.RETURNED else 20,
        about=f"report {line.report.pk}",
    )


def _detail(line: Line, user) -> str:
    report = line.report
    if report.state == State.AWAITING_HEAD and user.may(Permission.SIGN_OFF_REPORT, report.department_id):
        moment = timezone.localtime(report.state_changed_at)
        return _("Handed over at %(moment)s · %(days)s") % {"moment": f"{moment:%H:%M %d/%m/%Y}", "days": line.days}
    return f"{line.department} · {line.days}" if line.days else str(line.department)


@register_panel
def progress_card(user, now: datetime) -> list[Panel]:
    """The ring of the report that presses most: how much is answered and what is wrong with it."""
    lines = [line for line in _open_lines(user, now) if line.report]
    if not lines:
        return []
    line = min(lines, key=lambda one: (one.deadline.due_on is None, one.deadline.due_on, one.report.pk))
    report = AnnualReport.objects.select_related("period", "department", "prepared_by__staff").get(pk=line.report.pk)
    material = materials.of(report)
    shown = filling.overview_of(material, checks.problems_of(report, material))
    context = {
        "report": report,
        "line": line,
        "overview": shown,
        "ring_tone": Tone.WARN if shown.to_correct else Tone.OK,
        "summary": _summary(shown),
        "may_fill": allows(permissions.fill, user, report),
    }
    return [Panel("submissions/start/_progress.html", context, order=10)]


def _summary(shown: filling.Overview) -> str:
    """`2 lỗi cần sửa · 3 nội dung cần kiểm tra`."""
    parts = []
    if shown.to_correct:
        count = len(shown.to_correct)
        parts.append(ngettext("%(n)s error to correct", "%(n)s errors to correct", count) % {"n": count})
    if shown.warnings:
        count = len(shown.warnings)
        parts.append(ngettext("%(n)s item to check", "%(n)s items to check", count) % {"n": count})
    return " · ".join(parts)
