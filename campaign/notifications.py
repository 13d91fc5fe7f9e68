"""What this room tells people: one function per message, called after commit."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaign.models import ReportingPeriod
from departments import notices
from departments.models import Department, User
from departments.roles import UNIT_ROLES
from departments.transitions import Move
from departments.vietnamese import format_date

REPORTS = "/reports/"


def people_of(departments: QuerySet[Department]) -> QuerySet[User]:
    """Everyone who fills in or signs off for these units."""
    return User.objects.filter(
        is_active=True, role_grants__role__in=sorted(UNIT_ROLES), role_grants__department__in=departments
    ).distinct()


def _tell_units(period: ReportingPeriod, move: Move, subject: str, body: str) -> None:
    key = f"campaign.reportingperiod.{period.pk}.{move.transition.name}.v{period.version}"
    units = Department.objects.filter(pk__in=[unit.pk for unit in period.units()])
    notices.tell(people_of(units), event_key=key, subject=subject, body=body, url=REPORTS, at=move.at)


def period_opened(period: ReportingPeriod, move: Move) -> None:
    with override("vi"):
        subject = _("Reports are asked for: %(period)s") % {"period": period.title}
        body = _("Please send the report to HC-TC by %(due)s. Reports count as on time until %(on_time)s.") % {
            "due": format_date(period.due_on),
            "on_time": format_date(period.on_time_until),
        }
        _tell_units(period, move, subject, body)


def dates_moved(period: ReportingPeriod, move: Move) -> None:
    with override("vi"):
        subject = _("New due date: %(period)s") % {"period": period.title}
        body = _("The report is now due on %(due)s. Reason: %(reason)s") % {
            "due": format_date(period.due_on),
            "reason": move.note,
        }
        _tell_units(period, move, subject, body)


def amended(period: ReportingPeriod, move: Move) -> None:
    with override("vi"):
        subject = _("Amended: %(period)s") % {"period": period.title}
        body = _("A wording or the list of units was amended. Reason: %(reason)s") % {"reason": move.note}
        _tell_units(period, move, subject, body)


def locked(period: ReportingPeriod, move: Move) -> None:
    with override("vi"):
        _tell_units(period, move, _("The figures are locked: %(period)s") % {"period": period.title}, "")


def unlocked(period: ReportingPeriod, move: Move) -> None:
    with override("vi"):
        subject = _("The figures are unlocked: %(period)s") % {"period": period.title}
        _tell_units(period, move, subject, _("Reason: %(reason)s") % {"reason": move.note})
