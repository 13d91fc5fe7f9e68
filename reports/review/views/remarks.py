"""Remarks written, deleted and closed by the reviewer, answered by the unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments.permissions import Refused
from reports.review import remarks
from reports.review.forms import AnswerForm, RemarkForm
from reports.review.models import Remark
from reports.review.views.reading import page_of, report_for
from reports.submissions.models import AnnualReport


def _act(request: HttpRequest, report: AnnualReport, done: str, action, *args, **kwargs) -> HttpResponse:
    try:
        action(*args, by=request.user, **kwargs)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(f"{reverse('review:review', args=[report.pk])}{_anchor(request)}")


def _anchor(request: HttpRequest) -> str:
    """Back to the field that was acted upon."""
    code = request.POST.get("field", "")
    return f"#f-{code}" if code.replace(".", "").isalnum() else ""


def _remark(request: HttpRequest, pk: int) -> Remark:
    return get_object_or_404(Remark.objects.visible_to(request.user).select_related("report__department"), pk=pk)


@require_POST
def write_remark(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return page_of(request, report, status=422, remark_form=form)
    done = _("The remark has been noted.")
    return _act(request, report, done, remarks.write, report, **form.cleaned_data, at=request.now)


@require_POST
def drop_remark(request: HttpRequest, pk: int) -> HttpResponse:
    remark = _remark(request, pk)
    return _act(request, remark.report, _("The remark has been deleted."), remarks.drop, remark)


@require_POST
def close_remark(request: HttpRequest, pk: int) -> HttpResponse:
    remark = _remark(request, pk)
    return _act(request, remark.report, _("The remark is closed."), remarks.close, remark, at=request.now)


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviewer answers back: the remark is open again."""
    remark = _remark(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write the answer."))
        return redirect("review:review", pk=remark.report_id)
    done = _("Your answer has been kept; the remark is open again.")
    return _act(request, remark.report, done, remarks.reply, remark, text=form.cleaned_data["text"], at=request.now)


@require_POST
def answer_remark(request: HttpRequest, pk: int) -> HttpResponse:
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
