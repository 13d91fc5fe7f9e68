"""Named action *nộp thay*: HC-TC begins a unit's report from its signed paper. Filling and submitting are as usual."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments import audit
from departments.models import Department
from departments.permissions import Refused, check
from reports.submissions import evidence, permissions, workflow
from reports.submissions.models import AnnualReport, SignedPaper


def begin(
    period: ReportingPeriod, department: Department, *, scan, signatory: str, capacity: str, signed_on: date, by,
    at: datetime,
) -> AnnualReport:  # fmt: skip
    """A report marked as entered from paper, with the scan kept. Refused where the unit has begun its own.

    `scan` is an uploaded file; RefusedFile says why it is not taken.
    """
    check(permissions.enter_on_behalf, by, period)
    name, stored = evidence.taken_in(scan, at)
    with transaction.atomic():
        if AnnualReport.objects.filter(period=period, department=department).exists():
            raise Refused(_("The unit has begun its report already. Please ask the unit to finish and submit it."))
        report = workflow.start(period, department, by=by, at=at)
        report.paper = SignedPaper.objects.create(
            signatory=signatory, capacity=capacity, signed_on=signed_on, scan=stored, scan_name=name,
            entered_by=by, entered_at=at,
        )  # fmt: skip
        report.save(update_fields=["paper"])
        audit.record(
            "submissions.annualreport.on_behalf", target=report, by=by, at=at, label="Nhập thay từ bản giấy đã ký",
            note=f"{signatory}, {signed_on:%d/%m/%Y}", data={"sha256": stored.sha256}, on_behalf_of=department.name,
        )  # fmt: skip
    return report
