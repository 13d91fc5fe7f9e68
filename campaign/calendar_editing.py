"""What HC-TC does to the calendar of working days, each act recorded. Corrections go through `campaign.editing`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaign import permissions
from campaign.models import CalendarDay
from departments import audit
from departments.permissions import Refused, check


@transaction.atomic
def add(row: CalendarDay, *, by, at: datetime) -> CalendarDay:
    """Enter a day; one that was taken out is entered again. Raises Refused when somebody was faster."""
    check(permissions.edit_calendar, by, row)
    entered = {"kind": row.kind, "name": row.name, "source": row.source, "is_verified": row.is_verified}
    made, created = CalendarDay.objects.select_for_update().get_or_create(day=row.day, defaults=entered)
    if not created:
        if not made.is_dropped:
            raise Refused(_("This day stands in the calendar already. Please edit it there."))
        for name, value in entered.items():
            setattr(made, name, value)
        made.is_dropped = False
        made.save()
    audit.record("campaign.calendarday.create", target=made, by=by, at=at, label="Thêm ngày vào lịch", data=entered)
    return made


@transaction.atomic
def drop(row: CalendarDay, *, by, at: datetime) -> None:
    """Take a day out; its row stays, so that `load_plan` does not bring it back. Twice is the same as once."""
    check(permissions.edit_calendar, by, row)
    row = CalendarDay.objects.select_for_update().get(pk=row.pk)
    if row.is_dropped:
        return
    row.is_dropped = True
    row.save(update_fields=["is_dropped"])
    audit.record("campaign.calendarday.drop", target=row, by=by, at=at, label="Bỏ ngày khỏi lịch")
