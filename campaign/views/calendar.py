"""The calendar of working days: one year at a time; days are entered, corrected and taken out by HC-TC."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campaign import calendar_editing, permissions
from campaign.forms import CalendarDayForm, NewCalendarDayForm
from campaign.models import CalendarDay
from campaign.views.editor import edit_page
from campaign.views.plan import the_campaign
from campaign.working_days import weekday
from departments.permissions import Refused, allows

require_form = require_http_methods(["GET", "POST"])


@require_GET
def calendar(request):
    """Days off and days worked instead, of one year of the movement."""
    campaign = the_campaign()
    years = range(campaign.from_year, campaign.to_year + 1)
    asked = request.GET.get("year", "")
    now = timezone.localdate(request.now).year
    year = next((one for one in years if str(one) == asked), now)
    rows = list(CalendarDay.objects.visible_to(request.user).in_use().of_year(year))
    for row in rows:
        row.weekday = weekday(row.day)
    context = {
        "rows": rows,
        "year": year,
        "tabs": [{"url": f"?year={one}", "label": one, "current": one == year, "count": None} for one in years],
        "unverified": sum(not row.is_verified for row in rows),
        "may_edit": allows(permissions.edit_calendar, request.user, None),
    }
    return render(request, "campaign/calendar/list.html", context)


def _day(request, pk: int) -> CalendarDay:
    return get_object_or_404(CalendarDay.objects.visible_to(request.user).in_use(), pk=pk)


def _back(row: CalendarDay | None = None) -> str:
    return reverse("campaign:calendar") + (f"?year={row.day.year}" if row else "")


@require_form
def day_new(request):
    return edit_page(
        request, CalendarDay(), NewCalendarDayForm, rule=permissions.edit_calendar, back=_back(), save=_add,
        heading=_("New day of the calendar"),
        note=_("Saturdays and Sundays are off without being entered; enter a Saturday only where it is worked."),
    )  # fmt: skip


def _add(request, row: CalendarDay, form, rule) -> bool:
    for name, value in form.values().items():
        setattr(row, name, value)
    calendar_editing.add(row, by=request.user, at=request.now)
    return True


@require_form
def day_edit(request, pk: int):
    row = _day(request, pk)
    heading = _("Day of the calendar: %(day)s") % {"day": f"{row.day:%d/%m/%Y}"}
    return edit_page(
        request, row, CalendarDayForm, rule=permissions.edit_calendar, heading=heading, back=_back(row)
    )  # fmt: skip


@require_form
def day_drop(request, pk: int):
    """Take a day out, after having been asked."""
    row = _day(request, pk)
    if refusal := permissions.edit_calendar(request.user, row):
        messages.error(request, str(refusal))
        return redirect(_back(row))
    if request.method == "GET":
        return render(request, "campaign/calendar/drop.html", {"row": row, "back": _back(row)})
    try:
        calendar_editing.drop(row, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(day)s has been taken out of the calendar.") % {"day": row})
    return redirect(_back(row))
