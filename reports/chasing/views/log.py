"""*Nhật ký đôn đốc*: every reminder with its words, by whom, to whom and how."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from departments.permissions import allows, check
from reports.chasing import exports, permissions
from reports.chasing.addresses import kind_of
from reports.chasing.models import Reminder
from reports.chasing.views.access import period_for
from reports.documents import excel

PER_PAGE = 50


@require_safe
def log(request: HttpRequest, year: int) -> HttpResponse:
    """Newest first; one unit where one was chosen."""
    check(permissions.see_board, request.user, None)
    period = period_for(request, year)
    unit = request.GET.get("unit", "")
    page = Paginator(_rows(request, period, unit), PER_PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in (("kind", kind_of(period)), ("unit", unit)) if value})
    context = {
        "period": period,
        "kind": kind_of(period),
        "page": page,
        "query": query,
        "unit": unit,
        "units": period.units().order_by("order", "sort_key", "pk"),
        "may_remind": allows(permissions.remind, request.user, None),
    }
    return render(request, "chasing/log/page.html", context)


def _rows(request: HttpRequest, period, unit: str):
    rows = Reminder.objects.visible_to(request.user).for_period(period).for_listing()
    return rows.filter(department__code=unit) if unit else rows


@require_safe
def log_workbook(request: HttpRequest, year: int) -> HttpResponse:
    """The same rows as a workbook."""
    check(permissions.see_board, request.user, None)
    period = period_for(request, year)
    with override("vi"):
        made = exports.log_workbook(_rows(request, period, request.GET.get("unit", "")), f"Nhật ký đôn đốc – {period}")
    disposition = f'attachment; filename="nhat-ky-don-doc-{year}.xlsx"'
    return HttpResponse(made, content_type=excel.MEDIA_TYPE, headers={"Content-Disposition": disposition})
