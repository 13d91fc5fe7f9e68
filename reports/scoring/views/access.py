"""The way in: where scoring is off, and to whom it is not open, there is no such page."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.scoring.models import PeriodScoring


def period_for(request: HttpRequest, year: int) -> ReportingPeriod:
    """The annual period of the year, once it has been opened."""
    periods = ReportingPeriod.objects.visible_to(request.user).annual().begun()
    return get_object_or_404(periods.select_related("campaign"), year=year)


def scoring_for(year: int) -> PeriodScoring:
    """The scoring of the year, if it is on."""
    return get_object_or_404(PeriodScoring.objects.on().of_year(year).select_related("period__campaign", "sheet"))


def unit_in(scoring: PeriodScoring, department: int) -> Department:
    found = scoring.period.units().filter(pk=department).first()
    if found is None:
        raise Http404
    return found
