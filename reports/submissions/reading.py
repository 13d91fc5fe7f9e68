"""A report as it reads: its content (live, or frozen in a revision) beside what was asked, last year and the target."""

from dataclasses import dataclass, field
from decimal import Decimal

from campaign.models import PeriodIndicator, PeriodQuestion, Target
from campaign.wording import target as target_text
from reports.submissions import wording
from reports.submissions.history import History, figure_in
from reports.submissions.models import AnnualReport, IndicatorValue
from reports.submissions.sections import SECTIONS, Section, section_of


@dataclass(frozen=True)
class FigureLine:
    """One indicator with the unit's answer in words; `figure` is the number behind it."""

    definition: PeriodIndicator
    status: str
    answer: str
    figure: Decimal | None
    parts: str
    last_year: str
    target: str
    is_estimate: bool
    note: str
    evidence: list[dict]
    last_remark: str = ""

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def has_figure(self) -> bool:
        return self.status == IndicatorValue.Status.VALUE


@dataclass(frozen=True)
class TextLine:
    """One heading with the unit's text, or the reason why there is none."""

    definition: PeriodQuestion
    text: str
    nothing: bool
    reason: str
    evidence: list[dict]

    @property
    def code(self) -> str:
        return self.definition.code


@dataclass
class SectionReading:
    """What stands in one section."""

    section: Section
    figures: list[FigureLine] = field(default_factory=list)
    texts: list[TextLine] = field(default_factory=list)


def sections_of(report: AnnualReport, content: dict, past: History | None = None) -> list[SectionReading]:
    """Sections with anything in them, in the order of the form. Three queries, and those of `past`."""
    past = past or History(report.period.year)
    pages = {section.slug: SectionReading(section) for section in SECTIONS}
    rows = Target.objects.filter(department=report.department_id, year=report.period.year).order_by("pk")
    targets = {target.indicator_id: target for target in rows}
    for indicator in report.period.period_indicators.filter(code__in=content["values"]).order_by("order", "pk"):
        line = _figure(indicator, content["values"][indicator.code], past, targets.get(indicator.indicator_id))
        pages[section_of(indicator.code).slug].figures.append(line)
    for question in report.period.period_questions.filter(code__in=content["texts"]).order_by("order", "pk"):
        pages[section_of(question.code).slug].texts.append(_text(question, content["texts"][question.code]))
    return [page for page in pages.values() if page.figures or page.texts]


def _figure(definition: PeriodIndicator, entry: dict, past: History, target: Target | None) -> FigureLine:
    figure = figure_in(entry)
    last = past.last_year(definition.code)
    value = figure.value if figure else None
    return FigureLine(
        definition=definition,
        status=entry["status"],
        answer=wording.answer(entry["status"], value, definition),
        figure=value,
        parts=wording.parts(figure.numerator, figure.denominator) if figure else "",
        last_year=wording.number(last.value, definition) if last else "",
        target=target_text(target, definition),
        is_estimate=entry["is_estimate"],
        note=entry["note"],
        evidence=entry["evidence"],
        last_remark=last.remark if last else "",
    )


def _text(definition: PeriodQuestion, entry: dict) -> TextLine:
    return TextLine(definition, entry["text"], entry["nothing_to_report"], entry["reason"], entry["evidence"])
