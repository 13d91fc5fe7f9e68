"""What is wrong, or worth a second look, in a unit's report."""

from dataclasses import dataclass
from enum import StrEnum

from reports.submissions.sections import Section, section_of


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


def anchor_of(code: str) -> str:
    """Id of a field on the page of its section."""
    return f"o-{code}"


def error(code: str, message: str) -> Problem:
    return Problem(code, message)


def no_evidence(code: str, message: str, label: str, *, required: bool) -> Problem:
    severity = Severity.ERROR if required else Severity.WARNING
    return Problem(code, message, severity, is_evidence=True, label=label)


def missing(code: str, message: str, label: str) -> Problem:
    return Problem(code, message, is_missing=True, label=label)


def warning(code: str, message: str) -> Problem:
    return Problem(code, message, Severity.WARNING)
