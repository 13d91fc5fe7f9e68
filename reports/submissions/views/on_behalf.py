"""*Nộp thay*: HC-TC begins a report from a unit's signed paper, and reads the scan again."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.file_types import RefusedFile
from departments.permissions import Refused, check
from reports.submissions import on_behalf, overview, permissions, storage
from reports.submissions.forms import PaperForm
from reports.submissions.models import AnnualReport
from reports.submissions.views.access import report_for


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Which unit, which paper; below, what is being entered."""
    check(permissions.enter_on_behalf, request.user, None)
    choices = overview.not_begun()
    form = PaperForm(choices, request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            report = on_behalf.begin(**form.arguments(), by=request.user, at=request.now)
            return redirect("submissions:report", pk=report.pk)
        except (Refused, RefusedFile) as refusal:
            messages.error(request, refusal.reason)
    entered = AnnualReport.objects.visible_to(request.user).filter(paper__isnull=False).for_listing()
    context = {"form": form, "choices": choices, "entered": entered.select_related("paper__entered_by__staff")}
    return render(request, "submissions/paper/begin.html", context, status=422 if form.is_bound else 200)


@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of the signed paper, as a file to save."""
    report = report_for(request, pk)
    if report.paper_id is None:
        raise Http404
    content = storage.path_of(report.paper.scan.sha256).open("rb")
    media_type = report.paper.scan.media_type
    response = FileResponse(content, as_attachment=True, filename=report.paper.scan_name, content_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
