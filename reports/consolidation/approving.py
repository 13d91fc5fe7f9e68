"""Freezing what was approved, recording its number and date; called by the moves of `workflow`, under their lock."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from departments.models import User
from departments.permissions import Refused
from reports.consolidation.attachments import carrying
from reports.consolidation.compiled import stored
from reports.consolidation.models import ConsolidatedReport, Edition
from reports.consolidation.official import Paper, Signer, final
from reports.consolidation.signing import expected_signer
from reports.documents.content import content_hash, to_json


class BadNumber(Refused):
    """The number or date cannot be right. `field`: "number" or "date"."""

    def __init__(self, reason: str, field: str):
        super().__init__(reason)
        self.field = field


def paper_of(report: ConsolidatedReport, day: date, signer: Signer | None = None) -> Paper:
    """The report as it stands, ready to be made into a document for this day."""
    return Paper(
        compiled=stored(report.compilation),
        sections=list(report.sections.order_by("order", "pk")),
        period=report.period,
        sent=report.sent_annexes,
        signer=signer or expected_signer(day),
        day=day,
    )


def freeze(report: ConsolidatedReport, signer: Signer, by: User, at: datetime) -> Edition:
    """The approved content as the report's next edition, number and date blank."""
    paper = paper_of(report, timezone.localdate(at), signer)
    document = carrying(final(paper), paper.compiled, report.compilation.made_at)
    return Edition.objects.create(
        report=report,
        number=report.editions.count() + 1,
        compilation=report.compilation,
        content=to_json(document),
        content_sha256=content_hash(document),
        approved_by=by,
        approved_at=at,
    )


def checked_number(number: Any, on: date, edition: Edition, at: datetime) -> str:
    """The number as it is stored. Raises BadNumber."""
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise BadNumber(_("The number must be a whole number from 1."), "number")
    approved, today = timezone.localdate(edition.approved_at), timezone.localdate(at)
    if on < approved:
        raise BadNumber(
            _("The date cannot be before the day of approval (%(day)s).") % {"day": f"{approved:%d/%m/%Y}"}, "date"
        )
    if on > today:
        raise BadNumber(_("The date cannot be in the future."), "date")
    taken = Edition.objects.filter(official_number=str(number), official_date__year=on.year, superseded_at__isnull=True)
    if taken.exclude(report=edition.report_id).exists():
        raise BadNumber(_("This number has already been given to another report of the same year."), "number")
    return str(number)


def record(edition: Edition, number: str, on: date, by: User, at: datetime) -> None:
    """Write number and date into an edition that has none."""
    edition.official_number, edition.official_date = number, on
    edition.recorded_by, edition.recorded_at = by, at
    edition.save(update_fields=["official_number", "official_date", "recorded_by", "recorded_at"])


def corrected(edition: Edition, number: str, on: date, by: User, at: datetime) -> Edition:
    """The same frozen content under the right number and date; the mistaken paper is kept, marked superseded."""
    retire(edition, at)
    return Edition.objects.create(
        report=edition.report,
        number=edition.number + 1,
        compilation=edition.compilation,
        content=edition.content,
        content_sha256=edition.content_sha256,
        tools=edition.tools,
        approved_by=edition.approved_by,
        approved_at=edition.approved_at,
        approved_pdf=edition.approved_pdf,
        approved_word=edition.approved_word,
        official_number=number,
        official_date=on,
        recorded_by=by,
        recorded_at=at,
    )


def retire(edition: Edition, at: datetime) -> None:
    edition.superseded_at = at
    edition.save(update_fields=["superseded_at"])
