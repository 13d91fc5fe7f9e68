"""*Việc cần làm của tôi*: requests to decide; what one's own unit has asked and still waits for."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from departments.permissions import allows
from departments.roles import Permission
from departments.todo import Todo, Tone, register
from departments.vietnamese import format_date
from reports.extensions import permissions
from reports.extensions.models import Extension

SHOWN = 5


@register
def to_decide(user, now: datetime) -> list[Todo]:
    """Requests this person may grant or refuse, the oldest first."""
    if not (user.may(Permission.GRANT_EXTENSIONS) or user.may(Permission.ACCEPT_HCTC_REPORT)):
        return []
    rows = Extension.objects.visible_to(user).waiting().for_listing().order_by("asked_at", "pk")
    mine = [row for row in rows if allows(permissions.decide, user, row)]
    return [_task(row, _("Extension for %(unit)s") % {"unit": row.department}, _("Decide")) for row in mine[:SHOWN]]


@register
def asked_by_my_units(user, now: datetime) -> list[Todo]:
    """Requests of the person's units that are not decided yet."""
    if not user.department_ids:
        return []
    rows = Extension.objects.of_units(user.department_ids).waiting().for_listing()
    return [_task(row, _("Extension asked for"), _("View"), Tone.NONE) for row in rows]


def _task(row: Extension, title: str, action: str, tone: Tone = Tone.WARN) -> Todo:
    return Todo(
        title=title,
        detail=_("%(period)s · wished until %(day)s") % {"period": row.period, "day": format_date(row.wished_until)},
        url=reverse("extensions:extension", args=[row.pk]),
        action=action,
        badge=row.get_state_display(),
        tone=tone,
        order=15,
        about=f"extension {row.pk}",
    )
