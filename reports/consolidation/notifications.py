"""What is told to whom as a consolidated report goes its way. The mail follows in the background."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from departments.transitions import Move
from departments.vietnamese import format_date
from reports.consolidation.models import ConsolidatedReport


def _tell(people: QuerySet, report: ConsolidatedReport, move: Move, subject: str, body: str = "") -> None:
    tell(
        people.exclude(pk=move.by.pk),
        event_key=f"consolidation.report.{report.pk}.{move.transition.name}.v{report.version}",
        subject=subject,
        body=body,
        url=reverse("consolidation:report", args=[report.pk]),
        at=move.at,
    )


def _compilers() -> QuerySet:
    return User.objects.holding(Permission.COMPILE)


def sent(report: ConsolidatedReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: awaiting your approval") % {"period": report.period}
        _tell(User.objects.holding(Permission.APPROVE_CONSOLIDATED), report, move, subject, move.note)


def withdrawn(report: ConsolidatedReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: taken back before approval") % {"period": report.period}
        _tell(User.objects.holding(Permission.APPROVE_CONSOLIDATED), report, move, subject, move.note)


def returned(report: ConsolidatedReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: returned by leadership") % {"period": report.period}
        _tell(_compilers(), report, move, subject, move.note)


def approved(report: ConsolidatedReport, move: Move) -> None:
    """To the clerk, who records number and date, and to HC-TC."""
    with override("vi"):
        subject = _("%(period)s: approved, awaiting number and date") % {"period": report.period}
        body = _("Approved by %(name)s.") % {"name": move.by.display_name}
        people = _compilers() | User.objects.holding(Permission.RECORD_NUMBER)
        _tell(people.distinct(), report, move, subject, body)


def issued(report: ConsolidatedReport, move: Move) -> None:
    """To HC-TC, to leadership and to the heads of the units, who may read it from now on."""
    edition = report.current_edition
    with override("vi"):
        facts = {
            "period": report.period,
            "number": edition.official_number,
            "day": format_date(edition.official_date),
        }
        subject = _("%(period)s: issued, number %(number)s of %(day)s") % facts
        people = _compilers() | User.objects.holding(Permission.APPROVE_CONSOLIDATED)
        people |= User.objects.holding(Permission.SIGN_OFF_REPORT)
        _tell(people.distinct(), report, move, subject)
