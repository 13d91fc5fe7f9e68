"""How a reporting season goes: long past and done, or under way with every state there is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from campaign import editing
from campaign import permissions as campaign_permissions
from campaign import workflow as periods
from campaign.models import ReportingPeriod
from demo import data_files, extensions
from demo.appraised import APPRAISED
from demo.cast import Cast
from demo.given import chance
from demo.moments import Diary, Season, at, before_weekend, workday
from demo.story import Story
from departments.models import Department, User
from departments.transitions import move
from reports.chasing import sending
from reports.chasing import workflow as chasing
from reports.chasing.openings import openings_of

#: Units that were late, by year, and by how many days.
LATE = {2023: {"nk": 6, "btcd": 2, "qttv": 3}, 2024: {"nk": 3, "ktn": 1}, 2025: {"btcd": 2}}
#: Units whose report was returned once, and those whose head sent it back first.
RETURNED = {2023: ("th", "qttv", "nk"), 2024: ("kgvx", "ttpvhcc"), 2025: ("nc", "nv", "nk")}
SENT_BACK = {2023: ("nc", "kgvx"), 2024: ("th",), 2025: ("kstthc", "qttv")}


def open_period(diary: Diary, period: ReportingPeriod, season: Season, cast: Cast) -> None:
    """HC-TC sets dates and opens the period."""
    values = season.dates
    first = diary.add(
        at(season.opened, period.code, "dates"),
        lambda moment: editing.edit(
            period, values, by=cast.officer, at=moment, rule=campaign_permissions.prepare_period
        ),
    )
    diary.add(
        first + timedelta(minutes=30),
        lambda moment: move(period, periods.OPEN, by=cast.officer, at=moment),
    )


def past(diary: Diary, period: ReportingPeriod, season: Season, cast: Cast, load: dict[str, str]) -> None:
    """Everybody reported and was accepted; a few were late, sent back or returned on the way."""
    year = period.year
    for unit, template in units_of(period, cast, load).items():
        story = Story(diary, period, unit, cast, template)
        late = 0 if period.is_review else LATE.get(year, {}).get(unit, 0)
        early = before_weekend(season.due - timedelta(_days(unit, year, 1, 9)))
        sent = season.on_time + timedelta(late) if late else early
        story.start(before_weekend(sent - timedelta(_days(unit, year, 9, 18)))).fill(
            before_weekend(sent - timedelta(_days(unit, year, 3, 8))), scans=unit not in load and not period.is_review
        )
        ready = before_weekend(sent - timedelta(2))
        story.hand_over(ready)
        if unit in SENT_BACK.get(year, ()) and not period.is_review:
            story.send_back(ready).hand_over(before_weekend(sent - timedelta(1)))
        story.submit(sent).claim(workday(sent + timedelta(1)))
        if unit in RETURNED.get(year, ()) and not period.is_review:
            again = workday(sent + timedelta(3))
            story.remark(workday(sent + timedelta(1))).give_back(workday(sent + timedelta(1)))
            story.mend(again).hand_over(again).submit(again).claim(workday(again + timedelta(1)))
        if late:
            remind(diary, period, unit, season.due, cast)
            remind(diary, period, unit, season.on_time + timedelta(1), cast)
        if (year, unit) in APPRAISED and not period.is_review:
            story.appraise(workday(sent + timedelta(1)), *APPRAISED[year, unit])
        story.accept(workday(max(sent, season.due - timedelta(6)) + timedelta(3)))


def remind(diary: Diary, period: ReportingPeriod, unit: str, day: date, cast: Cast) -> None:
    """An officer of HC-TC reminds a unit, with the words the program proposes."""
    diary.add(at(workday(day), unit, "remind"), partial(_remind, period.pk, cast.units[unit], cast.officer))


def _remind(period: int, department: Department, by: User, moment: datetime) -> None:
    opened = ReportingPeriod.objects.get(pk=period)
    chosen = [opening for opening in openings_of(opened) if opening.unit == department]
    drafts = sending.prepare(opened, chosen, moment.date())
    sending.send_by_hand([(draft, draft.letter.text) for draft in drafts], by=by, at=moment)


def _propose(period: int, department: Department, by: User, moment: datetime) -> None:
    note = data_files.exchanges()["escalation"]
    for opening in openings_of(ReportingPeriod.objects.get(pk=period)):
        if opening.unit == department:
            chasing.propose(opening, note=note, by=by, at=moment)


def _days(unit: str, year: int, least: int, most: int) -> int:
    return least + int(chance(unit, year, least, most) * (most - least + 1))


def units_of(period: ReportingPeriod, cast: Cast, load: dict[str, str]) -> dict[str, str]:
    """Units that report at the end of that year, with the unit of the data files each is modelled on."""
    end = date(period.year, 12, 31)
    units = {
        code: load.get(code, code)
        for code, unit in cast.units.items()
        if unit.reports and (unit.valid_from or end) <= end and (unit.valid_to or end) >= end
    }
    return dict(sorted(units.items(), key=lambda item: cast.units[item[0]].order))


Act = Callable[[Story, Callable[[int], date]], object]


def _submitted(story: Story, ago: Callable[[int], date], days: int) -> Story:
    """Written and submitted `days` days ago."""
    written = story.start(ago(days + 8)).fill(ago(days + 3)).enclose(ago(days + 3))
    return written.hand_over(ago(days + 1)).submit(ago(days))


def _accepted(story: Story, ago: Callable[[int], date], days: int) -> Story:
    return _submitted(story, ago, days).claim(ago(days - 1)).accept(ago(days - 3))


def _returned(story: Story, ago: Callable[[int], date], days: int) -> Story:
    return _submitted(story, ago, days).claim(ago(days - 2)).remark(ago(days - 2)).give_back(ago(days - 3))


#: One unit per state; Nhà khách has not begun.
UNDER_WAY: dict[str, Act] = {
    "qttv": lambda story, ago: story.start(ago(9)).fill(ago(3), share=0.6),
    "btcd": lambda story, ago: story.start(ago(12)).fill(ago(4)).hand_over(ago(2)),
    "nv": lambda story, ago: story.start(ago(13)).fill(ago(6)).hand_over(ago(4)).send_back(ago(1)),
    "ttthcb": lambda story, ago: _submitted(story, ago, 6).withdraw(ago(5)).hand_over(ago(2)).submit(ago(1)),
    "kgvx": lambda story, ago: _submitted(story, ago, 5).claim_and_pass_on(ago(2)).remark(ago(1), count=1),
    "th": lambda story, ago: _returned(story, ago, 10).mend(ago(2), count=1),
    "kstthc": lambda story, ago: _returned(story, ago, 11).mend(ago(5)).hand_over(ago(5)).submit(ago(4)),
    "ktn": lambda story, ago: _accepted(story, ago, 14),
    "nc": lambda story, ago: (
        _returned(story, ago, 13).mend(ago(8)).hand_over(ago(8)).submit(ago(7)).claim(ago(6)).accept(ago(6))
    ),
    "hctc": lambda story, ago: _accepted(story, ago, 9),
    "ttpvhcc": lambda story, ago: _accepted(story, ago, 13).reopen(ago(1), ["B3.3", "III.1.3"]),
}


#: Reminded before the due date: those who have not sent anything.
REMINDED = ("nv", "qttv", "btcd", "nk")
#: The unit about which an officer proposes to tell leadership; the head of HC-TC has not decided yet.
NOT_BEGUN = "nk"


def chased(diary: Diary, period: ReportingPeriod, today: date, cast: Cast) -> None:
    """HC-TC has reminded those who have sent nothing, and proposed to tell leadership about one of them."""
    for unit in REMINDED:
        if unit in cast.units:
            remind(diary, period, unit, before_weekend(today - timedelta(2)), cast)
    if NOT_BEGUN in cast.units:
        moment = at(before_weekend(today - timedelta(1)), NOT_BEGUN, "propose")
        diary.add(moment, partial(_propose, period.pk, cast.units[NOT_BEGUN], cast.officer))


def under_way(diary: Diary, period: ReportingPeriod, today: date, cast: Cast, load: dict[str, str]) -> None:
    """Mid-season: every state has its unit; of the generated units seven in ten are accepted."""

    def ago(days: int) -> date:
        return before_weekend(today - timedelta(days))

    for unit, act in UNDER_WAY.items():
        if unit in units_of(period, cast, load):
            act(Story(diary, period, unit, cast), ago)
    extensions.asked(diary, period, today, cast)
    chased(diary, period, today, cast)
    for number, (unit, template) in enumerate(load.items()):
        story = Story(diary, period, unit, cast, template)
        days = 8 + number % 12
        written = story.start(ago(days + 6)).fill(ago(days + 3), scans=False)
        if number % 10 < 9:
            written.hand_over(ago(days + 1))
        if number % 10 < 8:
            written.submit(ago(days))
        if number % 10 < 7:
            written.claim(ago(days - 1)).accept(ago(days - 3))
