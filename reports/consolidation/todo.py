"""Tasks of the consolidated report: to decide, to number, to bring up to date, to begin."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments.roles import Permission
from departments.todo import Panel, Todo, Tone, register, register_panel
from reports.chasing.board import board_of
from reports.chasing.charts import progress_curve
from reports.consolidation.models import ConsolidatedReport

State = ConsolidatedReport.State


@register
def reports_to_work_on(user, now: datetime) -> list[Todo]:
    """Reports whose next step is this person's."""
    wanted = {
        State.SENT: (Permission.APPROVE_CONSOLIDATED, _("Read and decide")),
        State.APPROVED: (Permission.RECORD_NUMBER, _("Record number and date")),
        State.RETURNED: (Permission.COMPILE, _("Complete and send again")),
        State.DRAFT: (Permission.COMPILE, _("Open the draft")),
    }
    mine = {state: row for state, row in wanted.items() if user.may(row[0])}
    reports = ConsolidatedReport.objects.visible_to(user).for_listing().filter(state__in=mine)
    return [
        Todo(
            title=report.period.title,
            detail=_("Consolidated report"),
            url=reverse("consolidation:report", args=[report.pk]),
            action=mine[report.state][1],
            badge=report.get_state_display(),
            tone=Tone(report.tone),
            order=10 if report.state != State.DRAFT else 40,
        )
        for report in reports
    ]


@register_panel
def progress_of_the_year(user, now: datetime) -> list[Panel]:
    """For those who watch over all units: how far the open annual period is."""
    if not user.may(Permission.READ_BOARD):
        return []
    period = ReportingPeriod.objects.open().annual().order_by("-year").first()
    if period is None:
        return []
    today = timezone.localdate(now)
    board = board_of(period, today)
    return [Panel("consolidation/_progress_panel.html", {"board": board, "curve": progress_curve(board, today)})]
