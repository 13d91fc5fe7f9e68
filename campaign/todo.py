"""What HC-TC has to do about the plan and its periods."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import Campaign, Phase, ReportingPeriod
from departments.roles import Permission
from departments.todo import Todo, Tone, register


@register
def periods_to_open(user, now: datetime) -> list[Todo]:
    """This year's planned periods that ask the units for reports."""
    if not user.may(Permission.MANAGE_PERIODS):
        return []
    year = timezone.localdate(now).year
    waiting = ReportingPeriod.objects.planned().for_year(year).filter(office_level_only=False)
    return [_open_task(period) for period in waiting]


def _open_task(period: ReportingPeriod) -> Todo:
    dated = period.due_on and period.on_time_until
    return Todo(
        title=_("Open the period: %(period)s") % {"period": period.title},
        detail="" if dated else _("Due date and punctuality are not set yet."),
        url=reverse("campaign:period_detail", args=[period.pk]),
        action=_("See the period"),
        badge=period.get_state_display(),
        due=period.due_on,
        tone=Tone.NONE,
        order=40,
    )


@register
def plan_to_complete(user, now: datetime) -> list[Todo]:
    """The plan's number and day, and the guidance of the present phase, as long as they are blank."""
    if not user.may(Permission.EDIT_CATALOGUE):
        return []
    tasks = [_number_task() for campaign in Campaign.objects.filter(plan_number="")]
    phases = Phase.objects.of_year(timezone.localdate(now).year)
    return tasks + [_guidance_task(phase) for phase in phases if phase.waits_for_guidance]


def _number_task() -> Todo:
    return Todo(
        title=_("Enter the number and day of the plan"),
        detail=_("They are blank in the source copy."),
        url=reverse("campaign:plan_number"),
        action=_("Enter"),
        badge=_("Not entered yet"),
        tone=Tone.NONE,
        order=60,
    )


def _guidance_task(phase: Phase) -> Todo:
    return Todo(
        title=_("Enter the guidance for %(phase)s") % {"phase": phase.name},
        detail=_("Until then the criteria of phase 1 are in use."),
        url=reverse("campaign:guidance", args=[phase.number]),
        action=_("Enter"),
        badge=_("Not entered yet"),
        tone=Tone.WARN,
        order=50,
    )
