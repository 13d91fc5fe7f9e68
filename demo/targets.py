"""Registration of targets: years that are accepted, and next year's round as it stands in autumn."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from campaign.models import Campaign, Target
from demo import data_files, paper
from demo.cast import Cast
from demo.given import chance
from demo.moments import Diary, at, before_weekend, workday
from departments.transitions import move
from reports.targets import editing, reading, rounds, workflow
from reports.targets.models import TargetRegistration, TargetRound

FIRST_YEAR = 2024
AUTUMN = 10  # from this month on next year's round is open
OPENED_BEFORE = 9  # days
BETWEEN = timedelta(minutes=40)
RETURNED = "Đề nghị bổ sung chỉ tiêu về số sáng kiến đăng ký và giải trình mức chỉ tiêu tiết kiệm thấp hơn năm trước."
#: How far each unit is with next year's registration; the others have not begun.
COMING = {
    "th": "accepted", "ktn": "submitted", "nc": "submitted", "hctc": "submitted", "kgvx": "awaiting_head",
    "kstthc": "drafting", "btcd": "returned",
}  # fmt: skip

Values = Callable[[TargetRegistration], dict[str, Decimal | None]]


def registered(diary: Diary, year: int, units: list[str], cast: Cast) -> None:
    """A year past its January: every unit registered, HC-TC accepted."""
    if year < FIRST_YEAR:
        return
    opened, due = workday(date(year, 1, 5)), workday(date(year, 1, 31))
    _open(diary, year, opened, due, cast)
    for unit in units:
        begun = workday(opened + timedelta(2 + int(chance(unit, year, "targets") * 14)))
        _path(diary, year, unit, begun, "accepted", cast, _kept)


def coming(diary: Diary, today: date, cast: Cast) -> None:
    """In the last quarter next year's round is open, with units in every state."""
    year = today.year + 1
    if today.month < AUTUMN or year > Campaign.objects.get().to_year:
        return
    opened = before_weekend(today - timedelta(OPENED_BEFORE))
    _open(diary, year, opened, workday(date(year, 1, 15)), cast)
    for place, (unit, state) in enumerate(COMING.items()):
        begun = before_weekend(today - timedelta(OPENED_BEFORE - 2 - place % 3))
        _path(diary, year, unit, begun, state, cast, partial(_proposed, unit, year))


def _open(diary: Diary, year: int, day: date, due: date, cast: Cast) -> None:
    diary.add(at(day, year, "round"), lambda moment: rounds.open_round(year, due, by=cast.officer, at=moment))


def _path(diary: Diary, year: int, unit: str, day: date, state: str, cast: Cast, values: Values) -> None:
    """The unit's acts one after the other, as far as the state it has reached."""
    writer, head, reviewer = cast.contributor(unit), cast.head(unit), cast.reviewer(unit)
    moment = diary.add(at(day, year, unit, "begin"), partial(_begin, year, unit, cast, values))
    acts = [(workflow.HAND_TO_HEAD, writer, ""), (workflow.SUBMIT, head, ""), (workflow.ACCEPT, reviewer, "")]
    if state == "returned":
        acts[2] = (workflow.RETURN, reviewer, RETURNED)
    count = {"drafting": 0, "awaiting_head": 1, "submitted": 2}.get(state, 3)
    for transition, by, note in acts[:count]:
        moment = diary.add(moment + BETWEEN, partial(_move, year, unit, cast, transition, by, note))


def _registration(year: int, unit: str, cast: Cast) -> TargetRegistration:
    return TargetRegistration.objects.get(round__year=year, department=cast.units[unit])


def _begin(year: int, unit: str, cast: Cast, values: Values, moment: datetime) -> None:
    by = cast.contributor(unit)
    made = workflow.begin(TargetRound.objects.get(year=year), cast.units[unit], by=by, at=moment)
    wanted = values(made)
    changes = [
        editing.Change(line.pk, line.version, {"value": wanted[line.indicator.code]})
        for line in reading.lines_of(made)
        if wanted.get(line.indicator.code) is not None
    ]
    editing.save_lines(made, changes, by=by, at=moment)


def _move(year: int, unit: str, cast: Cast, transition, by, note: str, moment: datetime) -> None:
    move(_registration(year, unit, cast), transition, by=by, at=moment, note=note)


def _kept(registration: TargetRegistration) -> dict[str, Decimal | None]:
    """The targets that stand for the unit already."""
    rows = Target.objects.filter(department=registration.department, year=registration.year)
    return dict(rows.order_by("pk").values_list("indicator__code", "value"))


def _proposed(unit: str, year: int, registration: TargetRegistration) -> dict[str, Decimal | None]:
    """A little better than this year."""
    shares = data_files.figures()["targets"]
    return {
        line.indicator.code: paper.target_of(
            unit, line.indicator.code, year, shares[line.indicator.code], line.indicator.decimals
        )
        for line in reading.lines_of(registration)
        if line.indicator.code in shares
    }
