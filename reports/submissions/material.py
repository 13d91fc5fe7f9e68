"""Everything a page or a check needs of one report, read in a fixed number of queries."""

from dataclasses import dataclass
from functools import cached_property

from campaign.models import PeriodCriterion, Target
from reports.registers.counting import Count
from reports.submissions import feeding, history, reuse
from reports.submissions.models import AnnualReport, Evidence, IndicatorValue, Narrative
from reports.submissions.sections import SECTIONS, Section, section_of


@dataclass
class Material:
    """A report with its answers in the order of the form and what is attached to each."""

    report: AnnualReport
    values: list[IndicatorValue]
    narratives: list[Narrative]
    evidence: list[Evidence]

    @cached_property
    def by_code(self) -> dict[str, IndicatorValue]:
        return {value.indicator.code: value for value in self.values}

    @cached_property
    def history(self) -> history.History:
        return history.of(self.report)

    @cached_property
    def counts(self) -> dict[str, Count]:
        """What the unit's registers say, by indicator code; one query per register."""
        return feeding.counts_of(self.report, self.values)

    @cached_property
    def criteria(self) -> dict[str, PeriodCriterion]:
        """The criteria of the period by their code, as frozen when it was opened."""
        return {row.code: row for row in self.report.period.frozen_criteria.order_by("order", "pk")}

    @cached_property
    def assigned(self) -> dict[str, str]:
        """Name of the person each section was given to."""
        rows = self.report.assignments.select_related("user__staff")
        return {row.section: row.user.display_name for row in rows}

    @cached_property
    def reuse(self) -> reuse.Reuse:
        """Where the attached evidence is used besides."""
        return reuse.of(self.report, self.evidence)

    @cached_property
    def targets(self) -> dict[int, Target]:
        """Registered targets of the year by catalogue indicator."""
        rows = Target.objects.filter(department=self.report.department_id, year=self.report.period.year)
        return {target.indicator_id: target for target in rows.order_by("pk")}

    def answer(self, model: type, pk: int) -> IndicatorValue | Narrative | None:
        rows = self.values if model is IndicatorValue else self.narratives
        return next((row for row in rows if row.pk == pk), None)

    def evidence_of(self, answer: IndicatorValue | Narrative) -> list[Evidence]:
        key = "value_id" if isinstance(answer, IndicatorValue) else "narrative_id"
        return [item for item in self.evidence if getattr(item, key) == answer.pk]

    def values_in(self, section: Section) -> list[IndicatorValue]:
        return [v for v in self.values if section_of(v.indicator.code) is section]

    def narratives_in(self, section: Section) -> list[Narrative]:
        return [n for n in self.narratives if section_of(n.question.code) is section]

    @property
    def sections(self) -> list[Section]:
        """Sections in which this unit is asked anything."""
        return [s for s in SECTIONS if self.values_in(s) or self.narratives_in(s)]

    def parts_of(self, value: IndicatorValue) -> list[IndicatorValue]:
        """The figures a computed figure is the sum of, as far as this unit is asked for them."""
        return [self.by_code[code] for code in value.indicator.computed_from if code in self.by_code]


def of(report: AnnualReport) -> Material:
    """Answers, definitions and attached evidence; three queries."""
    return Material(
        report,
        list(report.values.select_related("indicator", "updated_by__staff").order_by("indicator__order", "pk")),
        list(report.narratives.select_related("question", "updated_by__staff").order_by("question__order", "pk")),
        list(report.evidence.attached().select_related("file", "added_by__staff").order_by("pk")),
    )
