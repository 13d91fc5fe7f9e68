"""A period's report as bytes, for a person at a terminal: the issued paper where there is one, else a marked draft.

Nothing is begun, compiled into the database or approved by asking.
"""

from datetime import date, datetime

from django.utils import timezone

from campaign.models import ReportingPeriod
from departments.permissions import Refused
from reports.consolidation import annexes
from reports.consolidation.approving import paper_of
from reports.consolidation.compiling import compile_period
from reports.consolidation.models import ConsolidatedReport, DraftFile, Edition
from reports.consolidation.official import Paper, context_of, draft
from reports.consolidation.rendering import bytes_of, edition_workbook, render_edition
from reports.consolidation.sections import unsaved
from reports.consolidation.signing import expected_signer
from reports.submissions.storage import read


class Nothing(Refused):
    """There is nothing to report for this period."""


def printed(period: ReportingPeriod, file_format: str, at: datetime) -> tuple[bytes, bool]:
    """The report in one of the formats of DraftFile, and whether it is the issued paper. Raises Nothing."""
    edition = (
        Edition.objects.filter(report__period=period, report__state=ConsolidatedReport.State.ISSUED)
        .order_by("-number")
        .first()
    )
    if edition:
        return _issued(edition, file_format, at), True
    paper = _paper(period, timezone.localdate(at))
    return bytes_of(draft(paper), file_format, context_of(paper))[0], False


def _issued(edition: Edition, file_format: str, at: datetime) -> bytes:
    if file_format == DraftFile.Format.EXCEL:
        return edition_workbook(edition)
    edition = render_edition(edition, at)
    return read(edition.issued_pdf if file_format == DraftFile.Format.PDF else edition.issued_word)


def _paper(period: ReportingPeriod, day: date) -> Paper:
    """The draft under way, or what a compilation would propose now."""
    report = ConsolidatedReport.objects.filter(period=period, compilation__isnull=False).under_way().first()
    if report:
        return paper_of(report, day)
    compiled = compile_period(period, day)
    if compiled.is_empty:
        raise Nothing("There is no accepted report and no figure entered from paper for this period.")
    sections = unsaved(ConsolidatedReport(period=period), compiled, period.campaign.agency_name)
    return Paper(compiled, sections, period, annexes.default_sent(), expected_signer(day), day)
