"""One pure function per kind of rule: what it finds in a report, as facts for the rule's own sentence."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from campaign.models import RuleDefinition
from campaign.models.rules import filled
from departments.vietnamese import format_decimal, format_percent
from reports.submissions import evidence_evaluators as of_evidence
from reports.submissions import feeding, sums, text_evaluators, wording
from reports.submissions.findings import Finding
from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue
from reports.submissions.problems import Problem, Severity

Kind = RuleDefinition.Kind
Status = IndicatorValue.Status
Parameters = dict[str, Any]

#: The sentences of the rules are Vietnamese data, so are the words put into them.
UPWARD, DOWNWARD = "tăng", "giảm"


def problems(rule: RuleDefinition, material: Material) -> Iterator[Problem]:
    """What this rule finds in the report, in its own words."""
    for found in EVALUATORS[rule.kind](rule.parameters, material):
        yield Problem(
            found.code,
            filled(rule.sentence, found.facts),
            Severity(rule.severity),
            is_evidence=rule.kind == Kind.EVIDENCE,
            label=found.label,
            rule=rule.code,
            example=filled(rule.example, found.facts),
            aside=found.aside,
        )


def total(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """A total equals the sum of its parts, as far as the unit gives them."""
    for value in material.values:
        codes = value.indicator.computed_from
        if "total" in parameters:
            codes = parameters["parts"] if value.code == parameters["total"] else []
        parts = [material.by_code[code].value for code in codes if _number(material.by_code.get(code)) is not None]
        whole = _number(value)
        if whole is None or not parts or whole == sum(parts, Decimal(0)):
            continue
        expected = sum(parts, Decimal(0))
        facts = _facts(value) | {"first": codes[0], "last": codes[-1], "expected": format_decimal(expected)}
        yield Finding(value.code, facts | {"difference": format_decimal(abs(whole - expected))})


def part(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """A part is not larger than its whole."""
    for value in material.values:
        name = value.indicator.part_of
        if "part" in parameters:
            name = parameters["whole"] if value.code == parameters["part"] else ""
        whole = material.by_code.get(name)
        figure = _number(value)
        limit = (_number(whole) or Decimal(0)) if _settled(whole) else None
        if figure is not None and limit is not None and figure > limit:
            yield Finding(value.code, _facts(value) | {"whole": name, "total": format_decimal(limit)})


def comparison(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """Left side against right side; what is not answered yet is waited for, except that too much is too much."""
    left = [material.by_code[code] for code in parameters["left"] if code in material.by_code]
    right, minus = parameters["right"], parameters.get("minus", [])
    operator = parameters["operator"]
    known = all(_settled(material.by_code.get(code)) for code in (*right, *minus))
    complete = len(left) == len(parameters["left"]) and all(_settled(value) for value in left)
    if not left or not known or (operator != "<=" and not complete):
        return
    figure = sum((_number(value) or Decimal(0) for value in left), Decimal(0))
    expected = _sum_of(right, material) - _sum_of(minus, material)
    if {"<=": figure <= expected, ">=": figure >= expected, "=": figure == expected}[operator]:
        return
    shown = [value.code for value in left]
    first = next((value for value in left if value.status == Status.VALUE), left[0])
    facts = {
        "left": " + ".join(shown),
        "right": " − ".join([" + ".join(right), *minus]),
        "figure": format_decimal(figure),
        "expected": format_decimal(expected),
        "difference": format_decimal(abs(figure - expected)),
    }
    yield Finding(first.code, _facts(first) | facts)


def negative(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """Money below zero: an overspend."""
    for value in material.values:
        figure = _number(value)
        allowed = value.indicator.may_be_negative or not value.indicator.is_money
        if figure is not None and figure < 0 and not allowed:
            yield Finding(value.code, _facts(value))


def explained(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """A figure last year, and now a reason for none: the note says why."""
    codes, answers = set(material.by_code), parameters.get("answers", [Status.NONE_ARISEN, Status.NOT_MINE])
    base = Decimal(parameters.get("base", 0))
    for value in _asked(parameters, material):
        last = material.history.last_year(value.code)
        if value.status not in answers or value.note.strip() or sums.is_automatic(value, codes):
            continue
        if last is None or not last.value or abs(last.value) < base:
            continue
        facts = {"answer": str(Status(value.status).label), "last_year": wording.number(last.value, value.indicator)}
        yield Finding(value.code, _facts(value) | facts)


def change(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """Far above or below last year, and nobody has explained it in the note."""
    limit, base = Decimal(parameters.get("percent", 50)), Decimal(parameters.get("base", 0))
    for value in _asked(parameters, material):
        last = material.history.last_year(value.code)
        if last is None or not last.value or abs(last.value) < base or value.figure is None or value.note.strip():
            continue
        percent = (value.figure - last.value) / abs(last.value) * 100
        if abs(percent) > limit:
            facts = {
                "direction": UPWARD if percent > 0 else DOWNWARD,
                "percent": format_percent(abs(percent)),
                "last_year": wording.number(last.value, value.indicator),
            }
            yield Finding(value.code, _facts(value) | facts)


def estimate(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """An estimate says in the note how it was made."""
    codes = set(material.by_code)
    for value in _asked(parameters, material):
        if value.is_estimate and not value.note.strip() and not sums.is_automatic(value, codes):
            yield Finding(value.code, _facts(value))


def register(parameters: Parameters, material: Material) -> Iterator[Finding]:
    """A typed figure that the lines of the register do not bear out: a list is attached, or the note says why."""
    for value in _asked(parameters, material):
        count = material.counts.get(value.code)
        if not feeding.differs(value, count) or value.note.strip() or material.evidence_of(value):
            continue
        counted = wording.parts(count.numerator, count.denominator) or wording.number(count.value, value.indicator)
        entered = wording.parts(value.numerator, value.denominator) or wording.answer(
            value.status, value.figure, value.indicator
        )
        yield Finding(value.code, _facts(value) | {"figure": entered, "expected": counted})


def _asked(parameters: Parameters, material: Material) -> list[IndicatorValue]:
    named = parameters.get("indicators")
    return [value for value in material.values if not named or value.code in named]


def _facts(value: IndicatorValue) -> dict[str, str]:
    shown = wording.number(value.figure, value.indicator) or "0"
    return {"code": value.code, "unit": value.indicator.unit, "figure": shown}


def _number(value: IndicatorValue | None) -> Decimal | None:
    return value.value if value is not None and value.status == Status.VALUE else None


def _settled(value: IndicatorValue | None) -> bool:
    """Answered: with a number, or with a reason for none, which counts as 0."""
    return value is not None and (value.status in (Status.NONE_ARISEN, Status.NOT_MINE) or _number(value) is not None)


def _sum_of(codes: list[str], material: Material) -> Decimal:
    return sum((_number(material.by_code[code]) or Decimal(0) for code in codes), Decimal(0))


EVALUATORS: dict[str, Callable[[Parameters, Material], Iterator[Finding]]] = {
    Kind.SUM: total,
    Kind.PART: part,
    Kind.COMPARISON: comparison,
    Kind.NEGATIVE: negative,
    Kind.EVIDENCE: of_evidence.present,
    Kind.EXPLAINED: explained,
    Kind.CHANGE: change,
    Kind.ESTIMATE: estimate,
    Kind.REGISTER: register,
    Kind.ELSEWHERE: of_evidence.elsewhere,
    Kind.REPEATED: of_evidence.repeated,
    Kind.EARLIER: of_evidence.earlier,
    Kind.LIKENESS: text_evaluators.likeness,
    Kind.SHORT: text_evaluators.short,
}
