"""From frozen content to bytes that are kept: the approved and the issued paper, and working copies on request."""

import importlib.metadata
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.permissions import Refused
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.approving import paper_of
from reports.consolidation.attachments import sheets_of, workbook
from reports.consolidation.models import ConsolidatedReport, DraftFile, Edition
from reports.consolidation.official import context_of, draft, numbered
from reports.documents import excel, word
from reports.documents.content import OfficialDocument, content_hash, from_json
from reports.documents.formatting import rules_on
from reports.documents.pdf import render_pdf
from reports.documents.word import render_word
from reports.submissions.storage import store

PDF_TYPE = "application/pdf"
TOOLS = ("weasyprint", "pydyf", "python-docx", "fonttools")


class Altered(Refused):
    """The frozen content is no longer what was approved: nothing is printed from it."""


def frozen_document(edition: Edition) -> OfficialDocument:
    """The approved content, checked against its hash, with number and date once they are recorded."""
    document = _checked(edition)
    if edition.official_date is None:
        return document
    return numbered(document, edition.official_number, edition.official_date)


def _checked(edition: Edition) -> OfficialDocument:
    document = from_json(edition.content)
    if content_hash(document) != edition.content_sha256:
        raise Altered(
            _("The frozen content of this edition no longer matches its hash. Please tell the administrator.")
        )
    return document


def render_edition(edition: Edition, at: datetime) -> Edition:
    """Make and keep what is missing of an edition's files; bytes that exist are never made again."""
    edition = Edition.objects.get(pk=edition.pk)
    approved = _checked(edition)
    _keep(edition, "approved", approved, at)
    if edition.official_date is not None:
        _keep(edition, "issued", numbered(approved, edition.official_number, edition.official_date), at)
    return Edition.objects.get(pk=edition.pk)


def _keep(edition: Edition, name: str, document: OfficialDocument, at: datetime) -> None:
    """Render and store one state of the edition, unless both its files exist."""
    pdf, copy = f"{name}_pdf", f"{name}_word"
    if getattr(edition, pdf) and getattr(edition, copy):
        return
    files = {
        pdf: store(render_pdf(document).pdf, PDF_TYPE, at),
        copy: store(render_word(document), word.MEDIA_TYPE, at),
    }
    missing = {f"{field}__isnull": True for field in files}
    Edition.objects.filter(pk=edition.pk, **missing).update(**files, tools=tools_of(document))


def tools_of(document: OfficialDocument) -> dict[str, str]:
    """Versions of what made the bytes, so that a difference years later can be explained."""
    versions = {name: importlib.metadata.version(name) for name in TOOLS}
    return versions | {"rules": rules_on(document.letterhead.on).decree}


def draft_document(report: ConsolidatedReport, at: datetime) -> OfficialDocument:
    """The working copy as the draft stands now."""
    return draft(paper_of(report, timezone.localdate(at)))


def kept_draft(report: ConsolidatedReport, file_format: str, at: datetime) -> DraftFile | None:
    """The working copy of the draft as it stands now, if it has been made."""
    return DraftFile.objects.filter(
        report=report, format=file_format, content_sha256=content_hash(draft_document(report, at))
    ).first()


def render_draft(report: ConsolidatedReport, file_format: str, at: datetime) -> DraftFile:
    """Make the working copy, or give the one that exists; copies of what the draft no longer says are dropped."""
    document = draft_document(report, at)
    sha256 = content_hash(document)
    found = DraftFile.objects.filter(report=report, format=file_format, content_sha256=sha256).first()
    if found:
        return found
    data, media_type = bytes_of(document, file_format, context_of(paper_of(report, timezone.localdate(at))))
    file = store(data, media_type, at)
    made, _created = DraftFile.objects.get_or_create(
        report=report, format=file_format, content_sha256=sha256, defaults={"file": file, "made_at": at}
    )
    DraftFile.objects.filter(report=report, format=file_format).exclude(pk=made.pk).delete()
    return made


def bytes_of(document: OfficialDocument, file_format: str, context: AnnexContext) -> tuple[bytes, str]:
    """The paper, or all its annexes as Excel, in one of the formats of DraftFile."""
    if file_format == DraftFile.Format.PDF:
        return render_pdf(document).pdf, PDF_TYPE
    if file_format == DraftFile.Format.WORD:
        return render_word(document), word.MEDIA_TYPE
    return workbook(context), excel.MEDIA_TYPE


def edition_workbook(edition: Edition) -> bytes:
    """The annexes of a frozen edition that are sent, as Excel."""
    return excel.render_excel(sheets_of(frozen_document(edition).annexes))
