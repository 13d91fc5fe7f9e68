"""Named actions on appraised figures: set or change, withdraw. Frozen with acceptance, each act in the audit."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.permissions import Refused, check
from departments.transitions import WrongState
from reports.review import permissions
from reports.review.appraisal import can_be_appraised, figures_of, reported_in
from reports.review.models import Appraisal
from reports.submissions.models import AnnualReport


@transaction.atomic
def appraise(
    report: AnnualReport, code: str, *, reason: str, by, at: datetime, value: Decimal | None = None,
    numerator: Decimal | None = None, denominator: Decimal | None = None,
) -> Appraisal:  # fmt: skip
    """Set or change the appraised figure beside the reported one."""
    report = _under_review(report, by)
    definition = report.period.period_indicators.filter(code=code).first()
    entry = report.revisions.order_by("-number").first().content["values"].get(code)
    if definition is None or entry is None:
        raise Refused(_("This report has no such field. Nothing was changed."))
    if not can_be_appraised(entry, definition):
        raise Refused(_("Only a reported figure can be appraised; a total follows from its parts."))
    figures = {"value": value, "numerator": numerator, "denominator": denominator}
    given = {name for name, figure in figures.items() if figure is not None}
    if given != ({"numerator", "denominator"} if definition.is_ratio else {"value"}):
        raise Refused(_("Please enter the appraised figure."))
    if denominator is not None and denominator <= 0:
        raise Refused(_("The denominator must be greater than 0."))
    if not reason.strip():
        raise Refused(_("Please give the reason."))
    wanted = Appraisal(report=report, field=code, reported=reported_in(entry), **figures)
    if figures_of(wanted) == {name: entry[name] for name in figures}:
        raise Refused(_("The appraised figure is the reported one. Nothing was changed."))
    before = Appraisal.objects.of_report(report).filter(field=code).first()
    row, _created = Appraisal.objects.update_or_create(
        report=report, field=code,
        defaults={
            "field_label": f"{code} {definition.name}"[:300], "reported": reported_in(entry), "reason": reason.strip(),
            "by": by, "at": at, **figures,
        },
    )  # fmt: skip
    data = {"field": code, "reported": row.reported, "appraised": figures_of(row)}
    audit.record(
        "review.appraisal.set", target=report, by=by, at=at, label="Ghi số thẩm định", note=row.reason,
        data=data | ({"before": figures_of(before)} if before else {}),
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw(report: AnnualReport, code: str, *, by, at: datetime) -> None:
    """The reported figure counts again."""
    report = _under_review(report, by)
    row = Appraisal.objects.of_report(report).filter(field=code).first()
    if row is None:
        raise WrongState(_("There is no appraised figure any more. Nothing was changed."))
    data = {"field": code, "reported": row.reported, "appraised": figures_of(row)}
    row.delete()
    audit.record("review.appraisal.withdraw", target=report, by=by, at=at, label="Rút số thẩm định", data=data)


def _under_review(report: AnnualReport, by) -> AnnualReport:
    """The report, locked; the reviewer who holds it."""
    rows = AnnualReport.objects.select_for_update(of=("self",)).select_related("period", "department")
    report = rows.get(pk=report.pk)
    check(permissions.conduct, by, report)
    if report.state != AnnualReport.State.UNDER_REVIEW:
        raise WrongState(_("Figures are appraised while the report is under review. Nothing was changed."))
    return report
