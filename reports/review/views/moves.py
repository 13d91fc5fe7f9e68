"""Claimed, put back, handed over, returned, accepted, reopened: one POST each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments import transitions
from departments.permissions import Refused
from reports.review import permissions, workflow
from reports.review.forms import AcceptForm, HandOverForm, ReasonForm, ReopenForm, ReturnForm
from reports.review.remarks import labels_of
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


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, report_for(request, pk), workflow.CLAIM, _("You are now reviewing this report."))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, report_for(request, pk), workflow.RELEASE, _("The report is back in the queue."))


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To a named colleague; only those who may review this report are offered and taken."""
    report = report_for(request, pk)
    form = HandOverForm(request.POST, colleagues=permissions.colleagues(report).exclude(pk=request.user.pk))
    if not form.is_valid():
        return page_of(request, report, status=422, hand_over_form=form)
    done = _("%(name)s now has the review and has been told.") % {"name": form.cleaned_data["to"]}
    return _move(request, report, workflow.HAND_OVER, done, **form.cleaned_data)


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page_of(request, report, status=422, take_over_form=form)
    data = form.cleaned_data
    done = _("You have taken the review over.")
    return _move(request, report, workflow.TAKE_OVER, done, note=data["reason"], seen=data["seen"])


@require_POST
def return_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(request, pk)
    form = ReturnForm(request.POST, today=timezone.localdate(request.now))
    if not form.is_valid():
        return page_of(request, report, status=422, reason_form=form)
    data = form.cleaned_data
    done = _("The report has been returned to the unit.")
    facts = {"note": data["reason"], "seen": data["seen"], "answer_by": data["answer_by"]}
    return _move(request, report, workflow.RETURN, done, **facts)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """With a reason, and fields chosen from the list of this report."""
    report = report_for(request, pk)
    form = ReopenForm(request.POST, labels=labels_of(report))
    if not form.is_valid():
        return page_of(request, report, status=422, reopen_form=form)
    data = form.cleaned_data
    done = _("The report has been reopened.")
    facts = {"note": data["reason"], "seen": data["seen"], "fields": data["codes"]}
    return _move(request, report, workflow.REOPEN, done, **facts)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    form = AcceptForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    return _move(request, report_for(request, pk), workflow.ACCEPT, _("The report has been accepted."), seen=seen)
