"""Working days of the office: Monday to Friday, less the days off and plus the days worked that HC-TC keeps.

A loop takes one `calendar_for(first, last)` and asks it; the functions below read the calendar once per call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import pgettext_lazy

from campaign.models import CalendarDay
from departments.vietnamese import format_date

SATURDAY = 5
WEEKDAYS = (
    pgettext_lazy("in a sentence", "Monday"),
    pgettext_lazy("in a sentence", "Tuesday"),
    pgettext_lazy("in a sentence", "Wednesday"),
    pgettext_lazy("in a sentence", "Thursday"),
    pgettext_lazy("in a sentence", "Friday"),
    pgettext_lazy("in a sentence", "Saturday"),
    pgettext_lazy("in a sentence", "Sunday"),
)
DAY = timedelta(days=1)
#: How far around the days asked for the calendar is read: no run of days off is longer.
MARGIN = timedelta(days=31)


@dataclass(frozen=True)
class Calendar:
    """Days that differ from the usual week, by date. Outside the range that was read only the week counts."""

    days: Mapping[date, CalendarDay] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        known = self.days.get(day)
        return day.weekday() < SATURDAY if known is None else not known.is_off

    def occasion(self, day: date) -> str:
        """The holiday a day is off for, or what it is worked instead of; empty for any other day."""
        known = self.days.get(day)
        return known.name if known else ""

    def next_working_day(self, day: date) -> date:
        """This day, or the first working day after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """This day, or the last working day before it."""
        while not self.is_working_day(day):
            day -= DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, before it where n is negative; the day itself for 0."""
        step = DAY if n > 0 else -DAY
        for _count in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """The working days from `first` to `last`, both included; none when `last` lies before."""
        days = (first + DAY * n for n in range((last - first).days + 1))
        return (day for day in days if self.is_working_day(day))

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days after `first` up to and including `last`; negative when `last` lies before."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(1 for _day in self.working_days(first + DAY, last))


def weekday(day: date) -> str:
    """`thứ Hai`, as it stands in a sentence."""
    return str(WEEKDAYS[day.weekday()])


def named_day(day: date) -> str:
    """`thứ Hai, 23/11/2026`."""
    return f"{weekday(day)}, {format_date(day)}"


def calendar_for(first: date, last: date) -> Calendar:
    """The calendar for these days and a month around them, in one query."""
    rows = CalendarDay.objects.in_use().between(first - MARGIN, last + MARGIN)
    return Calendar({row.day: row for row in rows})


def is_working_day(day: date) -> bool:
    return calendar_for(day, day).is_working_day(day)


def next_working_day(day: date) -> date:
    """This day, or the first working day after it."""
    return calendar_for(day, day).next_working_day(day)


def previous_working_day(day: date) -> date:
    """This day, or the last working day before it."""
    return calendar_for(day, day).previous_working_day(day)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`, before it where n is negative; the day itself for 0."""
    reach = DAY * 3 * n  # twice as many days at least, half again for a run of days off
    return calendar_for(min(day, day + reach), max(day, day + reach)).add_working_days(day, n)


def working_days_between(first: date, last: date) -> int:
    """How many working days after `first` up to and including `last`; negative when `last` lies before."""
    return calendar_for(min(first, last), max(first, last)).working_days_between(first, last)
