"""Sent, taken back, returned, approved, numbered, corrected, replaced."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments import transitions
from departments.permissions import Refused
from reports.consolidation import starting, workflow
from reports.consolidation.forms import DecisionForm, NumberForm
from reports.consolidation.views.workbench import report_context, report_of


def _decide(request, pk: int, transition, done: str):
    """One move with its reason; a refusal is a sentence and nothing has changed."""
    report = report_of(request, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _again(request, report, "", decision_form=form)
    data = form.cleaned_data
    try:
        transitions.move(
            report, transition, by=request.user, at=request.now, note=data["reason"], seen=data["seen"],
            override=data["override"],
        )  # fmt: skip
    except Refused as refusal:
        return _again(request, report_of(request, pk), str(refusal), decision_form=form)
    messages.success(request, done)
    return redirect("consolidation:report", pk=pk)


def _again(request, report, sentence: str, **forms):
    """The page as it is now, with what was typed; nothing has changed."""
    messages.error(request, sentence or _("Nothing was changed. Please correct what is marked and try again."))
    return render(request, "consolidation/report/page.html", report_context(request, report, **forms), status=422)


@require_POST
def send(request, pk: int):
    return _decide(request, pk, workflow.SEND, _("The report has been sent to leadership."))


@require_POST
def withdraw(request, pk: int):
    return _decide(request, pk, workflow.WITHDRAW, _("The report has been taken back."))


@require_POST
def return_report(request, pk: int):
    return _decide(request, pk, workflow.RETURN, _("The report has been returned to HC-TC."))


@require_POST
def approve(request, pk: int):
    return _decide(request, pk, workflow.APPROVE, _("The report has been approved. Its content is now frozen."))


def _number(request, pk: int, transition, done: str):
    report = report_of(request, pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _again(request, report, "", number_form=form)
    data = form.cleaned_data
    try:
        transitions.move(
            report, transition, by=request.user, at=request.now, note=data["reason"], seen=data["seen"],
            number=data["number"], on=data["on"],
        )  # fmt: skip
    except Refused as refusal:
        if field := {"number": "number", "date": "on"}.get(getattr(refusal, "field", "")):
            form.add_error(field, str(refusal))
        return _again(request, report_of(request, pk), str(refusal), number_form=form)
    messages.success(request, done)
    return redirect("consolidation:report", pk=pk)


@require_POST
def record(request, pk: int):
    return _number(request, pk, workflow.RECORD, _("Number and date have been recorded. The report is issued."))


@require_POST
def correct(request, pk: int):
    return _number(request, pk, workflow.CORRECT, _("Number and date have been corrected."))


@require_POST
def replace(request, pk: int):
    """Begin the report that will replace this issued one."""
    report = report_of(request, pk)
    form = DecisionForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        fresh = starting.start_replacement(report, by=request.user, at=request.now, note=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consolidation:report", pk=pk)
    messages.success(request, _("A replacement has been begun. The issued report stays in force until then."))
    return redirect("consolidation:report", pk=fresh.pk)
