"""The signed report of a year: entered, corrected with a reason, downloaded."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from departments.file_types import RefusedFile
from departments.permissions import Refused, check
from reports.earlier_years import keeping, permissions
from reports.earlier_years.forms import ReportForm
from reports.earlier_years.models import EarlierReport
from reports.earlier_years.views.access import checked_year
from reports.submissions import evidence, storage


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Number, day and signed PDF of the report of a year."""
    check(permissions.enter, request.user, None)
    checked_year(request, year)
    kept = EarlierReport.objects.visible_to(request.user).for_year(year).first()
    form = ReportForm(
        request.POST or None, request.FILES or None, today=timezone.localdate(request.now),
        is_correction=kept is not None,
        initial={name: getattr(kept, name) for name in ("number", "issued_on", "subject")} if kept else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _keep(request, year, form):
        messages.success(request, _("The signed report of %(year)s is kept.") % {"year": year})
        return redirect("earlier_years:year", year=year)
    context = {"form": form, "year": year, "kept": kept}
    return render(request, "earlier_years/report.html", context, status=422 if form.is_bound else 200)


def _keep(request: HttpRequest, year: int, form: ReportForm) -> bool:
    data = form.cleaned_data
    try:
        if getattr(request, "oversize_uploads", []):
            raise RefusedFile(evidence.too_large())
        keeping.keep(
            year, number=data["number"], issued_on=data["issued_on"], subject=data["subject"], upload=data["file"],
            by=request.user, at=request.now, reason=data.get("reason", ""),
        )  # fmt: skip
    except (RefusedFile, Refused) as refusal:
        form.add_error("file", refusal.reason)
        return False
    return True


@require_safe
def signed_file(request: HttpRequest, year: int) -> FileResponse:
    """The bytes, always as a file to save: never shown as a page of this site."""
    kept = get_object_or_404(EarlierReport.objects.visible_to(request.user).for_year(year).for_listing())
    try:
        content = storage.path_of(kept.file.sha256).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(content, as_attachment=True, filename=kept.file_name, content_type=kept.file.media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
