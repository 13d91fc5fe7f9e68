"""Named actions: switch scoring on and off, write a new version of the weights, give and appraise scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from departments import audit
from departments.models import Department
from departments.permissions import Refused, check
from departments.transitions import NoteRequired, StalePage, WrongState
from reports.scoring import permissions
from reports.scoring.models import ItemScore, PeriodScoring, ScoreItem, ScoreSheet, UnitScore
from reports.scoring.points import FULL, in_words

SELF, APPRAISED = "self", "appraised"
#: What each side writes of an item.
FIELDS = {SELF: ("self_points", "self_not_mine", "basis"), APPRAISED: ("points", "not_mine", "reason", "note")}


@transaction.atomic
def switch(period: ReportingPeriod, *, on: bool, reason: str, by, at: datetime) -> PeriodScoring:
    """Begin or stop scoring a period; scores given before stay kept, and so does the version they were given by."""
    check(permissions.manage, by, period)
    if not reason.strip():
        raise NoteRequired(_("Please give the reason."))
    if period.kind != ReportingPeriod.Kind.ANNUAL or period.is_planned:
        raise Refused(_("Only an annual period that has been opened can be scored."))
    ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    found = PeriodScoring.objects.filter(period=period).first()
    if (found is not None and found.is_on) == on:
        raise WrongState(_("Scoring is already switched so. Nothing was changed."))
    newest = ScoreSheet.objects.newest()
    if found is None:
        if newest is None:
            raise Refused(_("There is no score sheet yet."))
        found = PeriodScoring(period=period, sheet=newest)
    elif on and not UnitScore.objects.of_period(period).exists():
        found.sheet = newest
    found.is_on, found.reason, found.changed_by, found.changed_at = on, reason.strip(), by, at
    found.save()
    audit.record(
        f"scoring.periodscoring.{'on' if on else 'off'}", target=found, by=by, at=at, note=found.reason,
        label="Bật chấm điểm nội bộ" if on else "Tắt chấm điểm nội bộ", data={"sheet": found.sheet.number},
    )  # fmt: skip
    return found


@dataclass(frozen=True)
class Weight:
    """An item as the next version has it; zero points leave it out."""

    code: str
    name: str
    points: Decimal


@transaction.atomic
def reweigh(sheet: ScoreSheet, weights: list[Weight], *, title: str, source: str, by, at: datetime) -> ScoreSheet:
    """The next version after `sheet`; earlier versions stay as they are."""
    check(permissions.manage, by, sheet)
    newest = ScoreSheet.objects.select_for_update().order_by("-number").first()
    if newest != sheet:
        raise StalePage(_("Somebody else has written a newer version meanwhile. Please look at it first."))
    before = {item.code: item for item in sheet.items.order_by("order")}
    kept = [(before[weight.code], weight) for weight in weights if weight.code in before and weight.points > 0]
    whole = sum((weight.points for item, weight in kept if not item.is_deduction), Decimal(0))
    if whole != FULL:
        raise Refused(_("The points must add up to 100; they add up to %(n)s.") % {"n": in_words(whole)})
    made = ScoreSheet.objects.create(number=sheet.number + 1, title=title, source=source, created_at=at, created_by=by)
    for order, (item, weight) in enumerate(kept, start=1):
        ScoreItem.objects.create(
            sheet=made, order=order, code=item.code, group=item.group, group_title=item.group_title,
            name=weight.name, is_deduction=item.is_deduction, max_points=weight.points, rule=item.rule,
        )  # fmt: skip
    audit.record(
        "scoring.scoresheet.reweigh", target=made, by=by, at=at, label="Sửa thang điểm nội bộ", note=source,
        data={weight.code: str(weight.points) for _item, weight in kept},
    )  # fmt: skip
    return made


def scoring_of(period: ReportingPeriod) -> PeriodScoring:
    """The scoring of a period in which it is on. Raises WrongState."""
    found = PeriodScoring.objects.on().select_related("sheet").filter(period=period).first()
    if found is None:
        raise WrongState(_("Scoring is not switched on for this period. Nothing was changed."))
    return found


@transaction.atomic
def score_own(
    period: ReportingPeriod, department: Department, entries: Mapping[str, dict[str, Any]], *, seen: int, by,
    at: datetime,
) -> UnitScore:  # fmt: skip
    """The unit's own score, item by item, until HC-TC has begun to appraise it."""
    check(permissions.score_own, by, department)
    scoring = scoring_of(period)
    score = _locked(period, department)
    if score.appraised_at is not None:
        raise WrongState(_("HC-TC has begun to appraise the score sheet; the self-score can no longer be changed."))
    if score.self_version != seen:
        raise StalePage(_("Somebody else has changed the scores meanwhile. Please compare before saving again."))
    changes = _write(score, scoring.sheet, entries, SELF)
    score.self_version, score.self_by, score.self_at = seen + 1, by, at
    score.save(update_fields=["self_version", "self_by", "self_at"])
    audit.record("scoring.unitscore.self", target=score, by=by, at=at, label="Tự chấm điểm", data=changes)
    return score


