"""Tags of this room: the history of an object, the number of unread notices, dates people plan by."""

from datetime import date

from django import template
from django.db.models import Model
from django.utils.formats import date_format

from departments.models import AuditEvent, Notice

register = template.Library()
SATURDAY = 5


@register.inclusion_tag("departments/_history.html")
def history(instance: Model) -> dict:
    """Who did what to this object, when, from which state to which, and why; newest first."""
    return {"events": _gathered(list(AuditEvent.objects.about(instance).reverse()))}


def _gathered(events: list[AuditEvent]) -> list[AuditEvent]:
    """Acts of one kind that one person did one after the other stand as the last of them, with `more` behind it."""
    gathered: list[AuditEvent] = []
    for event in events:
        event.more = []
        if gathered and _continues(gathered[-1], event):
            gathered[-1].more.append(event)
        else:
            gathered.append(event)
    return gathered


def _continues(event: AuditEvent, earlier: AuditEvent) -> bool:
    """Neither changed the state nor says why: nothing is lost by standing together."""
    plain = all(row.before == row.after and not row.note for row in (event, earlier))
    return plain and (event.action, event.actor) == (earlier.action, earlier.actor)


@register.filter
def dated(day: date | None) -> str:
    """`30/11/2026`, and on a weekend `29/11/2026 (Chủ nhật)`: a date people plan by."""
    if day is None:
        return "–"
    written = date_format(day, "d/m/Y")
    return f"{written} ({date_format(day, 'l')})" if day.weekday() >= SATURDAY else written


@register.simple_tag
def unread_notices(user) -> int:
    """How many notices the person has not read."""
    return Notice.objects.of(user).unread().count() if user.is_authenticated else 0
