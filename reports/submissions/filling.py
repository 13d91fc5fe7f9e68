"""One section of the form: its boxes, what was sent for them, and what is shown beside each."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from campaign.models import PeriodCriterion
from departments.vietnamese import number_in_words
from reports.documents import charts
from reports.submissions import annotations, answers, copying, feeding, reading, standing, sums, wording
from reports.submissions.forms import AnswerForm, form_for, prefix_of
from reports.submissions.material import Material
from reports.submissions.models import Evidence, IndicatorValue, Narrative
from reports.submissions.problems import Problem
from reports.submissions.sections import Section


@dataclass
class Row:
    """A field of the form with everything shown beside it."""

    answer: IndicatorValue | Narrative
    form: AnswerForm
    is_open: bool
    problems: list[Problem]
    evidence: list[Evidence]
    annotations: list[annotations.Annotation]
    conflict: answers.Conflict | None = None
    last_year: str = ""
    #: Where last year's content comes from, if not from the accepted report as submitted.
    last_remark: str = ""
    last_parts: str = ""
    picture: str = ""
    target: str = ""
    shown: str = ""
    in_words: str = ""
    criteria: list[PeriodCriterion] = field(default_factory=list)
    may_copy: bool = False
    counted: "Counted | None" = None
    is_automatic: bool = False
    heads_group: str = ""

    @classmethod
    def bare(
        cls, answer: IndicatorValue | Narrative, form: AnswerForm, conflict: answers.Conflict | None = None
    ) -> "Row":
        """The answer alone, with nothing that would have to be looked up."""
        row = cls(answer, form, is_open=True, problems=[], evidence=[], annotations=[], conflict=conflict)
        return _in_words(row) if isinstance(answer, IndicatorValue) else row

    @property
    def code(self) -> str:
        return self.answer.code

    @property
    def key(self) -> str:
        return prefix_of(self.answer)

    @property
    def is_long(self) -> bool:
        """A figure easily mistyped: it is repeated with its thousands divided and its unit."""
        value = self.answer.value
        return value is not None and (abs(value) >= 1000 or value != value.to_integral_value())

    @property
    def three_ways(self) -> dict[str, str]:
        """Of a conflict: what the page showed, what was typed, what stands there now; in words."""
        ways = {"base": self.conflict.base, "mine": self.conflict.mine, "theirs": self.conflict.theirs}
        return {name: wording.entry(content) for name, content in ways.items()}


@dataclass(frozen=True)
class Counted:
    """What the unit's register says about a figure: how many lines, where they are, and whether it says otherwise."""

    rows: int
    words: str
    url: str
    differs: bool


@dataclass
class Sheet:
    """The forms of one section. With `data` they are what a person sent."""

    material: Material
    section: Section
    data: QueryDict | None = None
    dropped: frozenset[str] = frozenset()
    conflicts: dict[str, answers.Conflict] = field(default_factory=dict)

    @cached_property
    def items(self) -> list[IndicatorValue | Narrative]:
        return [*self.material.values_in(self.section), *self.material.narratives_in(self.section)]

    @cached_property
    def forms(self) -> dict[str, AnswerForm]:
        return {prefix_of(answer): self._form(answer) for answer in self.items}

    def is_automatic(self, answer: IndicatorValue | Narrative) -> bool:
        return isinstance(answer, IndicatorValue) and sums.is_automatic(answer, set(self.material.by_code))

    def _form(self, answer: IndicatorValue | Narrative) -> AnswerForm:
        key = prefix_of(answer)
        was_sent = self.data is not None and f"{key}-seen" in self.data and key not in self.dropped
        return form_for(answer, is_automatic=self.is_automatic(answer), data=self.data if was_sent else None)

    @property
    def sent(self) -> list[AnswerForm]:
        return [form for form in self.forms.values() if form.is_bound]

    def changes(self) -> list[answers.Change]:
        """What can be saved: every sent answer that could be read."""
        return [form.change() for form in self.sent if form.is_valid()]

    @property
    def invalid(self) -> set[str]:
        return {key for key, form in self.forms.items() if form.is_bound and not form.is_valid()}

    def after(self, fresh: Material, saved: answers.Saved) -> "Sheet":
        """The page after saving in part: saved boxes as stored, refused ones as typed, conflicts ready to decide."""
        conflicts = {prefix_of(conflict.answer): conflict for conflict in saved.conflicts}
        data = self.data.copy()
        for key, conflict in conflicts.items():
            data[f"{key}-seen"] = str(conflict.answer.version)
            data[f"{key}-base"] = json.dumps(conflict.theirs, ensure_ascii=False)
        kept = self.invalid | set(conflicts)
        return Sheet(fresh, self.section, data, frozenset(set(self.forms) - kept), conflicts)


