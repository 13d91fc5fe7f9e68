"""What a reviewer reads: one submitted revision, field by field, beside last year, the target and the revision before."""

from dataclasses import dataclass, field

from campaign.models import PeriodIndicator, PeriodQuestion
from departments.vietnamese import similarity
from reports.review.models import Remark
from reports.submissions import history
from reports.submissions.display import show_figure, show_target
from reports.submissions.models import AnnualReport, Revision


@dataclass(frozen=True)
class FieldReading:
    """One field as the unit submitted it."""

    code: str
    label: str
    unit: str
    is_text: bool
    now: str
    last_year: str
    target: str = ""
    note: str = ""
    is_estimate: bool = False
    evidence: list[dict] = field(default_factory=list)
    evidence_required: bool = False
    changed_from: str | None = None
    likeness: int = 0
    remarks: list[Remark] = field(default_factory=list)

    @property
    def lacks_evidence(self) -> bool:
        return self.evidence_required and not self.evidence


@dataclass(frozen=True)
class SectionReading:
    """The fields under one group of indicators, or one part of the text outline."""

    title: str
    fields: list[FieldReading]


def sections_of(report: AnnualReport, revision: Revision) -> list[SectionReading]:
    """All fields of the revision in the order of the form; the number of queries does not depend on their number."""
    before = report.revisions.filter(number=revision.number - 1).first()
    earlier = history.accepted_contents(report.department, report.period.year, years=1)
    context = _Context(
        revision.content,
        before.content if before else None,
        history.earlier_answers(report.department, report.period.year, 1, earlier),
        earlier.get(report.period.year - 1, {}).get("texts", {}),
        history.targets(report.department, report.period.year),
        _remarks_by_field(report),
    )
    indicators = PeriodIndicator.objects.filter(period=report.period).order_by("order", "pk")
    questions = PeriodQuestion.objects.filter(period=report.period).order_by("order", "pk")
    groups: dict[str, list[FieldReading]] = {}
    for indicator in indicators:
        if indicator.code in revision.content["values"]:
            groups.setdefault(indicator.get_group_display(), []).append(context.figure(indicator, report.period.year))
    for question in questions:
        if question.code in revision.content["texts"]:
            groups.setdefault(question.section_title, []).append(context.text(question))
    return [SectionReading(title, fields) for title, fields in groups.items()]


def _remarks_by_field(report: AnnualReport) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in report.remarks.select_related("written_by__staff", "answered_by__staff"):
        found.setdefault(remark.field, []).append(remark)
    return found


@dataclass(frozen=True)
class _Context:
    content: dict
    before: dict | None
    answers: dict
    texts: dict
    targets: dict
    remarks: dict

    def figure(self, indicator: PeriodIndicator, year: int) -> FieldReading:
        entry = self.content["values"][indicator.code]
        now = show_figure(history.read_answer(entry), indicator)
        last = self.answers.get(indicator.code, {}).get(year - 1)
        target = self.targets.get(indicator.code)
        was = self._earlier("values", indicator.code)
        was_shown = show_figure(history.read_answer(was), indicator) if was else None
        return FieldReading(
            code=indicator.code,
            label=indicator.name,
            unit=indicator.unit,
            is_text=False,
            now=now,
            last_year=show_figure(last, indicator) if last else "",
            target=show_target(target, indicator) if target else "",
            note=entry["note"],
            is_estimate=entry["is_estimate"],
            evidence=entry["evidence"],
            evidence_required=indicator.evidence_required and entry["status"] == "value",
            changed_from=was_shown if was and was_shown != now else None,
            remarks=self.remarks.get(indicator.code, []),
        )

    def text(self, question: PeriodQuestion) -> FieldReading:
        entry = self.content["texts"][question.code]
        last = self.texts.get(question.code, {}).get("text", "")
        was = self._earlier("texts", question.code)
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
        )

    def _earlier(self, kind: str, code: str) -> dict | None:
        return self.before[kind].get(code) if self.before else None
