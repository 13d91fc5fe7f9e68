"""The unit's own workbook: download, bring back, look at what it would change, take it over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from departments.permissions import Refused
from departments.vietnamese import fold
from reports.documents.excel import MEDIA_TYPE
from reports.submissions import evidence, permissions, workbook_writing, workbooks
from reports.submissions import material as materials
from reports.submissions.models import WorkbookUpload
from reports.submissions.views.access import own_report


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook, filled with what is known."""
    material = materials.of(own_report(request, pk))
    report = material.report
    unit = fold(report.department.code).replace(" ", "-")
    response = HttpResponse(workbook_writing.write(material), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{unit}-{report.period.year}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a filled-in workbook; its problems are listed, or the comparison follows."""
    material = materials.of(own_report(request, pk))
    context = {"report": material.report, "why_not": permissions.fill(request.user, material.report)}
    if request.method == "POST":
        try:
            brought = workbooks.bring(material, _file_of(request), by=request.user, at=request.now)
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            if brought.upload:
                return redirect("submissions:workbook_check", pk=pk, upload=brought.upload.pk)
            context["problems"] = brought.problems
    status = 422 if request.method == "POST" else 200
    return render(request, "submissions/workbook/page.html", context, status=status)


def _file_of(request: HttpRequest):
    if getattr(request, "oversize_uploads", []):
        raise Refused(evidence.too_large())
    if "file" not in request.FILES:
        raise Refused(_("Please choose the filled-in workbook first."))
    return request.FILES["file"]


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int, upload) -> HttpResponse:
    """What the workbook would change, old and new; POST takes it over whole."""
    material = materials.of(own_report(request, pk))
    waiting = WorkbookUpload.objects.waiting_for(request.user, material.report, request.now)
    kept = get_object_or_404(waiting, pk=upload)
    context = {"report": material.report, "upload": kept}
    if request.method == "POST":
        try:
            count = _take_over(request, kept, material)
        except Refused as refusal:
            material = materials.of(own_report(request, pk))
            context["refusal"] = str(refusal)
        else:
            text = ngettext(
                "%(n)s item was taken over from the workbook.", "%(n)s items were taken over from the workbook.", count
            )
            messages.success(request, text % {"n": count})
            return redirect("submissions:check", pk=pk)
    context |= {"run": workbooks.dry_run(kept, material), "why_not": permissions.fill(request.user, material.report)}
    return render(request, "submissions/workbook/check.html", context, status=409 if request.method == "POST" else 200)


def _take_over(request: HttpRequest, upload: WorkbookUpload, material: materials.Material) -> int:
    shown = {
        name.removeprefix("seen-"): int(value)
        for name, value in request.POST.items()
        if name.startswith("seen-") and value.isdecimal() and len(value) < 10
    }
    choices = {name.removeprefix("choice-"): v for name, v in request.POST.items() if name.startswith("choice-")}
    return workbooks.take_over(upload, material, shown, choices, by=request.user, at=request.now)
