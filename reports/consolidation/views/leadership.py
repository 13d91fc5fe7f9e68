"""Leadership's page: one year on one printable page."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaign.models import ReportingPeriod
from reports.chasing.board import board_of
from reports.chasing.charts import progress_curve
from reports.consolidation import pictures
from reports.consolidation.compiled import stored
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.overview import figure_rows, notable


@require_GET
def overview(request, year: int):
    """State of submissions, main results against targets and over the years, notable changes, late units."""
    periods = ReportingPeriod.objects.visible_to(request.user).annual()
    period = get_object_or_404(periods.select_related("phase", "campaign"), year=year)
    today = timezone.localdate(request.now)
    board = board_of(period, today)
    report = (
        ConsolidatedReport.objects.visible_to(request.user).select_related("compilation", "period").live()
        .filter(period=period).order_by("-pk").first()
    )  # fmt: skip
    compiled = stored(report.compilation) if report and report.compilation else None
    rows = figure_rows(compiled) if compiled else []
    context = {
        "period": period,
        "board": board,
        "report": report,
        "compiled": compiled,
        "headlines": pictures.headlines(rows),
        "targets": pictures.against_targets(rows),
        "years": pictures.over_the_years(period),
        "units": pictures.by_unit(rows, compiled),
        "curve": progress_curve(board, today),
        "notable": notable(rows),
        "all_years": periods.begun().order_by("-year").values_list("year", flat=True),
    }
    return render(request, "consolidation/leadership/page.html", context)
