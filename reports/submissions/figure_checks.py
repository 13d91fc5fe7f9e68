"""What the form itself demands of a figure. Everything else is a rule of the period (see `evaluators`)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.vietnamese import format_decimal
from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue
from reports.submissions.problems import Problem, error, missing

Status = IndicatorValue.Status

#: A figure of this unit of measure is a share of a whole, and cannot pass 100 %.
SHARE = "%"


def of(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    """What is missing or impossible in one figure. A computed one is judged by its parts."""
    if value.status == Status.BLANK:
        if not material.parts_of(value):
            yield missing(value.indicator.code, _missing(value), str(value.indicator))
        return
    if value.status == Status.VALUE:
        for demand in DEMANDS:
            yield from demand(value)


def _missing(value: IndicatorValue) -> str:
    if value.indicator.is_ratio:
        return _("%(code)s has no figure yet. Please enter both parts (for example 37 and 39), or choose “Nothing "
                 "arose” or “Not this unit's task”.") % {"code": value.indicator.code}  # fmt: skip
    return _("%(code)s has no figure yet. Please enter a number (for example 12), or choose “Nothing arose” or "
             "“Not this unit's task”.") % {"code": value.indicator.code}  # fmt: skip


def _no_empty_figure(value: IndicatorValue) -> Iterator[Problem]:
    if value.value is None and value.numerator is None:
        yield missing(value.indicator.code, _missing(value), str(value.indicator))


def _ratio(value: IndicatorValue) -> Iterator[Problem]:
    """The whole is not zero; of a share the part is not larger than the whole."""
    if value.numerator is None:
        return
    facts = {
        "code": value.indicator.code,
        "numerator": format_decimal(value.numerator),
        "denominator": format_decimal(value.denominator),
    }
    if value.denominator == 0:
        text = _("%(code)s: the denominator is 0, so no ratio can be computed. Please enter the total (for example "
                 "39), or choose “Nothing arose”.")  # fmt: skip
        yield error(facts["code"], text % facts)
    elif value.numerator > value.denominator and value.indicator.unit == SHARE:
        text = _("%(code)s: the numerator %(numerator)s is larger than the denominator %(denominator)s. Please check "
                 "the two figures (for example 37 of 39).")  # fmt: skip
        yield error(facts["code"], text % facts)


def _not_negative(value: IndicatorValue) -> Iterator[Problem]:
    """Counts, stocks and ratios cannot be below zero; money can (an overspend): a rule of the period asks about it."""
    negative = [n for n in (value.value, value.numerator, value.denominator) if n is not None and n < 0]
    if not negative or value.indicator.may_be_negative or value.indicator.is_money:
        return
    facts = {"code": value.indicator.code, "figure": format_decimal(negative[0])}
    text = _("%(code)s: %(figure)s is below zero. Please enter a figure from 0 upwards (for example 12).")
    yield error(facts["code"], text % facts)


def _decimals(value: IndicatorValue) -> Iterator[Problem]:
    """No more decimals than the indicator has. The parts of a ratio are counts and may carry the same."""
    places = value.indicator.decimals
    for figure in (value.value, value.numerator, value.denominator):
        if figure is not None and figure != round(figure, places):
            facts = {
                "code": value.indicator.code,
                "figure": format_decimal(figure),
                "places": places,
                "example": format_decimal(Decimal("12.3456"), places),
            }
            text = _("%(code)s: %(figure)s has more than %(places)s decimals. Please enter it like %(example)s.")
            yield error(facts["code"], text % facts)
            return


DEMANDS = (_no_empty_figure, _ratio, _not_negative, _decimals)
