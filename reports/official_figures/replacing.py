"""What the accepted official figures say to the rooms that look back at a year."""

from collections.abc import Iterable

from reports.official_figures.models import OfficialUpdate
from reports.submissions import official
from reports.submissions.official import Replacement


@official.register
def accepted_for(reports: Iterable[int]) -> dict[int, Replacement]:
    """Accepted official figures by the id of the unit's report; one query."""
    rows = OfficialUpdate.objects.in_use().filter(revision__report__in=list(reports))
    rows = rows.select_related("round", "revision").order_by("pk")
    return {
        row.revision.report_id: Replacement(
            row.pk, row.round.report_number, row.accepted_at, row.accepted["values"], row.accepted["sums"]
        )
        for row in rows
    }
