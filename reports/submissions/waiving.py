"""Named actions: keep what a warning asks about, with a reason the reviewer sees; and take the reason away again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.permissions import Refused, check
from reports.submissions import checks, permissions
from reports.submissions.models import AnnualReport, Waiver


@transaction.atomic
def waive(report: AnnualReport, *, field: str, rule: str, message: str, reason: str, by, at: datetime) -> Waiver:
    """Set a warning aside. `message` is the sentence the page showed: what reads differently now is not waived."""
    report = _locked(report)
    check(permissions.fill, by, report)
    if not reason.strip():
        raise Refused(_("Please give the reason."))
    found = next((p for p in checks.warnings(report) if (p.field_code, p.rule) == (field, rule)), None)
    if found is None or not found.may_be_waived or found.message != message:
        raise Refused(_("This point has changed meanwhile. Please look at it again; nothing was changed."))
    content = {"message": message, "reason": reason, "waived_by": by, "waived_at": at}
    row, _new = Waiver.objects.update_or_create(report=report, field_code=field, rule=rule, defaults=content)
    _record("waive", "Giữ nguyên nội dung cần kiểm tra, nêu lý do", row, by, at)
    return row


@transaction.atomic
def unwaive(report: AnnualReport, *, field: str, rule: str, by, at: datetime) -> None:
    """The warning is shown again; doing it twice is harmless."""
    report = _locked(report)
    check(permissions.fill, by, report)
    row = report.waivers.filter(field_code=field, rule=rule).first()
    if row:
        _record("unwaive", "Bỏ lý do giữ nguyên", row, by, at)
        row.delete()


def _locked(report: AnnualReport) -> AnnualReport:
    rows = AnnualReport.objects.select_for_update(of=("self",)).select_related("period", "department")
    return rows.get(pk=report.pk)


def _record(action: str, label: str, row: Waiver, by, at: datetime) -> None:
    facts = {"field": row.field_code, "rule": row.rule, "warning": row.message}
    audit.record(
        f"submissions.annualreport.{action}", target=row.report, by=by, at=at, label=label,
        note=f"{row.field_code}: {row.reason}", data=facts,
    )  # fmt: skip
