"""What is told to whom when a report is returned, accepted or reopened."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from departments.transitions import Move
from reports.submissions.models import AnnualReport


def _tell_unit(report: AnnualReport, move: Move, subject: str, body: str) -> None:
    tell(
        User.objects.holding(Permission.FILL_REPORT, report.department).exclude(pk=move.by.pk),
        event_key=f"submissions.annualreport.{report.pk}.{move.transition.name}.v{report.version}",
        subject=subject,
        body=body,
        url=reverse("submissions:report", args=[report.pk]),
        at=move.at,
    )


def returned(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        _tell_unit(report, move, _("%(period)s: returned for completion") % {"period": report.period}, move.note)


def accepted(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        _tell_unit(report, move, _("%(period)s: the report has been accepted") % {"period": report.period}, "")


def reopened(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        _tell_unit(
            report, move, _("%(period)s: the accepted report was reopened") % {"period": report.period}, move.note
        )
