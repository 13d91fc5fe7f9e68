"""Results of a year from Excel: download, bring back, look at what it would change, take it over whole."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from departments.file_types import XLSX, RefusedFile, media_type_of
from departments.permissions import Refused, check
from reports.documents.excel import MEDIA_TYPE
from reports.documents.sheets import UnreadableSheet
from reports.earlier_years import exports, importing, layout, permissions, reading
from reports.earlier_years.forms import ConfirmForm, WorkbookForm
from reports.earlier_years.models import EarlierReport, PaperWorkbook
from reports.earlier_years.views.access import ALL, checked_year, scope_for, whole_scope
from reports.submissions import evidence


@require_safe
def download(request: HttpRequest, year: int) -> HttpResponse:
    """The workbook with what was entered before; `?unit=` a unit, `all`, or nothing for the Office."""
    check(permissions.enter, request.user, None)
    checked_year(request, year)
    scope = scope_for(request, year)
    whose = ALL if len(scope.owners) > 1 else layout.code_of(scope.owners[0])
    response = HttpResponse(exports.workbook(scope, reading.entered(year)), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="ket-qua-{year}-{whose}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, year: int) -> HttpResponse:
    """Choose a filled-in workbook; its problems are listed, or the comparison follows."""
    check(permissions.enter, request.user, None)
    context = {"year": checked_year(request, year), "form": WorkbookForm()}
    if request.method == "POST":
        try:
            name, content = _received(request)
            brought = importing.bring(content, name, whole_scope(year), by=request.user, at=request.now)
        except (RefusedFile, UnreadableSheet) as refusal:
            context["refused"] = refusal.reason
        else:
            if brought.workbook:
                return redirect("earlier_years:check", year=year, pk=brought.workbook.pk)
            context |= {"problems": brought.problems, "name": name, "same": not brought.problems}
    status = 422 if context.get("refused") or context.get("problems") else 200
    return render(request, "earlier_years/upload.html", context, status=status)


def _received(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of the workbook sent, through the one door for files. Raises RefusedFile."""
    if getattr(request, "oversize_uploads", []):
        raise RefusedFile(evidence.too_large())
    if "file" not in request.FILES:
        raise RefusedFile(_("Please choose the workbook first."))
    sent = request.FILES["file"]
    name, content = evidence.clean_name(sent.name), sent.read()
    if media_type_of(name, content) != XLSX:
        raise RefusedFile(_("Please choose an Excel workbook (.xlsx)."))
    return name, content


@require_http_methods(["GET", "POST"])
def check_workbook(request: HttpRequest, year: int, pk) -> HttpResponse:
    """What the workbook would change, old and new; POST writes it whole."""
    check(permissions.enter, request.user, None)
    checked_year(request, year)
    kept = get_object_or_404(PaperWorkbook.objects.waiting_for(request.user, year, request.now), pk=pk)
    scope = whole_scope(year)
    lines = importing.lines_of(kept, scope)
    paper = EarlierReport.objects.visible_to(request.user).for_year(year).first()
    form = ConfirmForm(
        request.POST or None, needs_reason=any(line.is_correction for line in lines),
        initial={"source": paper.source if paper else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = {"source": form.cleaned_data["source"], "reason": form.cleaned_data.get("reason", "")}
        try:
            count = importing.take_over(kept, scope, **data, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            text = ngettext("%(n)s item was taken over.", "%(n)s items were taken over.", count) % {"n": count}
            messages.success(request, text)
            return redirect("earlier_years:year", year=year)
    unused = sum(line.is_unused for line in lines)
    context = {"year": year, "workbook": kept, "lines": lines, "form": form, "unused": unused}
    return render(request, "earlier_years/check.html", context, status=422 if form.is_bound else 200)
