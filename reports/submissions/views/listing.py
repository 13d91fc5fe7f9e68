"""*Báo cáo*: the own unit's reports by year; for those who read all reports, what has been submitted."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from campaign.models import ReportingPeriod
from departments.permissions import Refused
from departments.roles import Permission
from reports.submissions import overview, workflow
from reports.submissions.filters import SubmittedFilter
from reports.submissions.models import AnnualReport

PER_PAGE = 50


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Own reports with one action each; below them every submitted report, for HC-TC and leadership."""
    today = timezone.localdate(request.now)
    submitted = chosen = None
    if request.user.may(Permission.READ_ALL_REPORTS):
        rows = AnnualReport.objects.visible_to(request.user).filter(first_submitted_at__isnull=False).for_listing()
        chosen = SubmittedFilter(request.GET, request.user)
        submitted = Paginator(chosen.narrow(rows), PER_PAGE).get_page(request.GET.get("page"))
    may_enter = request.user.may(Permission.ENTER_ON_BEHALF)
    context = {
        "may_enter": may_enter,
        "units": overview.of_units(request.user, today),
        "submitted": submitted,
        "chosen": chosen,
        "query": urlencode({name: value for name, value in request.GET.items() if name != "page"}),
        "today": today,
    }
    return render(request, "submissions/report/list.html", context)


@require_POST
def start(request: HttpRequest, period: int, department: int) -> HttpResponse:
    """Begin the report of an own unit; beginning twice leads to the same report."""
    wanted = get_object_or_404(ReportingPeriod.objects.visible_to(request.user), pk=period)
    own = {grant.department_id: grant.department for grant in request.user.grants if grant.department_id}
    if department not in own:
        raise Http404
    try:
        report = workflow.start(wanted, own[department], by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("submissions:list")
    return redirect("submissions:report", pk=report.pk)
