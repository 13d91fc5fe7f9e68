"""What a reviewer reads: one submitted revision, by field, beside last year, the target and the revision before."""

from dataclasses import dataclass, field

from campaign.models import PeriodIndicator, PeriodQuestion, Target
from campaign.wording import target as target_text
from departments.vietnamese import similarity
from reports.review.models import Remark
from reports.submissions import history, wording
from reports.submissions.models import AnnualReport, Revision
from reports.submissions.sections import SECTIONS, section_of


@dataclass(frozen=True)
class FieldReading:
    """One field as the unit submitted it."""

    code: str
    label: str
    unit: str
    is_text: bool
    now: str
    last_year: str
    #: Where that comes from, if not from the accepted report as submitted.
    last_remark: str = ""
    target: str = ""
    note: str = ""
    is_estimate: bool = False
    evidence: list[dict] = field(default_factory=list)
    evidence_required: bool = False
    changed_from: str | None = None
    likeness: int = 0
    remarks: list[Remark] = field(default_factory=list)
    #: Warnings the unit set aside when it submitted, each with its reason.
    kept: list[dict] = field(default_factory=list)

    @property
    def lacks_evidence(self) -> bool:
        return self.evidence_required and not self.evidence


@dataclass(frozen=True)
class SectionReading:
    """The fields under one group of indicators, or one part of the text outline."""

    title: str
    fields: list[FieldReading]


def sections_of(report: AnnualReport, revision: Revision) -> list[SectionReading]:
    """All fields of the revision in the sections of the form; the number of queries does not depend on their number."""
    before = report.revisions.filter(number=revision.number - 1).first()
    context = _Context(
        revision.content,
        before.content if before else None,
        history.of(report),
        {t.indicator_id: t for t in Target.objects.filter(department=report.department_id, year=report.period.year)},
        _remarks_by_field(report),
    )
    groups: dict[str, list[FieldReading]] = {}
    for indicator in PeriodIndicator.objects.filter(period=report.period).order_by("order", "pk"):
        if indicator.code in revision.content["values"]:
            groups.setdefault(section_of(indicator.code).slug, []).append(context.figure(indicator))
    for question in PeriodQuestion.objects.filter(period=report.period).order_by("order", "pk"):
        if question.code in revision.content["texts"]:
            groups.setdefault(section_of(question.code).slug, []).append(context.text(question))
    return [SectionReading(s.title, groups[s.slug]) for s in SECTIONS if s.slug in groups]


def _remarks_by_field(report: AnnualReport) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in report.remarks.select_related("written_by__staff", "answered_by__staff"):
        found.setdefault(remark.field, []).append(remark)
    return found


@dataclass(frozen=True)
class _Context:
    content: dict
    before: dict | None
    history: history.History
    targets: dict[int, Target]
    remarks: dict[str, list[Remark]]

    def figure(self, indicator: PeriodIndicator) -> FieldReading:
        entry = self.content["values"][indicator.code]
        now = _shown(entry, indicator)
        last = self.history.last_year(indicator.code)
        target = self.targets.get(indicator.indicator_id)
        was = self.before["values"].get(indicator.code) if self.before else None
        return FieldReading(
            code=indicator.code,
            label=indicator.name,
            unit=indicator.unit,
            is_text=False,
            now=now,
            last_year=wording.number(last.value, indicator) if last else "",
            last_remark=last.remark if last else "",
            target=target_text(target, indicator),
            note=entry["note"],
            is_estimate=entry["is_estimate"],
            evidence=entry["evidence"],
            evidence_required=indicator.evidence_required and entry["status"] == "value",
            changed_from=_shown(was, indicator) if was and was != entry else None,
            remarks=self.remarks.get(indicator.code, []),
            kept=self._kept(indicator.code),
        )

    def text(self, question: PeriodQuestion) -> FieldReading:
        entry = self.content["texts"][question.code]
        last = self.history.texts.get(question.code, "")
        was = self.before["texts"].get(question.code) if self.before else None
        return FieldReading(
            code=question.code,
            label=question.heading,
            unit="",
            is_text=True,
            now=entry["text"] or entry["reason"],
            last_year=last,
            evidence=entry["evidence"],
            changed_from=was["text"] if was and was["text"] != entry["text"] else None,
            likeness=round(similarity(entry["text"], last) * 100) if entry["text"] and last else 0,
            remarks=self.remarks.get(question.code, []),
            kept=self._kept(question.code),
        )

    def _kept(self, code: str) -> list[dict]:
        return [kept for kept in self.content.get("waivers", []) if kept["field"] == code]


def _shown(entry: dict, indicator: PeriodIndicator) -> str:
    figure = history.figure_in(entry)
    shown = wording.answer(entry["status"], figure.value if figure else None, indicator)
    return (
        f"{wording.parts(figure.numerator, figure.denominator)} = {shown}"
        if figure and figure.numerator is not None
        else shown
    )
