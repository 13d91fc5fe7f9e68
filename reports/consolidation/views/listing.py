"""All consolidated reports, and the periods that have none yet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from campaign.models import ReportingPeriod
from departments.permissions import Refused, allows
from reports.consolidation import permissions, starting
from reports.consolidation.models import ConsolidatedReport


@require_GET
def report_list(request):
    """Reports by year; to those who compile also the periods without one."""
    reports = list(ConsolidatedReport.objects.visible_to(request.user).for_listing())
    done = {report.period_id for report in reports}
    periods = [p for p in ReportingPeriod.objects.visible_to(request.user) if p.pk not in done]
    begin = [p for p in periods if allows(permissions.start, request.user, p)]
    context = {
        "reports": reports,
        "to_begin": begin,
        "reads_earlier": allows(permissions.read_draft, request.user, None),
    }
    return render(request, "consolidation/listing/page.html", context)


@require_POST
def start(request, pk: int):
    """Begin the report of a period; the compilation goes on in the background."""
    period = get_object_or_404(ReportingPeriod.objects.visible_to(request.user), pk=pk)
    try:
        report = starting.start(period, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consolidation:list")
    messages.success(request, _("The compilation has begun."))
    return redirect("consolidation:report", pk=report.pk)
