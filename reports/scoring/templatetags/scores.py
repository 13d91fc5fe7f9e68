"""How points read on a page."""

from decimal import Decimal

from django import template

from reports.scoring.points import in_words

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """`15` · `4,5`."""
    return in_words(value)
