"""The steps by which units are reminded: read by those who chase, changed by HC-TC."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign.models import ReportingPeriod
from campaign.views.editor import create_page, edit_page
from departments.permissions import check
from reports.chasing import permissions
from reports.chasing.forms import StepForm
from reports.chasing.models import ReminderStep


@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    check(permissions.edit_steps, request.user, None)
    latest = ReportingPeriod.objects.visible_to(request.user).annual().begun().order_by("-year").first()
    context = {"steps": ReminderStep.objects.visible_to(request.user), "period": latest}
    return render(request, "chasing/steps/list.html", context)


@require_http_methods(["GET", "POST"])
def step_new(request: HttpRequest) -> HttpResponse:
    check(permissions.edit_steps, request.user, None)
    row = ReminderStep(code=ReminderStep.objects.free_code())
    return create_page(
        request, row, StepForm, rule=permissions.edit_steps, heading=_("New reminder step"),
        back=reverse("chasing:steps"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    check(permissions.edit_steps, request.user, None)
    row = get_object_or_404(ReminderStep.objects.visible_to(request.user), pk=pk)
    return edit_page(
        request, row, StepForm, rule=permissions.edit_steps, heading=_("Reminder step"), back=reverse("chasing:steps"),
        note=_("The change counts from the next working day on. What has been sent stays in the log."),
    )  # fmt: skip
