"""*Việc cần làm của tôi*: proposals to tell leadership that wait for the head of HC-TC."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from departments.roles import Permission
from departments.todo import Todo, Tone, register
from departments.vietnamese import format_date
from reports.chasing.models import Escalation

SHOWN = 5


@register
def escalations_to_decide(user, now: datetime) -> list[Todo]:
    """Each unit whose delay leadership should hear of, the longest waiting first."""
    if not user.may(Permission.CONFIRM_ESCALATIONS):
        return []
    waiting = Escalation.objects.visible_to(user).proposed().for_listing().order_by("proposed_at", "pk")
    return [
        Todo(
            title=_("Decide whether leadership is told about %(unit)s") % {"unit": row.department},
            detail=f"{row.period} · {_('on time until')} {format_date(row.limit)}",
            url=reverse("chasing:escalation", args=[row.pk]),
            action=_("Read and decide"),
            tone=Tone.BAD,
            badge=str(Escalation.State(row.state).label),
            order=15,
        )
        for row in waiting[:SHOWN]
    ]
