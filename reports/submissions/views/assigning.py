"""*Phân công nhập liệu*: the head gives sections to people of the unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.permissions import Refused
from reports.submissions import assigning, deadlines, permissions
from reports.submissions import material as materials
from reports.submissions.forms import AssignmentForm
from reports.submissions.views.access import report_for


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One choice per section."""
    report = report_for(request, pk, permissions.assign)
    form = AssignmentForm(
        materials.of(report).sections,
        assigning.people_of(report),
        assigning.assigned(report),
        data=request.POST if request.method == "POST" else None,
    )
    if form.is_bound and form.is_valid():
        try:
            assigning.assign(report, form.wanted(), by=request.user, at=request.now)
            messages.success(request, _("The assignment was saved; the people concerned were told."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("submissions:report", pk=pk)
    context = {"report": report, "form": form, "deadline": deadlines.of_report(report, timezone.localdate(request.now))}
    return render(request, "submissions/report/assign.html", context)
