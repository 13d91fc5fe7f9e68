"""Switching, weighing, scoring: who may, what is kept, what is refused."""

from decimal import Decimal

import pytest

from departments.models import AuditEvent
from departments.permissions import Denied, Refused
from departments.transitions import NoteRequired, StalePage, WrongState
from reports.scoring import editing, reading
from reports.scoring.editing import Weight
from reports.scoring.models import PeriodScoring, ScoreSheet
from reports.scoring.sheet_loading import load_sheet
from tests import factories as make
from tests.factories import NOW
from tests.scoring.making import REASON, appraised, self_scored, sheet, switched_on

D = Decimal


@pytest.fixture
def scoring(office):
    return switched_on(make.period(), by=office.people["hctc_head"])


def test_the_sheet_of_the_data_file_is_worth_100_points_and_loaded_once(db):
    first = sheet()
    assert sum(item.max_points for item in first.items.filter(is_deduction=False)) == 100
    groups = {}
    for item in first.items.filter(is_deduction=False):
        groups[item.group] = groups.get(item.group, 0) + item.max_points
    assert groups == {"I": 15, "II": 40, "III": 30, "IV": 15}
    assert (load_sheet(NOW), ScoreSheet.objects.count()) == (0, 1)


def test_scoring_is_off_until_the_head_switches_it_on_with_a_reason(office):
    period = make.period()
    sheet()
    assert not PeriodScoring.objects.on().exists()
    head, officer = office.people["hctc_head"], office.people["hctc_officer"]
    with pytest.raises(Denied):
        editing.switch(period, on=True, reason=REASON, by=officer, at=NOW)
    with pytest.raises(NoteRequired):
        editing.switch(period, on=True, reason=" ", by=head, at=NOW)
    editing.switch(period, on=True, reason=REASON, by=head, at=NOW)
    with pytest.raises(WrongState):
        editing.switch(period, on=True, reason=REASON, by=head, at=NOW)
    editing.switch(period, on=False, reason="Dừng chấm điểm.", by=head, at=NOW)
    events = AuditEvent.objects.filter(action__startswith="scoring.periodscoring").order_by("sequence")
    assert [(event.action, event.note) for event in events] == [
        ("scoring.periodscoring.on", REASON), ("scoring.periodscoring.off", "Dừng chấm điểm."),
    ]  # fmt: skip


def test_a_new_version_never_changes_the_one_a_period_uses(office, scoring):
    first, head = scoring.sheet, office.people["hctc_head"]
    weights = [Weight(item.code, item.name, item.max_points) for item in first.items.all()]
    by_code = {w.code: w for w in weights}
    moved = [
        Weight(w.code, w.name, D(0) if w.code == "II.4" else w.points + (5 if w.code == "III.1" else 0))
        for w in weights
    ]
    second = editing.reweigh(first, moved, title="Thang điểm 2027", source="Điều chỉnh.", by=head, at=NOW)
    assert (second.number, second.items.filter(code="II.4").exists()) == (2, False)
    assert (second.items.get(code="III.1").max_points, by_code["III.1"].points) == (25, 20)
    assert PeriodScoring.objects.get().sheet == first
    with pytest.raises(StalePage):
        editing.reweigh(first, weights, title="x", source="x", by=head, at=NOW)
    with pytest.raises(Refused, match="100"):
        editing.reweigh(second, weights[:3], title="x", source="x", by=head, at=NOW)


def test_appraised_scores_stand_beside_the_units_own_with_a_reason_where_they_differ(office, scoring):
    unit, officer = office.units["th"], office.people["hctc_officer"]
    self_scored(scoring, unit, office.people["contributor"], II_4={"self_not_mine": True})
    lower = {"II_4": {"not_mine": True}, "III_1": {"points": D(15)}}
    with pytest.raises(Refused, match=r"III\.1"):
        appraised(scoring, unit, officer, **lower)
    lower["III_1"]["reason"] = "Kết quả đạt 75% chỉ tiêu."
    with pytest.raises(Refused, match=r"T\.3"):
        appraised(scoring, unit, officer, **lower, T_3={"points": D(1)})
    appraised(scoring, unit, officer, **lower, T_3={"points": D(1), "reason": "Trả lại 01 lần."})
    found = reading.one(scoring, unit)
    assert (found.own.result, found.result) == (D("100.0"), D("93.7"))  # 90 of 95 = 94,736…; less 1
    line = next(line for line in found.lines if line.item.code == "III.1")
    assert (line.score.self_points, line.score.points) == (20, 15)
    event = AuditEvent.objects.get(action="scoring.unitscore.appraise")
    assert event.data["III.1"][0]["points"] is None
    assert event.data["III.1"][1]["points"] == "15"


def test_the_self_score_is_fixed_once_appraised_until_it_is_handed_back(office, scoring):
    unit, contributor, officer = office.units["th"], office.people["contributor"], office.people["hctc_officer"]
    self_scored(scoring, unit, contributor)
    score = appraised(scoring, unit, officer)
    with pytest.raises(WrongState):
        editing.score_own(scoring.period, unit, {}, seen=1, by=contributor, at=NOW)
    editing.hand_back(score, by=officer, at=NOW)
    assert reading.one(scoring, unit).result is None
    editing.score_own(scoring.period, unit, {}, seen=1, by=contributor, at=NOW)


def test_two_at_once_do_not_overwrite_each_other(office, scoring):
    unit, contributor = office.units["th"], office.people["contributor"]
    self_scored(scoring, unit, contributor)
    with pytest.raises(StalePage):
        self_scored(scoring, unit, contributor)


def test_nobody_appraises_their_own_unit(office, scoring):
    hctc = office.units["hctc"]
    for persona in ("hctc_officer", "hctc_head"):
        with pytest.raises(Denied):
            appraised(scoring, hctc, office.people[persona])
    appraised(scoring, hctc, office.people["leader"])
    with pytest.raises(Denied):
        appraised(scoring, office.units["th"], office.people["leader"])


@pytest.mark.parametrize("entry", [{"points": D(21)}, {"points": D(-1)}, {"points": D(5), "not_mine": True}])
def test_forged_points_are_refused(office, scoring, entry):
    with pytest.raises(Refused):
        appraised(scoring, office.units["th"], office.people["hctc_officer"], III_1=entry)


def test_nothing_is_written_while_scoring_is_off(office, scoring):
    editing.switch(scoring.period, on=False, reason="Dừng.", by=office.people["hctc_head"], at=NOW)
    with pytest.raises(WrongState):
        self_scored(scoring, office.units["th"], office.people["contributor"])
    with pytest.raises(WrongState):
        appraised(scoring, office.units["th"], office.people["hctc_officer"])
