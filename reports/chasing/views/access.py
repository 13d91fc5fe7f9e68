"""Which period a page of chasing is about."""

from django.http import Http404, HttpRequest

from campaign.models import ReportingPeriod
from reports.chasing.addresses import KINDS


def period_for(request: HttpRequest, year: int) -> ReportingPeriod:
    """The period of the year, annual unless `?kind=` says otherwise; Http404 where there is none."""
    kind = KINDS.get(request.GET.get("kind", ""))
    rows = ReportingPeriod.objects.visible_to(request.user).for_year(year).select_related("campaign")
    found = rows.filter(kind=kind).order_by("-pk").first() if kind else None
    if found is None:
        raise Http404
    return found
