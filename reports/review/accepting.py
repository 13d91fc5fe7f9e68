"""Several reports accepted after reading the list: what still stands against each, then each in its own transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from departments import transitions
from departments.permissions import Refused
from reports.review import changes, workflow
from reports.review.models import Remark, Return
from reports.submissions import checks
from reports.submissions.models import AnnualReport, Revision

#: At most so many at once: each line is read before it is accepted.
MOST = 50


@dataclass(frozen=True)
class Line:
    """One report as the list shows it; `refusal` is why it cannot be accepted."""

    report: AnnualReport
    revision: Revision
    refusal: str | None
    warnings: int
    open_remarks: int
    changed: int
    changed_since_acceptance: int | None


def lines_of(reports: QuerySet, user) -> list[Line]:
    """In the order of the queue, at most `MOST`."""
    rows = list(reports[:MOST])
    latest = {row.report_id: row for row in Revision.objects.filter(report__in=rows).order_by("number")}
    given_back = Return.objects.latest_of(rows)
    open_remarks = list(Remark.objects.open().filter(report__in=rows).values_list("report", flat=True))
    return [
        Line(
            row,
            latest[row.pk],
            transitions.why_not(row, workflow.ACCEPT, user),
            sum(not problem.waiver for problem in checks.warnings(row)),
            open_remarks.count(row.pk),
            len(changes.since_return(given_back.get(row.pk), latest[row.pk])),
            changes.shown_count(row, given_back.get(row.pk)),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Outcome:
    """Accepted, or why not."""

    report: AnnualReport
    refusal: str = ""


def accept_each(reports: Iterable[AnnualReport], seen: Mapping[int, int], *, by, at: datetime) -> list[Outcome]:
    """Each in its own transaction, with the version that was read (`seen`, by the report's id)."""
    return [_accept(report, seen.get(report.pk, -1), by, at) for report in reports]


def _accept(report: AnnualReport, version: int, by, at: datetime) -> Outcome:
    try:
        transitions.move(report, workflow.ACCEPT, by=by, at=at, seen=version)
    except Refused as refusal:
        return Outcome(report, str(refusal))
    return Outcome(report)
