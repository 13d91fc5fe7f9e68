"""Appraised figure: one page per figure, with the reported one beside the boxes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from departments.permissions import Refused, allows
from reports.review import appraisal, appraising, permissions
from reports.review.appraisal_forms import AppraisalForm
from reports.review.models import Appraisal
from reports.review.views.reading import report_for
from reports.submissions.models import AnnualReport


def _report(request: HttpRequest, pk: int) -> AnnualReport:
    """A report whose figures this person may appraise; to others there is no such page."""
    report = report_for(request, pk)
    if not allows(permissions.review, request.user, report):
        raise Http404
    return report


@require_http_methods(["GET", "POST"])
def appraise(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Set or change the appraised figure; what was typed stays on the page when it cannot be taken."""
    report = _report(request, pk)
    definition = get_object_or_404(report.period.period_indicators.with_code(code))
    revision = report.revisions.order_by("-number").first()
    entry = revision.content["values"].get(code)
    if entry is None or not appraisal.can_be_appraised(entry, definition):
        raise Http404
    known = Appraisal.objects.of_report(report).filter(field=code).first()
    form = AppraisalForm(definition, known, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = appraising.appraise(report, code, by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = appraisal.shown(made, definition, entry).figure
            messages.success(request, _("%(code)s: the appraised figure is %(said)s.") % {"code": code, "said": said})
            return redirect(f"{reverse('review:review', args=[pk])}#f-{code}")
    context = {
        "report": report,
        "definition": definition,
        "reported": appraisal.in_words(entry, definition),
        "note": entry["note"],
        "known": appraisal.shown(known, definition, entry) if known else None,
        "form": form,
        "refused": permissions.conduct(request.user, report),
    }
    return render(request, "review/appraisal.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The reported figure counts again."""
    report = _report(request, pk)
    try:
        appraising.withdraw(report, code, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(code)s: the reported figure counts again.") % {"code": code})
    return redirect(f"{reverse('review:review', args=[pk])}#f-{code}")
