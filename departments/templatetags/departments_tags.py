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
    field = next((f for f in instance._meta.fields if f.name == "state"), None)
    labels = {str(value): label for value, label in (field.flatchoices if field else [])}
    events = list(AuditEvent.objects.about(instance).reverse())
    for event in events:
        event.from_label = labels.get(event.before, event.before)
        event.to_label = labels.get(event.after, event.after)
    return {"events": events}


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
