"""What editors do to a draft: write a section, take the program's proposal, stand by their words, choose annexes.

Each is compare-and-swap on the section's version: whoever comes second is told, and nothing is overwritten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.models import User
from departments.permissions import Refused, check
from departments.transitions import StalePage
from departments.vietnamese import clean_text, fold
from reports.consolidation import annexes, permissions
from reports.consolidation.compiled import Compiled
from reports.consolidation.frozen import digest
from reports.consolidation.models import ConsolidatedReport, Section
from reports.consolidation.narratives import split_sentences

TEXT_LIMIT = 50_000


@transaction.atomic
def write(section: Section, text: str, *, by: User, at: datetime, seen: int, represented: Iterable[int] | None = None):
    """Put an editor's words into a section; returns the fresh section. Raises StalePage, Denied or TextProblem."""
    text = clean_text(text, TEXT_LIMIT, multiline=True)
    section = _locked(section, by, seen)
    before = section.text
    section.text, section.is_edited, section.basis = text, True, section.newest_basis
    if represented is not None:
        section.represented = sorted(set(represented))
    facts = {"before": digest(before), "after": digest(text), "characters": len(text)}
    return _saved(section, "write", "Sửa nội dung", by, at, facts)


@transaction.atomic
def take_proposal(section: Section, *, by: User, at: datetime, seen: int) -> Section:
    """Let the program's newest proposal stand in place of the edited words."""
    section = _locked(section, by, seen)
    facts = {"before": digest(section.text), "after": digest(section.proposed)}
    section.text, section.basis, section.is_edited = section.proposed, section.newest_basis, False
    return _saved(section, "take_proposal", "Dùng nội dung hệ thống đề xuất", by, at, facts)


@transaction.atomic
def keep_words(section: Section, *, by: User, at: datetime, seen: int) -> Section:
    """Stand by the edited words although the units' texts have changed."""
    section = _locked(section, by, seen)
    section.basis = section.newest_basis
    return _saved(section, "keep_words", "Giữ nguyên nội dung đã sửa", by, at, {})


@transaction.atomic
def choose_annexes(report: ConsolidatedReport, codes: Sequence[str], *, by: User, at: datetime, seen: int):
    """Which annexes are sent; the others stay inside."""
    report = ConsolidatedReport.objects.select_for_update().get(pk=report.pk)
    check(permissions.edit, by, report)
    if report.version != seen:
        raise StalePage(_("This page is no longer up to date: somebody changed it meanwhile. Nothing was changed."))
    known = [kind.code for kind in annexes.sendable()]
    unknown = sorted(set(codes) - set(known))
    if unknown:
        raise Refused(_("There is no such annex: %(codes)s.") % {"codes": ", ".join(unknown)})
    before, after = report.sent_annexes, [code for code in known if code in codes]
    report.sent_annexes, report.version = after, report.version + 1
    report.save(update_fields=["sent_annexes", "version"])
    audit.record(
        "consolidation.consolidatedreport.annexes", target=report, by=by, at=at, label="Chọn phụ lục gửi kèm",
        data={"before": before, "after": after},
    )  # fmt: skip
    return report


def _locked(section: Section, by: User, seen: int) -> Section:
    """The section, its report locked and open to editing, at the version the page has seen."""
    report = ConsolidatedReport.objects.select_for_update().get(pk=section.report_id)
    check(permissions.edit, by, report)
    fresh = Section.objects.select_for_update().get(pk=section.pk, report=report)
    if fresh.version != seen:
        raise StalePage(
            _("Somebody else has changed this section meanwhile. Your text has not been saved over theirs.")
        )
    return fresh


def _saved(section: Section, action: str, label: str, by: User, at: datetime, facts: dict[str, Any]) -> Section:
    section.version += 1
    section.updated_by, section.updated_at = by, at
    section.save()
    audit.record(
        f"consolidation.section.{action}", target=section.report, by=by, at=at, label=f"{label}: {section.title}"[:120],
        data={"section": section.code, "version": section.version, **facts},
    )  # fmt: skip
    return section


@dataclass(frozen=True)
class UnitMaterial:
    """What one unit wrote under a heading, and whether the official text has taken it up."""

    unit: str
    unit_id: int
    name: str
    #: The unit's report; None in compilations made before it was noted.
    report: int | None
    revision: int
    number: int
    text: str
    nothing: bool
    reason: str
    represented: bool


def material(section: Section, compiled: Compiled) -> list[UnitMaterial]:
    """The units' texts beside the official one, in office order."""
    written = fold(compiled.live.plain(section.text))
    return [
        UnitMaterial(
            row["unit"], row["unit_id"], row["name"], row.get("report"), row["revision"], row["number"], row["text"],
            row["nothing"], row["reason"], row["unit_id"] in section.represented or _contains(written, row["text"]),
        )
        for row in compiled.texts.get(section.code, [])
    ]  # fmt: skip


def _contains(written: str, text: str) -> bool:
    """Whether every sentence of the unit stands in the official text as it is."""
    sentences = [fold(sentence).rstrip(".;, ") for sentence in split_sentences(text)]
    return bool(sentences) and all(sentence in written for sentence in sentences)
