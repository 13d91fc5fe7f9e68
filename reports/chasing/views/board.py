"""The board: where every unit's report stands."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaign.models import ReportingPeriod
from departments.permissions import check
from reports.chasing import permissions
from reports.chasing.board import board_of
from reports.chasing.charts import progress_curve

Kind = ReportingPeriod.Kind
BOARD_KINDS = {"": Kind.ANNUAL, "phase": Kind.PHASE_REVIEW, "final": Kind.FINAL_REVIEW, "six_month": Kind.SIX_MONTH}


@require_GET
def board(request, year: int):
    """Progress of all units in one period of the year (annual unless `?kind=` says otherwise)."""
    check(permissions.see_board, request.user, None)
    kind = BOARD_KINDS.get(request.GET.get("kind", ""))
    if kind is None:
        raise Http404
    period = get_object_or_404(ReportingPeriod.objects.visible_to(request.user), year=year, kind=kind)
    today = timezone.localdate(request.now)
    shown = board_of(period, today)
    years = ReportingPeriod.objects.begun().filter(kind=kind).order_by("-year").values_list("year", flat=True)
    context = {
        "board": shown,
        "period": period,
        "period_state": period.display_state(today),
        "curve": progress_curve(shown, today),
        "years": years,
        "kind": request.GET.get("kind", ""),
        "may_review": permissions.remind(request.user, period) is None,
    }
    return render(request, "chasing/board/page.html", context)
