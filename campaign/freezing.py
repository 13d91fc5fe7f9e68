"""What a period asks for, copied from the catalogue when it is opened; from then on the catalogue may change freely."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from campaign.models import (
    CheckRule,
    Criterion,
    CriterionDefinition,
    Indicator,
    IndicatorDefinition,
    PeriodCriterion,
    PeriodIndicator,
    PeriodQuestion,
    PeriodRule,
    Question,
    QuestionDefinition,
    ReportingPeriod,
    RuleDefinition,
)

Kind = ReportingPeriod.Kind
#: Kinds that ask for everything unless items were chosen; the others ask for chosen items only.
FULL = (Kind.ANNUAL, *ReportingPeriod.REVIEWS)


@dataclass(frozen=True)
class Copies:
    """What a period would freeze now, not saved."""

    criteria: list[PeriodCriterion]
    indicators: list[PeriodIndicator]
    questions: list[PeriodQuestion]
    rules: list[PeriodRule]


def copies_for(period: ReportingPeriod, read_in: ReportingPeriod | None = None) -> Copies:
    """Copies of all that the period asks for; `read_in` another period fills in the years of its headings instead."""
    shown = read_in or period
    criteria = Criterion.objects.in_use(period.phase).select_related("theme", "plan_item")
    return Copies(
        [_criterion(shown, row) for row in criteria],
        [_indicator(shown, row) for row in indicators_for(period)],
        [_question(shown, row) for row in questions_for(period)],
        [_rule(shown, row) for row in CheckRule.objects.in_year(period.year)],
    )


def freeze(period: ReportingPeriod) -> tuple[int, int]:
    """Copy criteria, indicators, questions and checks into the period; how many indicators and questions it asks."""
    copies = copies_for(period)
    PeriodCriterion.objects.bulk_create(copies.criteria)
    PeriodIndicator.objects.bulk_create(copies.indicators)
    PeriodQuestion.objects.bulk_create(copies.questions)
    PeriodRule.objects.bulk_create(copies.rules)
    return len(copies.indicators), len(copies.questions)


def indicators_for(period: ReportingPeriod) -> list[Indicator]:
    """Indicators the period would freeze now. A chosen sum brings its parts, a weighted average its weight."""
    if period.is_review:
        return []
    catalogue = Indicator.objects.in_year(period.year)
    chosen = set(period.indicators.values_list("code", flat=True))
    if not chosen and period.kind not in FULL:
        return []
    if chosen:
        parts = {code for row in catalogue.filter(code__in=chosen) for code in (*row.computed_from, row.weighted_by)}
        catalogue = catalogue.filter(code__in=chosen | parts)
    return list(catalogue.prefetch_related("themes", "criteria", "plan_items"))


def questions_for(period: ReportingPeriod) -> list[Question]:
    """Questions the period would freeze now."""
    chosen = period.questions.values("pk")
    if period.questions.exists():
        rows = Question.objects.filter(pk__in=chosen)
    elif period.kind in FULL:
        rows = Question.objects.all()
    else:
        return []
    return [row for row in rows.prefetch_related("plan_items") if not row.kinds or period.kind in row.kinds]


def next_span(period: ReportingPeriod) -> str:
    """What follows the period, as the heading of part V says it."""
    match period.kind:
        case Kind.ANNUAL:
            return f"NĂM {period.year + 1}"
        case Kind.SIX_MONTH:
            return f"6 THÁNG CUỐI NĂM {period.year}"
        case Kind.PHASE_REVIEW:
            return f"GIAI ĐOẠN {period.year + 1}-{period.campaign.to_year}"
    return "THỜI GIAN TỚI"


def _definition(row: Any, definition: type) -> dict[str, Any]:
    """Values of the fields both the catalogue and the frozen copy have."""
    return {field.attname: getattr(row, field.attname) for field in definition._meta.fields}


def _criterion(period: ReportingPeriod, row: Criterion) -> PeriodCriterion:
    theme = row.theme.code if row.theme else ""
    return PeriodCriterion(
        period=period, criterion=row, theme_code=theme, plan_item_number=row.plan_item.number,
        **_definition(row, CriterionDefinition),
    )  # fmt: skip


def _indicator(period: ReportingPeriod, row: Indicator) -> PeriodIndicator:
    return PeriodIndicator(
        period=period,
        indicator=row,
        theme_codes=[theme.code for theme in row.themes.all()],
        criterion_codes=sorted({criterion.code for criterion in row.criteria.all()}),
        plan_item_numbers=[item.number for item in row.plan_items.all()],
        **_definition(row, IndicatorDefinition),
    )


def _question(period: ReportingPeriod, row: Question) -> PeriodQuestion:
    values = _definition(row, QuestionDefinition)
    for name in ("section_title", "heading"):
        values[name] = values[name].replace("{next_span}", next_span(period))
    numbers = [item.number for item in row.plan_items.all()]
    return PeriodQuestion(period=period, question=row, plan_item_numbers=numbers, **values)


def _rule(period: ReportingPeriod, row: CheckRule) -> PeriodRule:
    return PeriodRule(period=period, rule=row, **_definition(row, RuleDefinition))


def planned_with(indicator: Indicator):
    """Planned periods in which a change of this indicator will take effect."""
    reviews = Q(kind__in=ReportingPeriod.REVIEWS)
    rows = ReportingPeriod.objects.planned().exclude(reviews).exclude(office_level_only=True)
    return rows.filter(year__gte=indicator.first_year).order_by("year", "pk")
