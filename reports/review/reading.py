"""What a reviewer reads: one submitted revision, by field, beside last year, the target and the revision before."""

from dataclasses import dataclass, field

from campaign.models import PeriodIndicator, PeriodQuestion, Target
from campaign.wording import target as target_text
from departments.models import User
from departments.vietnamese import similarity
from reports.review import appraisal, changes
from reports.review.changes import FieldChange
from reports.review.describing import shown
from reports.review.models import Remark, Return
from reports.review.word_changes import Piece, word_changes
from reports.submissions import history, proofs, wording
from reports.submissions.models import AnnualReport, Revision
from reports.submissions.proofs import Proof
from reports.submissions.sections import SECTIONS, section_of

#: Percent of likeness to last year's text from which it is pointed out.
MUCH_ALIKE = 70


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
    evidence_expected: bool = False
    #: What stood here before the last return, where the figure or text itself differs.
    changed_from: str | None = None
    change: FieldChange | None = None
    #: Of a text that changed: what stayed, came and went, word by word.
    pieces: list[Piece] = field(default_factory=list)
    likeness: int = 0
    remarks: list[Remark] = field(default_factory=list)
    #: Warnings the unit set aside when it submitted, each with its reason.
    kept: list[dict] = field(default_factory=list)
    #: The automatic checks ask to look at it.
    is_warned: bool = False
    #: What the reviewer counts instead; and whether a figure of this sort can be appraised at all.
    appraised: appraisal.Shown | None = None
    can_be_appraised: bool = False

    @property
    def lacks_evidence(self) -> bool:
        return self.evidence_expected and not self.evidence

    @property
    def is_like_last_year(self) -> bool:
        return self.likeness >= MUCH_ALIKE

    @property
    def wants_a_look(self) -> bool:
        """Changed, remarked, warned about, without evidence, or much like last year's."""
        said = any(remark.state != Remark.State.CLOSED for remark in self.remarks)
        doubts = self.is_warned or bool(self.kept) or self.lacks_evidence or self.is_like_last_year
        return self.change is not None or said or doubts


@dataclass(frozen=True)
class SectionReading:
    """The fields under one group of indicators, or one part of the text outline."""

    title: str
    fields: list[FieldReading]


def sections_of(
    report: AnnualReport,
    revision: Revision,
    reader: User | None = None,
    last: Return | None = None,
    warned: frozenset[str] = frozenset(),
) -> list[SectionReading]:
    """All fields of the revision in the sections of the form; the number of queries does not depend on their number.

    What is known of the evidence is what the `reader` may know of it. `last` is the return the revision answers,
    `warned` are the codes the automatic checks ask to look at.
    """
    context = _Context(
        revision.content,
        changes.since_return(last, revision),
        history.of(report),
        {t.indicator_id: t for t in Target.objects.filter(department=report.department_id, year=report.period.year)},
        _remarks_by_field(report),
        proofs.known(report, _evidence_in(revision.content), reader) if reader else {},
        warned,
        appraisal.shown_of(report, revision.content["values"]),
    )
    groups: dict[str, list[FieldReading]] = {}
    for indicator in PeriodIndicator.objects.filter(period=report.period).order_by("order", "pk"):
        if indicator.code in revision.content["values"]:
            groups.setdefault(section_of(indicator.code).slug, []).append(context.figure(indicator))
    for question in PeriodQuestion.objects.filter(period=report.period).order_by("order", "pk"):
        if question.code in revision.content["texts"]:
            groups.setdefault(section_of(question.code).slug, []).append(context.text(question))
    return [SectionReading(s.title, groups[s.slug]) for s in SECTIONS if s.slug in groups]


def _evidence_in(content: dict) -> list[int]:
    entries = [*content["values"].values(), *content["texts"].values()]
    return [proof["id"] for entry in entries for proof in entry["evidence"]]


def _remarks_by_field(report: AnnualReport) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in report.remarks.with_threads():
        found.setdefault(remark.field, []).append(remark)
    return found


def _wants_evidence(entry: dict, indicator: PeriodIndicator) -> bool:
    """A figure above zero of an indicator that requires evidence, or says what would be some."""
    figure = history.figure_in(entry)
    return bool(figure and figure.value) and bool(indicator.evidence_required or indicator.evidence_hint)


@dataclass(frozen=True)
class _Context:
    content: dict
    changes: dict[str, FieldChange]
    history: history.History
    targets: dict[int, Target]
    remarks: dict[str, list[Remark]]
    proofs: dict[int, Proof]
    warned: frozenset[str]
    appraised: dict[str, appraisal.Shown]

    def figure(self, indicator: PeriodIndicator) -> FieldReading:
        entry = self.content["values"][indicator.code]
        change = self.changes.get(indicator.code)
        last = self.history.last_year(indicator.code)
        target = self.targets.get(indicator.indicator_id)
        return FieldReading(
            code=indicator.code,
            label=indicator.name,
            unit=indicator.unit,
            is_text=False,
            now=shown(entry, indicator),
            last_year=wording.number(last.value, indicator) if last else "",
            last_remark=last.remark if last else "",
            target=target_text(target, indicator),
            note=entry["note"],
            is_estimate=entry["is_estimate"],
            evidence=self._evidence(entry),
            evidence_expected=_wants_evidence(entry, indicator),
            changed_from=shown(change.before, indicator) if change and change.of_value else None,
            change=change,
            remarks=self.remarks.get(indicator.code, []),
            kept=self._kept(indicator.code),
            is_warned=indicator.code in self.warned,
            appraised=self.appraised.get(indicator.code),
            can_be_appraised=appraisal.can_be_appraised(entry, indicator),
        )

    def text(self, question: PeriodQuestion) -> FieldReading:
        entry = self.content["texts"][question.code]
        last = self.history.texts.get(question.code, "")
        change = self.changes.get(question.code)
        edited = change if change and change.of_value else None
        return FieldReading(
            code=question.code,
            label=question.heading,
            unit="",
            is_text=True,
            now=_words(entry),
            last_year=last,
            last_remark=self.history.text_remarks.get(question.code, ""),
            evidence=self._evidence(entry),
            changed_from=_words(edited.before) if edited else None,
            change=change,
            pieces=word_changes(_words(edited.before), _words(entry)) if edited else [],
            likeness=round(similarity(entry["text"], last) * 100) if entry["text"] and last else 0,
            remarks=self.remarks.get(question.code, []),
            kept=self._kept(question.code),
            is_warned=question.code in self.warned,
        )

    def _evidence(self, entry: dict) -> list[dict]:
        """As frozen, each with what is known of it (`known`)."""
        return [frozen | {"known": self.proofs.get(frozen["id"])} for frozen in entry["evidence"]]

    def _kept(self, code: str) -> list[dict]:
        return [kept for kept in self.content.get("waivers", []) if kept["field"] == code]


def _words(entry: dict) -> str:
    return entry["text"] or entry["reason"]
