"""Named action: keep the issued report of an earlier year with number, day and signed PDF; correct it with a reason."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.file_types import PDF, RefusedFile, media_type_of
from departments.permissions import Refused, check
from reports.earlier_years import permissions
from reports.earlier_years.models import EarlierReport
from reports.submissions import evidence, storage


@transaction.atomic
def keep(
    year: int, *, number: str, issued_on: date, subject: str, upload, by, at: datetime, reason: str = ""
) -> EarlierReport:
    """`upload`: the signed PDF; None keeps the one there is. Raises RefusedFile, or Refused without a reason."""
    check(permissions.enter, by, None)
    row = EarlierReport.objects.select_for_update().filter(year=year).first()
    if row is None and upload is None:
        raise Refused(_("Please choose the signed report (PDF)."))
    if row is not None and not reason.strip():
        raise Refused(_("Please give the reason for the correction; nothing was changed."))
    facts = {"number": number, "issued_on": issued_on, "subject": subject, "entered_by": by, "entered_at": at}
    if upload is not None:
        facts["file_name"], facts["file"] = _taken_in(upload, at)
    before = _recorded(row) if row else {}
    row, _made = EarlierReport.objects.update_or_create(year=year, defaults=facts)
    audit.record(
        "earlier_years.earlierreport.keep", target=row, by=by, at=at, label="Lưu báo cáo đã ban hành của năm trước",
        note=reason.strip(), data={"before": before, "after": _recorded(row)},
    )  # fmt: skip
    return row


def _recorded(row: EarlierReport) -> dict[str, str]:
    facts = {"number": row.number, "issued_on": row.issued_on.isoformat(), "subject": row.subject}
    return facts | {"sha256": row.file.sha256, "file": row.file_name}


def _taken_in(upload, at: datetime):
    """Through the one door for files; a PDF only."""
    if upload.size > settings.EVIDENCE_FILE_LIMIT:
        raise RefusedFile(evidence.too_large())
    name, content = evidence.clean_name(upload.name), upload.read()
    if media_type_of(name, content) != PDF:
        raise RefusedFile(_("Please choose a PDF file: the scan of the signed report."))
    return name, storage.store(content, PDF, at)
