"""The update of official figures of last year as it stands in autumn: one unit done, the others asked."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from campaign.models import ReportingPeriod
from demo.cast import Cast
from demo.given import chance
from demo.moments import Diary, at, before_weekend
from departments.transitions import move
from reports.official_figures import editing, reading, rounds, workflow
from reports.official_figures.models import OfficialRound, OfficialUpdate

OPENED_BEFORE, DUE_IN = 16, 21  # days
BETWEEN = timedelta(minutes=40)
EVIDENCE = "Biên bản đối chiếu với Kho bạc Nhà nước tháng 01"
#: How far units are; the others have not begun.
DONE = {"th": "accepted"}


def asked(diary: Diary, period: ReportingPeriod, today: date, cast: Cast) -> None:
    """HC-TC asks for what the estimates of the issued report have become."""
    opened = before_weekend(today - timedelta(OPENED_BEFORE))
    due = today + timedelta(DUE_IN)
    diary.add(at(opened, "official"), lambda moment: rounds.open_round(period, due, by=cast.officer, at=moment))
    for place, (unit, state) in enumerate(DONE.items()):
        begun = at(before_weekend(opened + timedelta(4 + place * 3)), unit, "official")
        acts = [partial(_enter, period, unit, cast), partial(_sign, period, unit, cast)]
        acts += [partial(_accept, period, unit, cast)] if state == "accepted" else []
        for number, act in enumerate(acts):
            diary.add(begun + number * BETWEEN, act)


def _update(period: ReportingPeriod, unit: str) -> OfficialUpdate | None:
    asked_for = OfficialRound.objects.get(period=period)
    return asked_for.updates.filter(department__code=unit).first()


def _enter(period: ReportingPeriod, unit: str, cast: Cast, moment: datetime) -> None:
    update = _update(period, unit)
    if update is None:
        return
    changes = []
    for row in reading.rows_of(update):
        share = Decimal(str(round(0.97 + 0.06 * chance(unit, row.indicator.code, "official"), 4)))
        places = Decimal(1).scaleb(-row.indicator.decimals)
        figures = {name: Decimal(text) for name in reading.FIGURES if (text := row.estimate[name]) is not None}
        if not row.indicator.is_ratio:
            figures["value"] = (figures["value"] * share).quantize(places, rounding=ROUND_HALF_UP)
        empty = dict.fromkeys(reading.FIGURES)
        changes.append(editing.Change(row.pk, row.version, empty | figures | {"note": "", "evidence": EVIDENCE}))
    editing.save_lines(update, changes, by=cast.contributor(unit), at=moment)


def _sign(period: ReportingPeriod, unit: str, cast: Cast, moment: datetime) -> None:
    if update := _update(period, unit):
        move(update, workflow.SUBMIT, by=cast.head(unit), at=moment)


def _accept(period: ReportingPeriod, unit: str, cast: Cast, moment: datetime) -> None:
    if update := _update(period, unit):
        move(update, workflow.ACCEPT, by=cast.reviewer(unit), at=moment)
