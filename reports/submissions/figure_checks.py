"""Checks of figures. Each rule looks at one answer and yields what is wrong with it, in the words of the office."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from departments.vietnamese import format_decimal, format_percent
from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue
from reports.submissions.problems import Problem, error, missing, no_evidence, warning

Status = IndicatorValue.Status

#: A change against last year by more than this share of last year's figure asks for a second look.
SUDDEN_CHANGE = Decimal("0.5")
#: A figure of this unit of measure is a share of a whole, and cannot pass 100 %.
SHARE = "%"


def of(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    """Everything there is to say about one figure. A computed one is judged by its parts."""
    if value.status == Status.BLANK:
        if not material.parts_of(value):
            yield missing(value.indicator.code, _missing(value), str(value.indicator))
        return
    if value.status == Status.VALUE:
        for rule in RULES:
            yield from rule(value, material)


def _missing(value: IndicatorValue) -> str:
    if value.indicator.is_ratio:
        return _("%(code)s has no figure yet. Please enter both parts (for example 37 and 39), or choose “Nothing "
                 "arose” or “Not this unit's task”.") % {"code": value.indicator.code}  # fmt: skip
    return _("%(code)s has no figure yet. Please enter a number (for example 12), or choose “Nothing arose” or "
             "“Not this unit's task”.") % {"code": value.indicator.code}  # fmt: skip


def _no_empty_figure(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    if value.value is None and value.numerator is None:
        yield missing(value.indicator.code, _missing(value), str(value.indicator))


def _ratio(value: IndicatorValue, material: Material) -> Iterator[Problem]:
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


def _not_negative(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    """Counts, stocks and ratios cannot be below zero; money can (an overspend), but asks for a look."""
    negative = [n for n in (value.value, value.numerator, value.denominator) if n is not None and n < 0]
    if not negative or value.indicator.may_be_negative:
        return
    facts = {"code": value.indicator.code, "figure": format_decimal(negative[0])}
    if value.indicator.is_money:
        text = _(
            "%(code)s: %(figure)s is below zero, which means an overspend. Please check and explain it in the note."
        )
        yield warning(facts["code"], text % facts)
    else:
        text = _("%(code)s: %(figure)s is below zero. Please enter a figure from 0 upwards (for example 12).")
        yield error(facts["code"], text % facts)


def _decimals(value: IndicatorValue, material: Material) -> Iterator[Problem]:
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


def _sum(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    """A total equals the sum of its parts, as far as the unit gives them."""
    parts = [part for part in material.parts_of(value) if part.status == Status.VALUE and part.value is not None]
    if not parts or value.value is None:
        return
    difference = abs(value.value - sum((part.value for part in parts), Decimal(0)))
    if difference:
        codes = value.indicator.computed_from
        facts = {
            "code": value.indicator.code,
            "first": codes[0],
            "last": codes[-1],
            "difference": format_decimal(difference),
            "unit": value.indicator.unit,
        }
        text = _("The total %(code)s does not equal the sum of %(first)s–%(last)s: the difference is %(difference)s "
                 "%(unit)s.")  # fmt: skip
        yield error(facts["code"], text % facts)


def _part_of_whole(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    whole = material.by_code.get(value.indicator.part_of)
    if whole is None or whole.value is None or value.value is None or value.value <= whole.value:
        return
    facts = {
        "code": value.indicator.code,
        "figure": format_decimal(value.value),
        "whole": whole.indicator.code,
        "total": format_decimal(whole.value),
    }
    text = _(
        "%(code)s (%(figure)s) is a part of %(whole)s (%(total)s) and cannot be larger. Please check both figures."
    )
    yield error(facts["code"], text % facts)


def _evidence(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    definition = value.indicator
    expected = definition.evidence_required or definition.evidence_hint
    if not expected or not value.figure or material.evidence_of(value):
        return
    text = _("There is no evidence for %(code)s yet.") % {"code": definition.code}
    if definition.evidence_hint:
        text += " " + _("What counts as evidence: %(hint)s.") % {"hint": definition.evidence_hint.rstrip(".")}
    yield no_evidence(definition.code, text, str(definition), required=definition.evidence_required)


def _sudden_change(value: IndicatorValue, material: Material) -> Iterator[Problem]:
    """More than half above or below last year, and nobody has explained it in the note."""
    last = material.history.last_year(value.indicator.code)
    if last is None or not last.value or value.figure is None or value.note.strip():
        return
    change = (value.figure - last.value) / abs(last.value)
    if abs(change) <= SUDDEN_CHANGE:
        return
    facts = {"code": value.indicator.code, "percent": format_percent(abs(change) * 100)}
    if change > 0:
        text = _("%(code)s: the figure is %(percent)s higher than last year; please check it and add a note.")
    else:
        text = _("%(code)s: the figure is %(percent)s lower than last year; please check it and add a note.")
    yield warning(value.indicator.code, text % facts)


RULES = (_no_empty_figure, _ratio, _not_negative, _decimals, _sum, _part_of_whole, _evidence, _sudden_change)
