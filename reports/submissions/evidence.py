"""Named actions on evidence: attach files or a reference to one answer, remove and restore. The one door for files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from departments import audit
from departments.file_types import RefusedFile, media_type_of
from departments.permissions import Denied, Refused, check
from departments.vietnamese import TextProblem, clean_text
from reports.submissions import examination, permissions, reuse, storage
from reports.submissions.models import AnnualReport, Evidence, IndicatorValue, Narrative, StoredFile
from reports.submissions.references import document_number

NAME_LIMIT = 200
LABELS = {"attach": "Đính kèm minh chứng", "detach": "Gỡ minh chứng", "restore": "Khôi phục minh chứng đã gỡ"}


@dataclass
class Added:
    """What became of the files: attached, refused with the reason, and remarks worth showing."""

    attached: list[Evidence] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def add_files(answer: IndicatorValue | Narrative, files: Iterable, *, by, at: datetime) -> Added:
    """Attach uploaded files (`.name`, `.size`, `.read()`). What is refused does not keep the others out."""
    _may_attach(answer, by)
    outcome = Added()
    for upload in files:
        try:
            name, stored = taken_in(upload, at)
            _attach(answer, name, stored, outcome, by=by, at=at)
        except RefusedFile as refusal:
            outcome.refused.append(f"{clean_name(upload.name)}: {refusal.reason}")
    return outcome


@transaction.atomic
def add_reference(answer: IndicatorValue | Narrative, reference: str, *, by, at: datetime) -> Added:
    """Attach a link or a document number, e.g. `812/BC-TH ngày 05/10/2026`."""
    report = _locked(answer)
    _may_attach(answer, by, report)
    if not reference:
        raise Refused(_("Please type a document number or a link, or choose a file."))
    item = _owned(answer, report, name=reference[:NAME_LIMIT], reference=reference,
                  document_number=document_number(reference), added_by=by, added_at=at)  # fmt: skip
    item.save()
    _record("attach", item, by, at)
    return Added([item], remarks=reuse.remarks_on(item, report))


@transaction.atomic
def remove(item: Evidence, *, by, at: datetime) -> None:
    """Take a piece of evidence off its answer. Submitted revisions keep it; removing twice is harmless."""
    answer = item.answer
    _may_attach(answer, by, _locked(answer))
    if Evidence.objects.attached().filter(pk=item.pk).update(removed_by=by, removed_at=at):
        _record("detach", item, by, at)


@transaction.atomic
def restore(item: Evidence, *, by, at: datetime) -> None:
    """Put back what was removed since the last submission; restoring twice is harmless."""
    answer = item.answer
    report = _locked(answer)
    _may_attach(answer, by, report)
    item = Evidence.objects.select_for_update(of=("self",)).select_related("file").get(pk=item.pk)
    if item.removed_at is None:
        return
    if not is_restorable(item, report):
        raise Refused(_("This was removed before the report was submitted. Please attach it anew."))
    attached = answer.evidence.attached()
    if attached.filter(file=item.file).exists() if item.file else attached.filter(reference=item.reference).exists():
        raise Refused(_("This file is attached here already."))
    if item.file:
        try:
            _within_quota(report, item.file)
        except RefusedFile as refusal:
            raise Refused(refusal.reason) from refusal
    item.removed_by = item.removed_at = None
    item.save(update_fields=["removed_by", "removed_at"])
    _record("restore", item, by, at)


def is_restorable(item: Evidence, report: AnnualReport) -> bool:
    """What a submitted revision was made without stays out: attaching it anew says when it came."""
    return report.last_submitted_at is None or item.removed_at > report.last_submitted_at


def removed_from(answer: IndicatorValue | Narrative) -> list[Evidence]:
    """What may be put back, the latest first."""
    rows = answer.evidence.removed().select_related("file", "removed_by__staff").order_by("-removed_at", "-pk")
    return [item for item in rows if is_restorable(item, answer.report)]


def clean_name(name: str) -> str:
    """The name of a file as it may be shown: no folders, no signs that reverse the writing."""
    bare = (name or "").replace("\\", "/").rpartition("/")[2]
    try:
        return clean_text(bare)[-NAME_LIMIT:] or _("file without a name")
    except TextProblem:
        return _("file without a name")


def _may_attach(answer, by, report: AnnualReport | None = None) -> None:
    report = report or answer.report
    check(permissions.fill, by, report)
    if not report.accepts_edits_of(answer.code):
        raise Denied(permissions.FIELD_NOT_OPEN)


def _locked(answer) -> AnnualReport:
    return AnnualReport.objects.select_for_update(of=("self",)).select_related("period", "department").get(
        pk=answer.report_id
    )  # fmt: skip


def taken_in(upload, at: datetime) -> tuple[str, StoredFile]:
    """Judge the bytes and keep them; they lie outside every transaction, so a failure later leaves no half file."""
    if upload.size > settings.EVIDENCE_FILE_LIMIT:
        raise RefusedFile(too_large())
    try:
        name = clean_text((upload.name or "").replace("\\", "/").rpartition("/")[2])
    except TextProblem as problem:
        raise RefusedFile(_("The name of the file contains hidden signs. Please rename it.")) from problem
    content = upload.read()
    return name[-NAME_LIMIT:], storage.store(content, media_type_of(name, content), at)


def too_large() -> str:
    """The sentence for a file above the limit."""
    limit = filesizeformat(settings.EVIDENCE_FILE_LIMIT)
    return _("The file is larger than %(limit)s. Please divide it, or scan it at a lower resolution.") % {
        "limit": limit
    }


@transaction.atomic
def _attach(answer, name: str, stored: StoredFile, outcome: Added, *, by, at: datetime) -> None:
    report = _locked(answer)
    _may_attach(answer, by, report)
    same = report.evidence.attached().filter(file=stored).select_related("value__indicator", "narrative__question")
    for other in same.order_by("pk"):
        if other.answer == answer:
            raise RefusedFile(_("This file is attached here already."))
        text = _("%(name)s is also attached to %(code)s. Please check whether it proves both.")
        outcome.remarks.append(text % {"name": name, "code": other.answer.code})
    _within_quota(report, stored)
    item = _owned(answer, report, name=name, file=stored, added_by=by, added_at=at)
    item.save()
    examination.ask(stored, by)
    _record("attach", item, by, at)
    outcome.attached.append(item)
    outcome.remarks += reuse.remarks_on(item, report)


def _within_quota(report: AnnualReport, stored: StoredFile) -> None:
    """Files of one report together; a file used twice counts once."""
    kept = report.evidence.attached().exclude(file=stored).values("file")
    used = StoredFile.objects.filter(pk__in=kept).aggregate(total=Sum("size"))["total"] or 0
    if used + stored.size > settings.EVIDENCE_QUOTA:
        limit = filesizeformat(settings.EVIDENCE_QUOTA)
        text = _("The files of one report may take %(limit)s together. Please remove some first, or give the document "
                 "number instead.")  # fmt: skip
        raise RefusedFile(text % {"limit": limit})


def _owned(answer, report: AnnualReport, **fields) -> Evidence:
    owner = {"value": answer} if isinstance(answer, IndicatorValue) else {"narrative": answer}
    return Evidence(report=report, **owner, **fields)


def _record(action: str, item: Evidence, by, at: datetime) -> None:
    answer = item.answer
    facts = {"field": answer.code, "name": item.name, "sha256": item.file.sha256 if item.file else ""}
    audit.record(
        f"submissions.annualreport.{action}", target=item.report, by=by, at=at, label=LABELS[action],
        note=f"{answer.code}: {item.name}", data=facts,
    )  # fmt: skip
