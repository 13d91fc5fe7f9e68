"""The list of reports to review."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from campaign.working_days import calendar_for
from reports.review import changes
from reports.review.forms import QueueFilter
from reports.review.models import Return
from reports.review.queue import TABS, queue_for

PAGE = 50


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer, for colleagues, for units, and what is accepted."""
    tab = request.GET.get("tab", "waiting")
    if tab not in TABS:
        raise Http404
    shown = queue_for(request.user, tab)
    chosen = QueueFilter(request.GET, request.user, tab)
    page = Paginator(chosen.narrow(shown.reports), PAGE).get_page(request.GET.get("page"))
    _describe(page.object_list, request)
    asked = {name: value for name, value in request.GET.items() if name not in ("page", "tab") and value}
    context = {
        "queue": shown,
        "page": page,
        "chosen": chosen,
        "is_narrowed": bool(asked),
        "query": urlencode({"tab": tab} | asked),
        "may_accept": any(report.is_mine for report in page.object_list),
    }
    return render(request, "review/queue/page.html", context)


def _describe(reports, request: HttpRequest) -> None:
    """How long each waits (days, working days), since when, and what a reopening changed; two queries."""
    today = timezone.localdate(request.now)
    days = {report: timezone.localdate(_since(report)) for report in reports}
    calendar = calendar_for(min(days.values(), default=today), today)
    given_back = Return.objects.latest_of(reports)
    for report, day in days.items():
        report.days = (today - day).days
        report.working = max(0, calendar.working_days_between(day, today))
        report.last_return = given_back.get(report.pk)
        report.changed = changes.shown_count(report, report.last_return)
        report.is_mine = report.state == report.State.UNDER_REVIEW and report.reviewer_id == request.user.pk


def _since(report):
    """A report waits for HC-TC since it was submitted, for its unit since it was given back."""
    with_hctc = report.state in (report.State.SUBMITTED, report.State.UNDER_REVIEW)
    return report.last_submitted_at if with_hctc else report.state_changed_at
