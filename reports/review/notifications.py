"""What is told to whom when a report is returned, accepted or reopened."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from departments.transitions import Move
from reports.review import appraisal
from reports.review.models import Appraisal
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
        subject = _("%(period)s: the report has been accepted") % {"period": report.period}
        _tell_unit(report, move, subject, _appraised(report))


def _appraised(report: AnnualReport) -> str:
    """How many figures count otherwise than they were reported; empty where all count as reported."""
    rows = Appraisal.objects.of_report(report)
    count = len(appraisal.standing(rows, report.accepted_revision.content["values"]))
    if not count:
        return ""
    text = ngettext(
        "%(n)s figure was appraised otherwise than reported; the reason stands beside it.",
        "%(n)s figures were appraised otherwise than reported; the reasons stand beside them.",
        count,
    )
    return text % {"n": count}


def reopened(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        _tell_unit(
            report, move, _("%(period)s: the accepted report was reopened") % {"period": report.period}, move.note
        )


def _tell_reviewer(report: AnnualReport, move: Move, person: User | None, subject: str) -> None:
    if person is None or person.pk == move.by.pk:
        return
    tell(
        [person],
        event_key=f"submissions.annualreport.{report.pk}.{move.transition.name}.v{report.version}",
        subject=subject % {"unit": report.department, "name": move.by},
        body=move.note,
        url=reverse("review:review", args=[report.pk]),
        at=move.at,
    )


def handed_over(report: AnnualReport, move: Move) -> None:
    """The colleague who has the review now, and who had it, unless it was they who passed it on."""
    with override("vi"):
        _tell_reviewer(report, move, report.reviewer, _("%(name)s handed you the review of the report of %(unit)s"))
        former = move.data["former"]
        _tell_reviewer(report, move, former, _("%(name)s handed your review of the report of %(unit)s to a colleague"))


def taken_over(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        former = move.data["former"]
        _tell_reviewer(report, move, former, _("%(name)s has taken over your review of the report of %(unit)s"))
