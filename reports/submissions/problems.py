"""What is wrong, or worth a second look, in a unit's report."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from reports.submissions.models import Waiver
from reports.submissions.sections import SECTIONS, Section, section_of


class Severity(StrEnum):
    """An error keeps the report from being submitted; a warning asks to look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One sentence about one field, in the words of the person who fills it in."""

    field_code: str
    message: str
    severity: Severity = Severity.ERROR
    #: Not filled in yet: counted as progress on the fill page, an error when the report is to be submitted.
    is_missing: bool = False
    #: Nothing but evidence is lacking.
    is_evidence: bool = False
    #: The field in words, for lists in which the message would repeat itself.
    label: str = ""
    #: Code of the rule of the period that found it; empty for what the form itself demands.
    rule: str = ""
    #: What a good answer looks like.
    example: str = ""
    #: What only reviewers are told, e.g. which other unit reported the document.
    aside: str = ""
    #: The reason with which the unit keeps what it entered.
    waiver: Waiver | None = None

    @property
    def section(self) -> Section:
        return section_of(self.field_code)

    @property
    def anchor(self) -> str:
        """The place of the field on the page of its section."""
        return anchor_of(self.field_code)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def may_be_waived(self) -> bool:
        return bool(self.rule) and not self.is_error


@dataclass
class SectionProblems:
    """The problems of one section, as the check page shows them."""

    section: Section
    to_correct: list[Problem] = field(default_factory=list)
    to_look_at: list[Problem] = field(default_factory=list)
    missing: list[Problem] = field(default_factory=list)
    without_evidence: list[Problem] = field(default_factory=list)
    kept: list[Problem] = field(default_factory=list)

    def _list_for(self, problem: Problem) -> list[Problem]:
        if problem.is_error:
            return self.missing if problem.is_missing else self.to_correct
        if problem.waiver:
            return self.kept
        return self.without_evidence if problem.is_evidence else self.to_look_at


def by_section(problems: Iterable[Problem]) -> list[SectionProblems]:
    """Sections with problems, in the order of the form."""
    pages = {section.slug: SectionProblems(section) for section in SECTIONS}
    for problem in problems:
        pages[problem.section.slug]._list_for(problem).append(problem)
    return [page for page in pages.values() if any(vars(page)[name] for name in vars(page) if name != "section")]


def anchor_of(code: str) -> str:
    """Id of a field on the page of its section."""
    return f"o-{code}"


def error(code: str, message: str, example: str = "") -> Problem:
    return Problem(code, message, example=example)


def missing(code: str, message: str, label: str) -> Problem:
    return Problem(code, message, is_missing=True, label=label)
