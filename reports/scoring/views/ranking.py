"""The ranking of a year, its workbook, and the switch."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.permissions import Refused, allows, check
from reports.documents.excel import MEDIA_TYPE
from reports.scoring import editing, papers, permissions, reading
from reports.scoring.forms import SwitchForm
from reports.scoring.models import PeriodScoring, ScoreSheet
from reports.scoring.views.access import period_for, scoring_for


@require_safe
def ranking(request: HttpRequest, year: int) -> HttpResponse:
    """All units by their appraised score; where scoring is off, only that it is."""
    check(permissions.read, request.user, None)
    return _page(request, year, SwitchForm())


def _page(request: HttpRequest, year: int, form: SwitchForm) -> HttpResponse:
    period = period_for(request, year)
    scoring = PeriodScoring.objects.of_year(year).select_related("period", "sheet", "changed_by__staff").first()
    is_on = scoring is not None and scoring.is_on
    context = {
        "period": period,
        "scoring": scoring,
        "is_on": is_on,
        "rows": reading.ranking(scoring) if is_on else [],
        "manages": allows(permissions.manage, request.user, period),
        "newest": ScoreSheet.objects.newest(),
        "form": form,
    }
    return render(request, "scoring/ranking.html", context, status=422 if form.is_bound else 200)


@require_POST
def switch(request: HttpRequest, year: int) -> HttpResponse:
    """On or off, with the reason."""
    check(permissions.manage, request.user, None)
    period, form = period_for(request, year), SwitchForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            editing.switch(period, on=data["on"], reason=data["reason"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("Scoring is switched on.") if data["on"] else _("Scoring is switched off. The scores stay kept.")
            messages.success(request, done)
            return redirect("scoring:ranking", year=year)
    return _page(request, year, form)


@require_safe
def workbook(request: HttpRequest, year: int) -> HttpResponse:
    """The ranking and every sheet as Excel."""
    check(permissions.read, request.user, None)
    scoring = scoring_for(year)
    content = papers.ranking_workbook(scoring, reading.ranking(scoring), timezone.localdate(request.now))
    headers = {"Content-Disposition": f'attachment; filename="cham-diem-noi-bo-{year}.xlsx"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)
