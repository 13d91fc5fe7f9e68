"""Until when a unit is on time, and whether it may still write in a locked period: asked by the rooms above."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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


def limits_of_unit(department_ids: Iterable[int]) -> dict[tuple[int, int], date]:
    """(period id, unit id) → the last day granted, for the periods of a few units. One query."""
    return {key: given.granted for key, given in given_to(department_ids).items() if given.granted}


@dataclass
class Given:
    """What one unit asked for and got in one period: the last day granted, and the request that waits or stands."""

    granted: date | None = None
    live: Extension | None = None

    @property
    def is_excepted(self) -> bool:
        """The unit may write although the period is locked."""
        return self.live is not None and self.live.is_standing


def given_to(department_ids: Iterable[int]) -> dict[tuple[int, int], Given]:
    """(period id, unit id) → what the unit asked for and got; missing where there is nothing. One query."""
    found: dict[tuple[int, int], Given] = defaultdict(Given)
    for row in Extension.objects.of_units(department_ids).live_or_counting().order_by("granted_until"):
        given = found[row.period_id, row.department_id]
        if row.state in Extension.COUNTING:
            given.granted = row.granted_until
        if row.state in Extension.LIVE:
            given.live = row
    return dict(found)


def limit_of(period: ReportingPeriod, department: Department) -> date | None:
    """The last day granted to this unit, or None. One query; lists take `limits_of`."""
    return limits_of(period).get(department.pk)


def excepted_in(period: ReportingPeriod) -> set[int]:
    """Ids of the units that may write although the period is locked. One query."""
    return set(Extension.objects.of_period(period).standing().order_by("pk").values_list("department", flat=True))


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