def rows_of(sheet: Sheet, user: Any, problems: list[Problem]) -> tuple[list[Row], list[Row]]:
    """Rows of figures and of texts, each with its own among the `problems` of the report."""
    material = sheet.material
    report = material.report
    notes = annotations.on(report, user)
    rows = []
    for answer in sheet.items:
        own = [p for p in problems if p.field_code == answer.code and _is_shown(p)]
        key = prefix_of(answer)
        row = Row(
            answer=answer,
            form=sheet.forms[key],
            is_open=report.accepts_edits_of(answer.code) or sheet.forms[key].is_bound,
            problems=own,
            evidence=material.evidence_of(answer),
            annotations=notes.get(answer.code, []),
            conflict=sheet.conflicts.get(key),
            is_automatic=sheet.is_automatic(answer),
            may_copy=report.accepts_edits_of(answer.code) and copying.may_copy(answer, material),
        )
        rows.append(row)
    figures = [_with_figures(row, material) for row in rows if isinstance(row.answer, IndicatorValue)]
    texts = [row for row in rows if isinstance(row.answer, Narrative)]
    for row in texts:
        row.last_year = material.history.texts.get(row.code, "")
        row.last_remark = material.history.text_remarks.get(row.code, "")
    _head_groups(figures)
    return figures, texts


def _is_shown(problem: Problem) -> bool:
    """Beside the field: what is wrong with the answer given. Evidence that is merely expected is said where it goes."""
    if problem.is_error:
        return not problem.is_missing
    return not problem.is_evidence and not problem.waiver


def _with_figures(row: Row, material: Material) -> Row:
    definition = row.answer.indicator
    if last := material.history.last_year(row.code):
        row.last_year = wording.number(last.value, definition)
        row.last_parts = wording.parts(last.numerator, last.denominator)
        row.last_remark = last.remark
    series = material.history.series(row.code)
    if len(series) > 1:
        words = ", ".join(f"{year}: {wording.number(value, definition) or '–'}" for year, value in series)
        row.picture = charts.sparkline(words, [value for _year, value in series])
    row.target = reading.target_text(material.targets.get(definition.indicator_id), definition)
    row.counted = _counted(row, material)
    row.criteria = [material.criteria[code] for code in definition.criterion_codes if code in material.criteria]
    return _in_words(row)


def _in_words(row: Row) -> Row:
    definition = row.answer.indicator
    row.shown = wording.answer(row.answer.status, row.answer.figure, definition)
    if definition.is_money and row.answer.value:
        row.in_words = number_in_words(row.answer.value)
    return row


def _counted(row: Row, material: Material) -> Counted | None:
    count = material.counts.get(row.code)
    if count is None or not count.rows:
        return None
    words = wording.parts(count.numerator, count.denominator) or wording.number(count.value, row.answer.indicator)
    route, arguments, query = count.link
    differs = feeding.differs(row.answer, count)
    return Counted(count.rows, words, f"{reverse(route, kwargs=arguments)}?{query}", differs)


def _head_groups(rows: list[Row]) -> None:
    """The title of a compound row stands once, above its first figure."""
    title = ""
    for row in rows:
        current = row.answer.indicator.compound_title
        if current and current != title:
            row.heads_group = current
        title = current


@dataclass(frozen=True)
class Overview:
    """Sections with their progress and the person they were given to, and how the whole report stands."""

    sections: list[tuple[Section, standing.Progress, str]]
    whole: standing.Progress
    errors: list[Problem]
    warnings: list[Problem]
    kept: list[Problem]

    @property
    def missing(self) -> list[Problem]:
        return [problem for problem in self.errors if problem.is_missing]

    @property
    def without_evidence(self) -> list[Problem]:
        """Figures for which evidence is expected, but not required."""
        return [problem for problem in self.warnings if problem.is_evidence]

    @property
    def to_look_at(self) -> list[Problem]:
        """All other warnings."""
        return [problem for problem in self.warnings if not problem.is_evidence]

    @property
    def to_correct(self) -> list[Problem]:
        """Errors in what has been filled in."""
        return [problem for problem in self.errors if not problem.is_missing]


def overview_of(material: Material, problems: list[Problem]) -> Overview:
    return Overview(
        [(s, standing.progress_of(material, s), material.assigned.get(s.slug, "")) for s in material.sections],
        standing.progress_of(material),
        [problem for problem in problems if problem.is_error],
        [problem for problem in problems if not problem.is_error and not problem.waiver],
        [problem for problem in problems if problem.waiver],
    )
