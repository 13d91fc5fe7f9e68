"""The board: where every unit's report stands."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.models import ReportingPeriod
from departments.models import Department
from departments.permissions import allows, check
from reports.chasing import permissions, tables
from reports.chasing.addresses import KINDS, kind_of
from reports.chasing.board import NOBODY, REVIEWERS, TONES, UNIT, board_of, label_of
from reports.chasing.charts import progress_curve, state_bars
from reports.chasing.narrowing import NOT_BEGUN, Narrowing
from reports.documents.excel import MEDIA_TYPE

ROWS = 100
ALL = "all"


@require_safe
def board(request: HttpRequest, year: int) -> HttpResponse:
    """Progress of all units in one period of the year (annual unless `?kind=` says otherwise)."""
    period = _period(request, year)
    today = timezone.localdate(request.now)
    shown = board_of(period, today)
    narrowing = Narrowing.from_query(request.GET)
    rows = narrowing.of(shown.rows)
    kind = request.GET.get("kind", "")
    everything = request.GET.get("rows") == ALL
    page = Paginator(rows, max(len(rows), 1) if everything else ROWS).get_page(request.GET.get("page"))
    context = {
        "board": shown,
        "page": page,
        "period": period,
        "period_state": period.display_state(today),
        "curve": progress_curve(shown, today),
        "bars": state_bars(shown),
        "periods": [(one, kind_of(one)) for one in ReportingPeriod.objects.begun().of_kinds(KINDS.values())],
        "kind": kind,
        "narrowing": narrowing,
        "states": [(state or NOT_BEGUN, label_of(state)) for state in TONES],
        "blocks": Department.Block.choices,
        "sides": [
            (UNIT, _("With the unit")), (REVIEWERS, _("Under review by HC-TC or leadership")), (NOBODY, _("Done")),
        ],
        "query": narrowing.query(kind=kind, rows=ALL if everything else ""),
        "sorts": _sort_links(narrowing, kind),
        "everything": narrowing.query(kind=kind, rows=ALL) if page.paginator.num_pages > 1 else "",
        "may_review": allows(permissions.remind, request.user, period),
    }  # fmt: skip
    return render(request, "chasing/board/page.html", context)


def _period(request: HttpRequest, year: int) -> ReportingPeriod:
    check(permissions.see_board, request.user, None)
    kind = KINDS.get(request.GET.get("kind", ""))
    if kind is None:
        raise Http404
    return get_object_or_404(ReportingPeriod.objects.visible_to(request.user), year=year, kind=kind)


def _sort_links(narrowing: Narrowing, kind: str) -> dict[str, dict]:
    """For each heading of the table: where it leads, and whether the table is sorted by it now."""
    names = ("", "state", "submitted", "late", "returns", "reminders", "unit_days", "reviewer_days")
    return {
        name or "unit": {"query": narrowing.query(kind=kind, sort=name), "is_current": narrowing.sort == name}
        for name in names
    }


@require_safe
def workbook(request: HttpRequest, year: int) -> HttpResponse:
    """The same rows as annex PL 10, and what is followed inside."""
    period = _period(request, year)
    content = tables.board_workbook(period, timezone.localdate(request.now))
    headers = {"Content-Disposition": f'attachment; filename="tinh-hinh-nop-bao-cao-{year}.xlsx"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)
