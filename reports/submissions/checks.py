"""All problems of a report in one list. Rooms above register what they know of (unanswered remarks and the like)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from campaign.models.rules import rules_of
from reports.submissions import evaluators, figure_checks, text_checks
from reports.submissions import material as materials
from reports.submissions.material import Material
from reports.submissions.models import AnnualReport
from reports.submissions.problems import Problem, Severity
from reports.submissions.sections import SECTIONS, section_of

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
    found = _with_waivers(report, _own(report, material))
    for provider in _providers:
        found += provider(report)
    return found


def errors(report: AnnualReport) -> list[Problem]:
    """What keeps the report from being submitted."""
    return [problem for problem in problems_of(report) if problem.is_error]


def warnings(report: AnnualReport) -> list[Problem]:
    """What should be looked at again, also where the unit keeps it with a reason."""
    return [problem for problem in problems_of(report) if not problem.is_error]


def _own(report: AnnualReport, material: Material) -> list[Problem]:
    if report.nothing_to_report:
        return list(text_checks.of_whole_report(report, _first_code(material)))
    found = [problem for value in material.values for problem in figure_checks.of(value, material)]
    found += [problem for narrative in material.narratives for problem in text_checks.of(narrative)]
    for rule in rules_of(report.period):
        found += evaluators.problems(rule, material)
    return sorted(found, key=_place_in(material))


def _place_in(material: Material) -> Callable[[Problem], tuple[int, int]]:
    """Where the field stands in the form: its section, and in it figures before texts."""
    answers = (*material.values, *material.narratives)
    places = {a.code: (SECTIONS.index(section_of(a.code)), place) for place, a in enumerate(answers)}
    return lambda problem: places.get(problem.field_code, (len(SECTIONS), 0))


def _with_waivers(report: AnnualReport, problems: list[Problem]) -> list[Problem]:
    """A reason holds for a warning as long as its sentence stays the same."""
    kept = {(w.field_code, w.rule, w.message): w for w in report.waivers.select_related("waived_by__staff")}
    return [
        replace(p, waiver=kept.get((p.field_code, p.rule, p.message))) if p.may_be_waived and kept else p
        for p in problems
    ]


def _first_code(material: Material) -> str:
    if material.values:
        return material.values[0].indicator.code
    return material.narratives[0].question.code if material.narratives else ""
