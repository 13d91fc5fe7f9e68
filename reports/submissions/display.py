"""An answer in words: one place decides how a figure, a ratio or its absence reads on screen and on paper."""

from decimal import Decimal

from django.utils.translation import gettext as _

from campaign.models import IndicatorDefinition
from departments.vietnamese import format_decimal, format_percent
from reports.submissions.models import IndicatorValue

Status = IndicatorValue.Status


def show_figure(answer, definition: IndicatorDefinition) -> str:
    """`answer` has status, value, numerator, denominator (a row, or one read from a revision). "" when blank."""
    if answer.status == Status.NONE_ARISEN:
        return _("Nothing arose")
    if answer.status == Status.NOT_MINE:
        return _("Not this unit's task")
    if answer.numerator is not None:
        parts = f"{format_decimal(answer.numerator)}/{format_decimal(answer.denominator)}"
        return f"{parts} ({show_percent(answer.figure)})" if answer.figure is not None else parts
    return format_decimal(answer.value) if answer.value is not None else ""


def show_percent(value: Decimal | None) -> str:
    """One decimal, rounded only here, for print."""
    return format_percent(value, 1) if value is not None else ""


def show_target(target, definition: IndicatorDefinition) -> str:
    """A registered target: a ratio's as a percentage."""
    if target.numerator is not None:
        return show_percent(target.numerator / target.denominator * 100) if target.denominator else ""
    if target.value is None:
        return ""
    return show_percent(target.value) if definition.is_ratio else format_decimal(target.value)
