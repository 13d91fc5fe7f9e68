"""All problems of a report in one list. Rooms above register what they know of (unanswered remarks and the like)."""

from collections.abc import Callable, Iterable

from reports.submissions import figure_checks, text_checks
from reports.submissions import material as materials
from reports.submissions.material import Material
from reports.submissions.models import AnnualReport
from reports.submissions.problems import Problem, Severity

__all__ = ["Problem", "Severity", "errors", "problems_of", "register", "warnings"]

Provider = Callable[[AnnualReport], Iterable[Problem]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """`provider(report)` adds problems that this room cannot know."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def problems_of(report: AnnualReport, material: Material | None = None) -> list[Problem]:
    """Every problem in the order of the form, then those of other rooms. A fixed number of queries."""
    material = material or materials.of(report)
    found = list(_own(report, material))
    for provider in _providers:
        found += provider(report)
    return found


def errors(report: AnnualReport) -> list[Problem]:
    """What keeps the report from being submitted."""
    return [problem for problem in problems_of(report) if problem.is_error]


def warnings(report: AnnualReport) -> list[Problem]:
    """What should be looked at again."""
    return [problem for problem in problems_of(report) if not problem.is_error]


def _own(report: AnnualReport, material: Material) -> Iterable[Problem]:
    if report.nothing_to_report:
        yield from text_checks.of_whole_report(report, _first_code(material))
        return
    for section in material.sections:
        for value in material.values_in(section):
            yield from figure_checks.of(value, material)
        for narrative in material.narratives_in(section):
            yield from text_checks.of(narrative)


def _first_code(material: Material) -> str:
    if material.values:
        return material.values[0].indicator.code
    return material.narratives[0].question.code if material.narratives else ""
