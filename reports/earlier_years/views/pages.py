"""Years whose results come from paper; one year with its signed report, figures and texts."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from departments.permissions import allows, check
from reports.earlier_years import permissions, reading
from reports.earlier_years.models import EarlierReport
from reports.earlier_years.views.access import UNITS_AT_ONCE, checked_year, owner_of


@dataclass(frozen=True)
class Line:
    """One year: its signed report and how much was entered."""

    year: int
    report: EarlierReport | None
    office_figures: int
    unit_figures: int
    texts: int


@require_safe
def earlier_years(request: HttpRequest) -> HttpResponse:
    """The newest year first."""
    check(permissions.read, request.user, None)
    reports = {row.year: row for row in EarlierReport.objects.visible_to(request.user).for_listing()}
    counts = reading.counts()
    lines = [
        Line(year, reports.get(year), counts.office[year], counts.units[year], counts.texts[year])
        for year in reversed(reading.years(timezone.localdate(request.now)))
    ]
    context = {"lines": lines, "may_enter": allows(permissions.enter, request.user, None)}
    return render(request, "earlier_years/list.html", context)


@require_safe
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """Results of the Office, or (`?unit=`) of one unit, each with its source."""
    check(permissions.read, request.user, None)
    checked_year(request, year)
    units = reading.units_of(year)
    owner, rows, answered = owner_of(request, units), reading.entered(year), reading.accepted(year)
    figures = reading.figure_lines(rows, owner, answered)
    texts = reading.text_lines(rows, owner, answered)
    with_results = {code for code, _code in (*rows.figures, *rows.texts)}
    sources = {line.source for line in (*figures, *texts)}
    context = {
        "year": year,
        "source": sources.pop() if len(sources) == 1 else "",
        "report": EarlierReport.objects.visible_to(request.user).for_year(year).for_listing().first(),
        "owner": owner,
        "units": units,
        "with_results": with_results,
        "all_units": len(units) <= UNITS_AT_ONCE,
        "figures": figures,
        "texts": texts,
        "unused": sum(line.is_unused for line in (*figures, *texts)),
        "may_enter": allows(permissions.enter, request.user, None),
        "may_type_figures": year >= reading.first_year(),
    }
    return render(request, "earlier_years/year.html", context)
