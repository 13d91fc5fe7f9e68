"""When things happened: office hours of Lai Châu, and the calendar of a season."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.given import chance

SATURDAY = 5
MORNING, AFTERNOON = 225, 195  # minutes
#: Days from opening to the due date in a season that is under way.
SEASON = 40
GRACE = 2


def at(day: date, *facts: Any) -> datetime:
    """A moment in office hours (07:30–11:30, 13:30–17:00) of this day, always the same for the same facts."""
    minutes = int(chance(day, *facts) * (MORNING + AFTERNOON))
    start, gone = (time(7, 35), 0) if minutes < MORNING else (time(13, 35), MORNING)
    return timezone.make_aware(datetime.combine(day, start)) + timedelta(minutes=minutes - gone)


def workday(day: date) -> date:
    """This day, or the Monday after a weekend."""
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def before_weekend(day: date) -> date:
    """This day, or the Friday before a weekend."""
    return day - timedelta(max(0, day.weekday() - SATURDAY + 1))


@dataclass(frozen=True)
class Season:
    """The dates of one reporting period."""

    opened: date
    due: date
    on_time: date
    lock: date
    cut_off: date

    @classmethod
    def of_past(cls, year: int) -> "Season":
        """Autumn: asked for in October, due on 20 November, locked at the end of December."""
        due = workday(date(year, 11, 20))
        return cls(workday(date(year, 10, 12)), due, due + timedelta(GRACE), date(year, 12, 31), date(year, 11, 15))

    @classmethod
    def of_review(cls, year: int) -> "Season":
        """The phase review runs beside the annual report of its last year."""
        due = workday(date(year, 11, 28))
        return cls(workday(date(year, 10, 20)), due, due + timedelta(GRACE), date(year, 12, 31), date(year, 11, 15))

    @classmethod
    def under_way(cls, today: date) -> "Season":
        """Due seven days from today."""
        due = today + timedelta(7)
        opened = workday(due - timedelta(SEASON))
        return cls(opened, due, due + timedelta(GRACE), due + timedelta(23), today - timedelta(5))

    @property
    def dates(self) -> dict[str, date]:
        return {"due_on": self.due, "on_time_until": self.on_time, "lock_on": self.lock, "cut_off_on": self.cut_off}


@dataclass
class Diary:
    """Acts with their moments, done in the order in which they happened, so that the audit trail reads in time."""

    acts: list[tuple[datetime, int, Callable[[datetime], Any]]] = field(default_factory=list)

    def add(self, moment: datetime, act: Callable[[datetime], Any]) -> datetime:
        """Note an act; it is handed its moment. Returns the moment."""
        self.acts.append((moment, len(self.acts), act))
        return moment

    def live(self) -> None:
        """Do everything, earliest first."""
        for moment, _place, act in sorted(self.acts, key=lambda row: row[:2]):
            act(moment)
