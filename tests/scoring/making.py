"""A scored year in small: the sheet of the data file, switched on, with a unit that reports."""

from decimal import Decimal

from campaign.models import ReportingPeriod
from departments.models import Department, User
from departments.roles import Role
from reports.scoring import editing
from reports.scoring.models import PeriodScoring, ScoreSheet, UnitScore
from reports.scoring.sheet_loading import load_sheet
from tests import factories as make
from tests.factories import NOW

YEAR = 2026
REASON = "Theo ý kiến chỉ đạo của Lãnh đạo Văn phòng."


def sheet() -> ScoreSheet:
    load_sheet(NOW)
    return ScoreSheet.objects.newest()


def switched_on(period: ReportingPeriod | None = None, by: User | None = None) -> PeriodScoring:
    sheet()
    by = by or make.person(Role.HCTC_HEAD, name="Hoàng Minh Đức")
    return editing.switch(period or make.period(YEAR), on=True, reason=REASON, by=by, at=NOW)


def full_marks(scoring: PeriodScoring, side: str, **other: dict) -> dict[str, dict]:
    """Every criterion with its maximum, but for those named (`II_4={"self_not_mine": True}`)."""
    points, not_mine, *texts = editing.FIELDS[side]
    entries = {}
    for item in scoring.sheet.items.filter(is_deduction=False):
        entries[item.code] = {points: item.max_points, not_mine: False, **dict.fromkeys(texts, "")}
    for code, entry in other.items():
        whole = {points: None, not_mine: False, **dict.fromkeys(texts, "")}
        entries[code.replace("_", ".")] = whole | entry
    return entries


def self_scored(scoring: PeriodScoring, unit: Department, by: User, **other: dict) -> UnitScore:
    entries = full_marks(scoring, editing.SELF, **other)
    return editing.score_own(scoring.period, unit, entries, seen=0, by=by, at=NOW)


def appraised(scoring: PeriodScoring, unit: Department, by: User, seen: int = 0, **other: dict) -> UnitScore:
    entries = full_marks(scoring, editing.APPRAISED, **other)
    return editing.appraise(scoring.period, unit, entries, seen=seen, by=by, at=NOW)


def form_data(scoring: PeriodScoring, entries: dict[str, dict], seen: int = 0) -> dict[str, str]:
    """What a browser would send for these entries."""
    data = {"seen": str(seen)}
    for item in scoring.sheet.items.all():
        for name, value in entries.get(item.code, {}).items():
            if value not in (None, False, ""):
                shown = str(value).replace(".", ",") if isinstance(value, Decimal) else value
                data[f"i{item.pk}-{name}"] = "on" if value is True else shown
    return data
