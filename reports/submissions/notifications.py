"""What is told to whom while the unit has its report. The mail follows in the background."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from departments.transitions import Move
from reports.submissions.models import AnnualReport
from reports.submissions.permissions import is_on_behalf
from reports.submissions.sections import BY_SLUG


def _tell(people, report: AnnualReport, move: Move, subject: str, body: str = "") -> None:
    tell(
        people.exclude(pk=move.by.pk),
        event_key=f"submissions.annualreport.{report.pk}.{move.transition.name}.v{report.version}",
        subject=subject,
        body=body,
        url=reverse("submissions:report", args=[report.pk]),
        at=move.at,
    )


def _unit(report: AnnualReport):
    return User.objects.holding(Permission.FILL_REPORT, report.department)


def _readers(report: AnnualReport):
    """Those who review: HC-TC, or leadership for HC-TC's own report."""
    coordinator = report.department.is_coordinator
    return User.objects.holding(Permission.ACCEPT_HCTC_REPORT if coordinator else Permission.REVIEW_REPORTS)


def _moment(move: Move) -> str:
    return date_format(localtime(move.at), "H:i d/m/Y")


def awaiting_head(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: awaiting your approval") % {"period": report.period}
        body = _("%(name)s handed over the report of %(unit)s at %(moment)s.") % {
            "name": move.by.display_name, "unit": report.department, "moment": _moment(move)
        }  # fmt: skip
        _tell(User.objects.holding(Permission.SIGN_OFF_REPORT, report.department), report, move, subject, body)


def assigned(report: AnnualReport, rows, by: User) -> None:
    """Each person once, with all sections just given to them."""
    with override("vi"):
        for person in {row.user for row in rows} - {by}:
            titles = [str(BY_SLUG[row.section].title) for row in rows if row.user == person]
            tell(
                [person],
                event_key=f"submissions.assigned.{report.pk}.{person.pk}.{max(row.pk for row in rows)}",
                subject=_("%(period)s: sections assigned to you") % {"period": report.period},
                body="; ".join(titles),
                url=reverse("submissions:report", args=[report.pk]),
                at=rows[0].assigned_at,
            )


def sent_back(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: sent back by the head") % {"period": report.period}
        _tell(_unit(report), report, move, subject, move.note)


def submitted(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        facts = {"period": report.period, "unit": report.department, "moment": _moment(move)}
        body = _("%(unit)s submitted its report at %(moment)s.") % facts
        if is_on_behalf(move.by, report):
            body = _("HC-TC entered and submitted the report of %(unit)s from its signed paper at %(moment)s.") % facts
        _tell(_readers(report), report, move, _("%(unit)s: report submitted") % facts, body)
        _tell(_unit(report), report, move, _("%(period)s: submitted") % facts, body)


def withdrawn(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        facts = {"period": report.period, "unit": report.department, "moment": _moment(move)}
        body = _("%(unit)s withdrew its report at %(moment)s to correct it.") % facts
        _tell(_readers(report), report, move, _("%(unit)s: report withdrawn") % facts, body)
        _tell(_unit(report), report, move, _("%(period)s: withdrawn") % facts, body)
