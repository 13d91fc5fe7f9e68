"""Named actions: bring a filled-in workbook, look at what it would change, take it over whole or not at all."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.file_types import XLSX, RefusedFile, media_type_of
from departments.permissions import Refused, check
from reports.submissions import answers, evidence, permissions, versions, wording, workbook_reading
from reports.submissions.answers import Change
from reports.submissions.forms import prefix_of
from reports.submissions.material import Material
from reports.submissions.models import WorkbookUpload
from reports.submissions.versions import Answer, Origin
from reports.submissions.workbook_reading import RefusedWorkbook
from reports.submissions.workbook_rows import FIGURES, CellProblem

#: A dry run waits this long for its confirmation.
KEPT_FOR = timedelta(hours=24)
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Line:
    """One answer the workbook changes, in words. `is_conflict`: it was changed on the server since the download."""

    key: str
    answer: Answer
    before: str
    after: str
    is_conflict: bool


@dataclass
class DryRun:
    """What taking the workbook over would do."""

    lines: list[Line] = field(default_factory=list)

    @property
    def changes(self) -> list[Line]:
        return [line for line in self.lines if not line.is_conflict]

    @property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if line.is_conflict]


@dataclass(frozen=True)
class Brought:
    """Of a workbook that was brought: what is kept for the confirmation, or the problems."""

    upload: WorkbookUpload | None = None
    problems: tuple[CellProblem, ...] = ()


def bring(material: Material, upload, *, by, at: datetime) -> Brought:
    """Judge and read a workbook. Raises Refused for a file that is not this report's workbook; answers stay as is."""
    report = material.report
    check(permissions.fill, by, report)
    try:
        name, content = _content_of(upload)
        found = workbook_reading.read(content, material)
    except (RefusedFile, RefusedWorkbook) as refusal:
        raise Refused(refusal.reason) from refusal
    if found.problems:
        return Brought(problems=tuple(found.problems))
    WorkbookUpload.objects.outdated(by, report, at).delete()
    kept = {"report": report, "by": by, "at": at, "expires_at": at + KEPT_FOR, "name": name, "entries": found.entries}
    return Brought(WorkbookUpload.objects.create(**kept))


def _content_of(upload) -> tuple[str, bytes]:
    if upload.size > settings.EVIDENCE_FILE_LIMIT:
        raise RefusedFile(evidence.too_large())
    name, content = evidence.clean_name(upload.name), upload.read()
    if media_type_of(name, content) != XLSX:
        raise RefusedFile(_("Please choose the workbook (.xlsx) that was downloaded from this page."))
    return name, content


def dry_run(upload: WorkbookUpload, material: Material) -> DryRun:
    """Compare with the answers as they stand now; what stands there already is no change."""
    by_key = {prefix_of(answer): answer for answer in (*material.values, *material.narratives)}
    lines = []
    for entry in upload.entries:
        answer = by_key.get(entry["key"])
        if answer is None:
            continue
        now = versions.content(answer)
        wanted = now | entry["fields"]
        if wanted != now:
            is_conflict = answer.version != entry["seen"]
            lines.append(Line(entry["key"], answer, wording.entry(now), wording.entry(wanted), is_conflict))
    return DryRun(lines)


@transaction.atomic
def take_over(
    upload: WorkbookUpload, material: Material, shown: dict[str, int], choices: dict[str, str], *, by, at: datetime
) -> int:
    """Write every change, or nothing. `shown`: the versions the page compared with; `choices` decide conflicts.

    Raises Refused when somebody changed an answer after the page was shown, or a conflict is not decided.
    """
    run = dry_run(upload, material)
    fields = {entry["key"]: entry["fields"] for entry in upload.entries}
    undecided = [line.answer.code for line in run.conflicts if choices.get(line.key) not in (MINE, THEIRS)]
    if undecided:
        text = _("Please choose which content stays for: %(codes)s. Nothing was written.")
        raise Refused(text % {"codes": ", ".join(undecided)})
    wanted = [line for line in run.lines if not line.is_conflict or choices[line.key] == MINE]
    if any(shown.get(line.key) != line.answer.version for line in run.lines):
        raise Refused(_changed_meanwhile())
    changes = [Change(type(line.answer), line.answer.pk, shown[line.key], _typed(fields[line.key])) for line in wanted]
    saved = answers.save_answers(material.report, changes, by=by, at=at, origin=Origin.WORKBOOK)
    if saved.conflicts:
        raise Refused(_changed_meanwhile())
    upload.delete()
    audit.record(
        "submissions.annualreport.workbook", target=material.report, by=by, at=at, label="Ghi số liệu từ biểu Excel",
        note=upload.name, data={"answers": [line.answer.code for line in wanted]},
    )  # fmt: skip
    return len(saved.saved)


def _changed_meanwhile() -> str:
    return _("Somebody changed an answer meanwhile. Nothing was written; please look at the comparison again.")


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    figures = {name: fields[name] for name in FIGURES if fields.get(name) is not None}
    return fields | {name: Decimal(figure) for name, figure in figures.items()}
