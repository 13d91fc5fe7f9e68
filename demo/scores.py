"""One year is scored: the head of HC-TC switches it on, units score themselves, HC-TC appraises."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from campaign.models import ReportingPeriod
from demo.cast import Cast
from demo.given import chance
from demo.moments import Diary, at, workday
from departments.models import User
from reports.scoring import editing, proposals, reading
from reports.scoring.models import PeriodScoring, ScoreItem

YEAR = 2024
WHY = "Thí điểm chấm điểm nội bộ theo ý kiến của Lãnh đạo Văn phòng; kết quả chỉ dùng để rút kinh nghiệm."
#: Criteria that are no task of a unit.
NOT_MINE = {
    "qttv": ("II.1", "II.2", "II.4"), "nk": ("II.1", "II.2", "II.4"), "btcd": ("II.2", "II.4"), "ttthcb": ("II.2",),
}  # fmt: skip
BASES = {
    "I.1": "Kế hoạch triển khai, biên bản sinh hoạt chuyên đề của đơn vị",
    "I.2": "Phiếu tiếp nhận báo cáo trên phần mềm",
    "I.3": "Minh chứng đính kèm báo cáo năm",
    "II.1": "Sổ theo dõi văn bản tham mưu năm",
    "III.1": "Bản đăng ký chỉ tiêu và báo cáo năm",
    "IV.1": "Quyết định công nhận sáng kiến cấp cơ sở",
}
LOWER = "Kết quả nêu trong báo cáo năm chưa đủ căn cứ để đạt mức điểm tự chấm."
STEP = Decimal("0.5")


def tell(diary: Diary, period: ReportingPeriod, units: list[str], cast: Cast) -> None:
    """After the season, while the impressions are fresh."""
    if period.year != YEAR:
        return
    begun = workday(date(YEAR, 12, 2))
    diary.add(at(begun, "scoring"), partial(_switch, period.pk, cast.chief))
    for number, unit in enumerate(units):
        own = workday(begun + timedelta(1 + number % 4))
        later = workday(begun + timedelta(8 + number % 3))
        diary.add(at(own, unit, "score"), partial(_score, unit, period.pk, cast, cast.head(unit)))
        diary.add(at(later, unit, "appraise"), partial(_appraise, unit, period.pk, cast, cast.reviewer(unit)))


def _switch(period: int, by: User, moment: datetime) -> None:
    editing.switch(ReportingPeriod.objects.get(pk=period), on=True, reason=WHY, by=by, at=moment)


def _score(unit: str, period: int, cast: Cast, by: User, moment: datetime) -> None:
    scoring = PeriodScoring.objects.select_related("period", "sheet").get(period=period)
    items = scoring.sheet.items.filter(is_deduction=False).order_by("order")
    entries = {item.code: _own(item, unit) for item in items}
    editing.score_own(scoring.period, cast.units[unit], entries, seen=0, by=by, at=moment)


def _own(item: ScoreItem, unit: str) -> dict[str, Any]:
    """Between nine tenths of the points and all of them, in halves."""
    if item.code in NOT_MINE.get(unit, ()):
        return {"self_points": None, "self_not_mine": True, "basis": ""}
    lost = int(chance(unit, item.code, "score") * float(item.max_points) / 5) * STEP
    return {"self_points": item.max_points - lost, "self_not_mine": False, "basis": BASES.get(item.code, "")}


def _appraise(unit: str, period: int, cast: Cast, by: User, moment: datetime) -> None:
    """What the facts propose is taken; here and there HC-TC gives less than the unit gave itself."""
    scoring = PeriodScoring.objects.select_related("period", "sheet").get(period=period)
    sheet = reading.one(scoring, cast.units[unit])
    facts = proposals.facts_of(scoring.period, cast.units[unit], moment.date())
    entries = {line.item.code: _appraised(line, proposals.proposal(line.item, facts), unit) for line in sheet.lines}
    editing.appraise(scoring.period, cast.units[unit], entries, seen=0, by=by, at=moment)


def _appraised(line: reading.Line, proposed: proposals.Proposal | None, unit: str) -> dict[str, Any]:
    given, item = line.score.self_points, line.item
    if item.is_deduction or (given is not None and proposed):
        points, reason = (proposed.points, proposed.reason) if proposed else (None, "")
    else:
        lower = given is not None and chance(unit, item.code, "appraise") < 0.25
        points, reason = (given - 1, LOWER) if lower else (given, "")
    return {"points": points, "not_mine": line.score.self_not_mine, "reason": reason, "note": ""}
