"""One report, field by field, with remarks and the acts that are possible now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from departments import transitions
from reports.review import workflow
from reports.review.forms import ReasonForm, RemarkForm
from reports.review.reading import sections_of
from reports.submissions import checks
from reports.submissions.models import AnnualReport


def report_for(request: HttpRequest, pk: int) -> AnnualReport:
    """A submitted report this person may see; anything else is not found."""
    reports = AnnualReport.objects.visible_to(request.user).for_listing()
    return get_object_or_404(reports.filter(first_submitted_at__isnull=False), pk=pk)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, field by field, with remarks and the acts that are possible now."""
    return page_of(request, report_for(request, pk))


def page_of(request: HttpRequest, report: AnnualReport, status: int = 200, **forms) -> HttpResponse:
    """The review page; with a bound form in `forms` it comes back as it was typed."""
    revision = report.revisions.select_related("signed_off_by__staff", "prepared_by__staff").order_by("-number").first()
    acts = {t.name: transitions.why_not(report, t, request.user) for t in workflow.TRANSITIONS}
    context = {
        "report": report,
        "revision": revision,
        "sections": sections_of(report, revision),
        "warnings": [] if report.is_with_unit else checks.warnings(report),
        "refusals": acts,
        "reviewing": report.state == report.State.UNDER_REVIEW and acts["return"] is None,
        "waiting_remarks": [r for r in report.remarks.all() if r.sent_at is None],
        "reason_form": forms.get("reason_form") or ReasonForm(initial={"seen": report.version}),
        "remark_form": forms.get("remark_form") or RemarkForm(),
    }
    return render(request, "review/report/page.html", context, status=status)
