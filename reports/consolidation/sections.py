"""What a compilation proposes for each heading, and how it meets what an editor has written there.

An editor's words are never overwritten: an edited section keeps them, learns that the units' texts have changed, and
shows the new proposal beside them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.consolidation.compiled import Compiled
from reports.consolidation.frozen import digest
from reports.consolidation.models import ConsolidatedReport, Section
from reports.consolidation.narratives import UnitText, proposed
from reports.consolidation.outline import Heading
from reports.consolidation.sentences import sentences

NOTHING = "Trong kỳ báo cáo, không phát sinh nội dung này."
#: The heading that describes the office: the whole part I of an annual report, or its first heading in a review.
SITUATION = ("I.1", "I")


@dataclass(frozen=True)
class Proposal:
    """What the program would write under one heading, and the units' texts it comes from."""

    heading: Heading
    order: int
    text: str
    basis: str
    units: tuple[int, ...]


def proposals(compiled: Compiled, agency: str) -> list[Proposal]:
    """One proposal per heading of the outline, in order."""
    headings = compiled.headings
    situation = next((code for code in SITUATION if any(h.code == code and h.is_leaf for h in headings)), "")
    return [
        _proposal(compiled, heading, order, situation_of(compiled, agency) if heading.code == situation else "")
        for order, heading in enumerate(headings)
    ]


def _proposal(compiled: Compiled, heading: Heading, order: int, opening: str) -> Proposal:
    given = compiled.texts.get(heading.code, [])
    said = sentences(heading.code, compiled.live)
    figures = " ".join(part for part in (opening, said) if part)
    written = [UnitText(row["unit"], row["name"], row["text"]) for row in given if row["text"].strip()]
    text = proposed(written, figures, len(compiled.inputs["units"])) if heading.is_leaf else ""
    if heading.is_leaf and not text and any(row["nothing"] for row in given):
        text = NOTHING
    return Proposal(
        heading, order, text, basis_of(given), tuple(row["unit_id"] for row in given if row["text"].strip())
    )


def basis_of(given: Iterable[Mapping[str, Any]]) -> str:
    """Digest of the units' texts under one heading; empty when no unit wrote anything."""
    facts = [[row["unit"], row["question"], row["text"], row["nothing"]] for row in given]
    return digest(facts) if facts else ""


def situation_of(compiled: Compiled, agency: str) -> str:
    """The size of the office in one sentence."""
    staff = compiled.inputs["staff"]
    if not staff["total"]:
        return ""
    kinds = (
        ("official", "cán bộ"),
        ("civil_servant", "công chức"),
        ("public_employee", "viên chức"),
        ("worker", "người lao động"),
    )
    parts = [f"{staff[key]} {name}" for key, name in kinds if staff.get(key)]
    units = f"{staff['units']:02d} phòng, ban, trung tâm trực thuộc với " if staff["units"] else ""
    people = f"{staff['total']} cán bộ, công chức, viên chức, người lao động (CCVCNLĐ)"
    return f"{agency} có {units}{people}, gồm {', '.join(parts)}."


def update_sections(report: ConsolidatedReport, wanted: list[Proposal]) -> dict[str, list[str]]:
    """Bring the report's sections up to a compilation; returns codes of what was written and what became stale."""
    existing = {section.code: section for section in report.sections.select_for_update()}
    fresh, changed = [], []
    for proposal in wanted:
        section = existing.get(proposal.heading.code)
        if section is None:
            fresh.append(_new(report, proposal))
        elif _bring_up(section, proposal):
            changed.append(section)
    Section.objects.bulk_create(fresh)
    fields = ["title", "level", "order", "text", "proposed", "basis", "newest_basis", "represented", "version"]
    Section.objects.bulk_update(changed, fields)
    return {
        "written": [section.code for section in [*fresh, *changed] if not section.is_edited and section.text],
        "stale": [section.code for section in existing.values() if section.is_stale],
    }


def _new(report: ConsolidatedReport, proposal: Proposal) -> Section:
    section = Section(report=report, code=proposal.heading.code, order=proposal.order)
    _bring_up(section, proposal)
    section.version = 1
    return section


def _bring_up(section: Section, proposal: Proposal) -> bool:
    """Put the proposal into the section; an edited text stays. Whether anything changed."""
    before = (section.title, section.order, section.text, section.proposed, section.newest_basis)
    section.title, section.level = proposal.heading.printed, proposal.heading.level
    section.order, section.proposed, section.newest_basis = proposal.order, proposal.text, proposal.basis
    if not section.is_edited:
        section.text, section.basis = proposal.text, proposal.basis
        section.represented = list(proposal.units)
    if before == (section.title, section.order, section.text, section.proposed, section.newest_basis):
        return False
    section.version += 1
    return True


def unsaved(report: ConsolidatedReport, compiled: Compiled, agency: str) -> list[Section]:
    """The sections a compilation would propose, for a draft nobody has begun."""
    return [_new(report, proposal) for proposal in proposals(compiled, agency)]
