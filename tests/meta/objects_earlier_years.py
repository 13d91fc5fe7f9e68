"""Objects of the routes of earlier years, for the matrix of routes, methods and roles."""

from datetime import date, timedelta

from django.utils import timezone

from reports.earlier_years.models import EarlierReport, PaperWorkbook
from reports.submissions import storage
from tests import factories
from tests.meta.objects import AT, Objects, objects_for
from tests.personas import Office


@objects_for("earlier_years:year", "earlier_years:file", "earlier_years:report", "earlier_years:texts")
@objects_for("earlier_years:workbook", "earlier_years:upload", "earlier_years:check")
def a_year(office: Office) -> Objects:
    """With a signed report, and a workbook that the officer of HC-TC has brought."""
    factories.campaign()
    officer = office.people["hctc_officer"]
    EarlierReport.objects.create(
        year=2023, number="268/BC-VPUBND", issued_on=date(2023, 12, 20), entered_by=officer, entered_at=AT,
        file=storage.store(b"%PDF-1.4", "application/pdf", AT), file_name="268.pdf",
    )  # fmt: skip
    later = timezone.now() + timedelta(hours=1)
    facts = {"year": 2023, "by": officer, "at": AT, "expires_at": later, "name": "a.xlsx", "entries": []}
    return Objects(own={"year": 2023, "pk": PaperWorkbook.objects.create(**facts).pk})