@transaction.atomic
def appraise(
    period: ReportingPeriod, department: Department, entries: Mapping[str, dict[str, Any]], *, seen: int, by,
    at: datetime,
) -> UnitScore:  # fmt: skip
    """HC-TC's scores and deductions beside the unit's; a reason wherever the two differ."""
    check(permissions.appraise, by, department)
    scoring = scoring_of(period)
    score = _locked(period, department)
    if score.appraisal_version != seen:
        raise StalePage(_("Somebody else has changed the scores meanwhile. Please compare before saving again."))
    changes = _write(score, scoring.sheet, entries, APPRAISED)
    score.appraisal_version, score.appraised_by, score.appraised_at = seen + 1, by, at
    score.save(update_fields=["appraisal_version", "appraised_by", "appraised_at"])
    audit.record("scoring.unitscore.appraise", target=score, by=by, at=at, label="Thẩm định điểm", data=changes)
    return score


@transaction.atomic
def hand_back(score: UnitScore, *, by, at: datetime) -> UnitScore:
    """Let the unit correct its self-score; what was appraised stays until HC-TC saves again."""
    check(permissions.appraise, by, score.department)
    scoring_of(score.period)
    score = _locked(score.period, score.department)
    if score.appraised_at is None:
        raise WrongState(_("The unit can still change its self-score. Nothing was changed."))
    score.appraised_at, score.appraised_by = None, None
    score.save(update_fields=["appraised_at", "appraised_by"])
    audit.record("scoring.unitscore.hand_back", target=score, by=by, at=at, label="Cho đơn vị chấm lại")
    return score


def needs_reason(item: ScoreItem, row: ItemScore, points: Decimal | None, not_mine: bool) -> bool:
    """A deduction, and a score that is not the one the unit gave itself."""
    if item.is_deduction:
        return points is not None
    given = row.self_points is not None or row.self_not_mine
    scored = points is not None or not_mine
    return given and scored and (points, not_mine) != (row.self_points, row.self_not_mine)


def _locked(period: ReportingPeriod, department: Department) -> UnitScore:
    if not period.units().filter(pk=department.pk).exists():
        raise Refused(_("This unit does not report in the period."))
    UnitScore.objects.get_or_create(period=period, department=department)
    rows = UnitScore.objects.select_for_update(of=("self",)).select_related("department", "period")
    return rows.get(period=period, department=department)


def _write(score: UnitScore, sheet: ScoreSheet, entries: Mapping[str, dict[str, Any]], side: str) -> dict[str, Any]:
    """Store one side; what changed, item by item, before and after."""
    known = {row.item_id: row for row in score.items.order_by("pk")}
    changes = {}
    for item in sheet.items.order_by("order"):
        if item.code not in entries or (side == SELF and item.is_deduction):
            continue
        row = known.get(item.pk) or ItemScore(score=score, item=item)
        entry = {name: entries[item.code].get(name) for name in FIELDS[side]}
        _judge(item, row, entry, side)
        before = {name: getattr(row, name) for name in FIELDS[side]}
        for name, value in entry.items():
            setattr(row, name, value)
        if before != entry:
            row.save()
            changes[item.code] = [_plain(before), _plain(entry)]
    return changes


def _judge(item: ScoreItem, row: ItemScore, entry: dict[str, Any], side: str) -> None:
    """What a forged request might send. Raises Refused."""
    points, not_mine = (entry[name] for name in FIELDS[side][:2])
    if points is not None and not 0 <= points <= item.max_points:
        limits = {"item": item.code, "n": in_words(item.max_points)}
        raise Refused(_("%(item)s: the points must lie between 0 and %(n)s.") % limits)
    if points is not None and not_mine:
        raise Refused(_("%(item)s has points and is marked “Not this unit's task”.") % {"item": item.code})
    if side == APPRAISED and needs_reason(item, row, points, not_mine) and not entry["reason"]:
        raise Refused(_("%(item)s: please give the reason.") % {"item": item.code})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}
