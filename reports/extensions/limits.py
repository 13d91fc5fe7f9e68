"""Until when a unit is on time, and whether it may still write in a locked period: asked by the rooms above."""

from datetime import date

from django.db.models import Max

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.extensions.models import Extension


def limits_of(period: ReportingPeriod) -> dict[int, date]:
    """Unit id → the last day it was granted; units without an extension are missing. One query.

    Extensions that are over count, those revoked do not.
    """
    rows = Extension.objects.of_period(period).counting().order_by()
    return dict(rows.values_list("department").annotate(last=Max("granted_until")))


def limits_of_unit(department_ids) -> dict[tuple[int, int], date]:
    """(period id, unit id) → the last day granted, for the periods of a few units. One query."""
    rows = Extension.objects.of_units(department_ids).counting().order_by()
    rows = rows.values_list("period", "department").annotate(last=Max("granted_until"))
    return {(period, unit): last for period, unit, last in rows}


def limit_of(period: ReportingPeriod, department: Department) -> date | None:
    """The last day granted to this unit, or None. One query; lists take `limits_of`."""
    return limits_of(period).get(department.pk)


def is_excepted(period: ReportingPeriod, department_id: int) -> bool:
    """Whether an extension stands: the unit may write, submit and be reviewed although the period is locked."""
    return Extension.objects.of_period(period).of_units([department_id]).standing().exists()


def on_time_until(period: ReportingPeriod, granted: date | None) -> date | None:
    """*Gửi đúng hạn đến* of one unit: of the period, or later by the day that was granted."""
    limit = period.on_time_until
    return max(limit, granted) if limit and granted else limit


def days_late(period: ReportingPeriod, granted: date | None, day: date) -> int:
    """Whole days from the day until which the unit was on time up to `day`; 0 while there is no such day."""
    limit = on_time_until(period, granted)
    return max(0, (day - limit).days) if limit else 0
