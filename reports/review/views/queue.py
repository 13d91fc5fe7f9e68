"""The list of reports to review."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.review.queue import FILTERS, queue_for

PAGE = 50


@require_GET
def queue(request):
    """What waits for this reviewer, what waits for units, what is accepted."""
    tab = request.GET.get("tab", "waiting")
    if tab not in FILTERS:
        raise Http404
    shown = queue_for(request.user, tab)
    page = Paginator(shown.reports, PAGE).get_page(request.GET.get("page"))
    return render(request, "review/queue/page.html", {"queue": shown, "page": page})
