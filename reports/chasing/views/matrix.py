"""Units × periods over the whole movement, as a page and as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from departments.permissions import check
from reports.chasing import permissions, tables
from reports.chasing.matrix import legend, matrix_of
from reports.documents.excel import MEDIA_TYPE


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    check(permissions.see_board, request.user, None)
    today = timezone.localdate(request.now)
    return render(request, "chasing/matrix/page.html", {"matrix": matrix_of(today), "legend": legend(), "today": today})


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    check(permissions.see_board, request.user, None)
    with override("vi"):
        content = tables.matrix_workbook(matrix_of(timezone.localdate(request.now)))
    headers = {"Content-Disposition": 'attachment; filename="don-vi-ky-bao-cao.xlsx"'}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)
