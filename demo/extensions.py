"""More time in the season under way: one request that was granted, one that waits for the head of HC-TC."""

from datetime import date, datetime, timedelta
from functools import partial

from campaign.models import ReportingPeriod
from campaign.working_days import next_working_day
from demo import data_files
from demo.cast import Cast
from demo.moments import Diary, at, before_weekend
from departments.models import Department, User
from departments.transitions import move
from reports.extensions import workflow
from reports.extensions.models import Extension

GRANTED, WAITING = "btcd", "nk"
#: Days after the day until which reports count as on time.
MORE = 5


def asked(diary: Diary, period: ReportingPeriod, today: date, cast: Cast) -> None:
    """Ban Tiếp công dân asked and was given the time; Nhà khách asked and waits."""
    said = data_files.exchanges()["extensions"]
    for unit, days in ((GRANTED, 3), (WAITING, 1)):
        if unit not in cast.units:
            continue
        department = cast.units[unit]
        day = before_weekend(today - timedelta(days))
        moment = diary.add(
            at(day, unit, "extension"), partial(_ask, period.pk, department, cast.head(unit), said[unit]["reason"])
        )
        if unit == GRANTED:
            advice = said[unit]["recommendation"]
            diary.add(moment + timedelta(minutes=20), partial(_advise, period.pk, department, cast.officer, advice))
            diary.add(moment + timedelta(minutes=35), partial(_grant, period.pk, department, cast.chief))


def _ask(period: int, department: Department, by: User, reason: str, moment: datetime) -> None:
    asked_in = ReportingPeriod.objects.get(pk=period)
    until = next_working_day(asked_in.on_time_until + timedelta(MORE))
    workflow.ask(asked_in, department, reason=reason, wished_until=until, by=by, at=moment)


def _advise(period: int, department: Department, by: User, note: str, moment: datetime) -> None:
    move(_request(period, department), workflow.RECOMMEND, by=by, at=moment, note=note)


def _grant(period: int, department: Department, by: User, moment: datetime) -> None:
    made = _request(period, department)
    move(made, workflow.GRANT, by=by, at=moment, until=made.wished_until)


def _request(period: int, department: Department) -> Extension:
    return Extension.objects.waiting().get(period=period, department=department)
