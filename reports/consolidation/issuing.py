"""Which annual reports are in force, for the rooms below that ask for official figures after issue."""

from campaign.models import ReportingPeriod
from reports.consolidation.models import Edition
from reports.official_figures import issued
from reports.official_figures.issued import IssuedReport


@issued.register
def issued_annual_reports() -> dict[int, IssuedReport]:
    """The issued annual reports by their period, with number and day; one query."""
    rows = Edition.objects.filter(
        report__state="issued", report__period__kind=ReportingPeriod.Kind.ANNUAL, superseded_at__isnull=True
    )
    rows = rows.exclude(official_number="").select_related("report__period__campaign").order_by("number")
    return {row.report.period_id: IssuedReport(row.full_number, row.official_date) for row in rows.defer("content")}
