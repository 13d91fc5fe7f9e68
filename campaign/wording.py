"""How figures and registered targets read, wherever they are shown or printed."""

from decimal import Decimal

from campaign.models import IndicatorDefinition
from departments.vietnamese import format_decimal, format_percent


def number(value: Decimal | None, definition: IndicatorDefinition) -> str:
    """A figure with the decimals it was typed with, never rounded; of a ratio the percentage with one decimal."""
    if value is None:
        return ""
    if definition.is_ratio:
        return format_percent(value) if definition.unit == "%" else format_decimal(value, 1)
    return format_decimal(value)


def parts(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """`37 / 39`."""
    if numerator is None or denominator is None:
        return ""
    return f"{format_decimal(numerator)} / {format_decimal(denominator)}"


def target(row, definition: IndicatorDefinition) -> str:
    """A target (`value`, or `numerator` and `denominator`); a percentage registered as such stands as it was typed."""
    if row is None:
        return ""
    if row.numerator is not None and row.denominator:
        return number(row.numerator / row.denominator * 100, definition)
    if row.value is None:
        return ""
    return f"{format_decimal(row.value)}{'%' if definition.is_ratio and definition.unit == '%' else ''}"
