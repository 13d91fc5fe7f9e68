"""Pages of the review: queue, one report under review, and the acts on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from departments import transitions
from departments.permissions import Refused
from reports.review import remarks, workflow
from reports.review.forms import AcceptForm, AnswerForm, ReasonForm, RemarkForm
from reports.review.models import Remark
from reports.review.queue import FILTERS, queue_for
from reports.review.reading import sections_of
from reports.submissions import checks
from reports.submissions.models import AnnualReport

PAGE = 50


@require_GET
def queue(request):
    """What waits for this reviewer, what waits for units, what is accepted."""
    tab = request.GET.get("tab", "waiting")
    if tab not in FILTERS:
        raise Http404
    shown = queue_for(request.user, tab)
    page = Paginator(shown.reports, PAGE).get_page(request.GET.get("page"))
    return render(request, "review/queue/page.html", {"queue": shown, "page": page})


def _report(request, pk: int) -> AnnualReport:
    """A submitted report this person may see; anything else is not found."""
    reports = AnnualReport.objects.visible_to(request.user).for_listing()
    return get_object_or_404(reports.filter(first_submitted_at__isnull=False), pk=pk)


@require_GET
def review(request, pk: int):
    """One report, field by field, with remarks and the acts that are possible now."""
    report = _report(request, pk)
    return render(request, "review/report/page.html", _review_context(request, report))


def _review_context(request, report: AnnualReport, **forms) -> dict:
    revision = report.revisions.select_related("signed_off_by__staff", "prepared_by__staff").order_by("-number").first()
    acts = {t.name: transitions.why_not(report, t, request.user) for t in workflow.TRANSITIONS}
    return {
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


def _move(request, report: AnnualReport, transition, done: str, **data):
    """Make a move and go on to the review page; a refusal is a sentence, and nothing has changed."""
    try:
        transitions.move(report, transition, by=request.user, at=request.now, **data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("review:review", pk=report.pk)


@require_POST
def claim(request, pk: int):
    return _move(request, _report(request, pk), workflow.CLAIM, _("You are now reviewing this report."))


@require_POST
def release(request, pk: int):
    return _move(request, _report(request, pk), workflow.RELEASE, _("The report is back in the queue."))


@require_POST
def return_report(request, pk: int):
    return _move_with_reason(request, pk, workflow.RETURN, _("The report has been returned to the unit."))


@require_POST
def reopen(request, pk: int):
    return _move_with_reason(request, pk, workflow.REOPEN, _("The report has been reopened."))


def _move_with_reason(request, pk: int, transition, done: str):
    report = _report(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(
            request, "review/report/page.html", _review_context(request, report, reason_form=form), status=422
        )
    data = form.cleaned_data
    return _move(request, report, transition, done, note=data["reason"], seen=data["seen"])


@require_POST
def accept(request, pk: int):
    report = _report(request, pk)
    form = AcceptForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    return _move(request, report, workflow.ACCEPT, _("The report has been accepted."), seen=seen)


@require_POST
def write_remark(request, pk: int):
    report = _report(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return render(
            request, "review/report/page.html", _review_context(request, report, remark_form=form), status=422
        )
    return _act(
        request, report, _("The remark has been noted."), remarks.write, report, **form.cleaned_data, at=request.now
    )


@require_POST
def drop_remark(request, pk: int):
    remark = get_object_or_404(Remark.objects.visible_to(request.user).select_related("report__department"), pk=pk)
    return _act(request, remark.report, _("The remark has been deleted."), remarks.drop, remark)


@require_POST
def close_remark(request, pk: int):
    remark = get_object_or_404(Remark.objects.visible_to(request.user).select_related("report__department"), pk=pk)
    return _act(request, remark.report, _("The remark is closed."), remarks.close, remark, at=request.now)


def _act(request, report: AnnualReport, done: str, action, *args, **kwargs):
    try:
        action(*args, by=request.user, **kwargs)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("review:review", pk=report.pk)


@require_POST
def answer_remark(request, pk: int):
    """The unit answers; back to the field it was about."""
    remark = get_object_or_404(Remark.objects.visible_to(request.user).sent(), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            remarks.answer(remark, text=form.cleaned_data["text"], by=request.user, at=request.now)
            messages.success(request, _("Your answer has been kept."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Please write the answer."))
    return redirect("submissions:check", pk=remark.report_id)
