"""Claimed, put back, returned, accepted, reopened: one POST each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments import transitions
from departments.permissions import Refused
from reports.review import workflow
from reports.review.forms import AcceptForm, ReasonForm
from reports.review.views.reading import page_of, report_for
from reports.submissions.models import AnnualReport


def _move(request: HttpRequest, report: AnnualReport, transition, done: str, **data) -> HttpResponse:
    """Make a move and go on to the review page; a refusal is a sentence, and nothing has changed."""
    try:
        transitions.move(report, transition, by=request.user, at=request.now, **data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("review:review", pk=report.pk)


def _move_with_reason(request: HttpRequest, pk: int, transition, done: str) -> HttpResponse:
    report = report_for(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page_of(request, report, status=422, reason_form=form)
    data = form.cleaned_data
    return _move(request, report, transition, done, note=data["reason"], seen=data["seen"])


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, report_for(request, pk), workflow.CLAIM, _("You are now reviewing this report."))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, report_for(request, pk), workflow.RELEASE, _("The report is back in the queue."))


@require_POST
def return_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _move_with_reason(request, pk, workflow.RETURN, _("The report has been returned to the unit."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _move_with_reason(request, pk, workflow.REOPEN, _("The report has been reopened."))


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    form = AcceptForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    return _move(request, report_for(request, pk), workflow.ACCEPT, _("The report has been accepted."), seen=seen)
