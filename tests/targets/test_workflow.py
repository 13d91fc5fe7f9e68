"""The life cycle of a registration: who moves it, what acceptance writes, what reopening leaves alone."""

from datetime import date
from decimal import Decimal

import pytest

from campaign.models import Indicator, Target
from departments.models import AuditEvent, Notice, RoleGrant
from departments.permissions import Denied, Refused
from departments.roles import Role
from departments.transitions import NoteRequired, StalePage, move
from reports.targets import editing, reading, rounds, workflow
from reports.targets.models import TargetRegistration
from tests import factories
from tests.targets import making
from tests.targets.making import NOW, YEAR, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    factories.hctc()
    return making.People(factories.unit())


def registered() -> dict[str, Decimal]:
    return dict(Target.objects.filter(year=YEAR).order_by("pk").values_list("indicator__code", "value"))


def test_opening_a_round_tells_the_units_and_happens_once(people, django_capture_on_commit_callbacks):
    making.catalogue()
    with django_capture_on_commit_callbacks(execute=True):
        rounds.open_round(YEAR, date(YEAR, 1, 31), by=people.reviewer, at=NOW)
    told = set(Notice.objects.values_list("recipient__username", flat=True))
    assert {people.contributor.username, people.head.username} <= told
    with pytest.raises(Refused):
        rounds.open_round(YEAR, date(YEAR, 1, 31), by=people.reviewer, at=NOW)
    with pytest.raises(Refused):
        rounds.open_round(2031, date(2031, 1, 31), by=people.reviewer, at=NOW)
    with pytest.raises(Denied):
        rounds.open_round(2028, date(2028, 1, 31), by=people.head, at=NOW)


def test_beginning_asks_for_the_indicators_of_the_unit_in_that_year(people):
    factories.indicator("A1", respondents=["hctc"])
    factories.indicator("A7", last_year=YEAR - 1)
    made = making.registration(people=people, filled=False)
    codes = {line.indicator.code for line in reading.lines_of(made)}
    assert codes == set(factories.INDICATORS)
    again = workflow.begin(made.round, made.department, by=people.head, at=NOW)
    assert (again.pk, again.lines.count()) == (made.pk, len(codes))


def test_a_unit_that_is_gone_by_the_end_of_the_year_does_not_register(people):
    gone = factories.unit("cu", "Phòng cũ", valid_to=date(YEAR, 6, 30))
    with pytest.raises(Refused):
        workflow.begin(making.round_(), gone, by=factories.contributor(gone), at=NOW)


def test_acceptance_writes_the_targets_and_locks(people):
    made = making.registration(people=people, state=State.SUBMITTED)
    Target.objects.create(department=made.department, indicator=Indicator.objects.get(code="D1"), year=YEAR, value=3)
    assert set(registered()) == {"D1"}
    made = move(made, workflow.ACCEPT, by=people.reviewer, at=NOW)
    assert registered() == {"A2": Decimal(12), "A9": Decimal("97.5")}
    with pytest.raises(Denied):
        making.write(made, people.contributor, A2={"value": Decimal(1)})
    kept = AuditEvent.objects.about(made).last().data["targets"]
    assert kept["A2"]["value"] == "12"


def test_reopening_leaves_the_registered_targets_until_the_next_acceptance(people):
    made = making.registration(people=people, state=State.ACCEPTED)
    factories.indicator("D9", name="Chỉ tiêu mới")
    with pytest.raises(NoteRequired):
        move(made, workflow.REOPEN, by=people.reviewer, at=NOW)
    made = move(made, workflow.REOPEN, by=people.reviewer, at=NOW, note="Điều chỉnh theo kế hoạch mới")
    assert made.state == State.RETURNED
    assert made.lines.filter(indicator__code="D9").exists()
    making.write(made, people.contributor, A2={"value": Decimal(20)}, A9={"value": None})
    assert registered()["A2"] == 12
    made = move(made, workflow.SUBMIT, by=people.head, at=NOW)
    move(made, workflow.ACCEPT, by=people.reviewer, at=NOW)
    assert registered() == {"A2": Decimal(20)}


@pytest.mark.parametrize(
    ("state", "transition", "who"),
    [
        (State.AWAITING_HEAD, workflow.SUBMIT, "contributor"),
        (State.AWAITING_HEAD, workflow.SEND_BACK, "reviewer"),
        (State.SUBMITTED, workflow.ACCEPT, "head"),
        (State.SUBMITTED, workflow.WITHDRAW, "reviewer"),
        (State.ACCEPTED, workflow.REOPEN, "head"),
    ],
)
def test_moves_of_others_are_refused(state, transition, who, people):
    made = making.registration(people=people, state=state)
    with pytest.raises(Denied):
        move(made, transition, by=getattr(people, who), at=NOW, note="Lý do")


def test_the_targets_of_hctc_are_accepted_by_the_leadership():
    unit = factories.hctc()
    people = making.People(unit)
    made = making.registration(unit, State.SUBMITTED, people)
    with pytest.raises(Denied):
        move(made, workflow.ACCEPT, by=factories.officer(), at=NOW)
    assert move(made, workflow.ACCEPT, by=people.reviewer, at=NOW).is_accepted


def test_the_signature_is_kept_with_its_capacity(people):
    made = making.registration(people=people, state=State.SUBMITTED)
    assert (made.signatory, made.capacity) == ("Lò Văn Minh", ["TRƯỞNG PHÒNG"])


@pytest.mark.parametrize(("transition", "who"), [(workflow.RETURN, "reviewer"), (workflow.WITHDRAW, "head")])
def test_what_is_open_again_carries_no_signature(transition, who, people):
    made = making.registration(people=people, state=State.SUBMITTED)
    made = move(made, transition, by=getattr(people, who), at=NOW, note="Sửa lại")
    assert (made.signatory, made.capacity, made.signed_off_by) == ("", [], None)


def test_nothing_is_handed_over_without_a_target(people):
    made = making.registration(people=people, filled=False)
    for transition, by in ((workflow.HAND_TO_HEAD, people.contributor), (workflow.SUBMIT, people.head)):
        with pytest.raises(Refused):
            move(made, transition, by=by, at=NOW)


def test_what_was_changed_after_reading_is_not_signed_unread(people):
    made = making.registration(people=people)
    read = reading.digest(reading.content_of(made))
    making.write(made, people.contributor, A2={"value": Decimal(13)})
    with pytest.raises(StalePage):
        move(made, workflow.SUBMIT, by=people.head, at=NOW, content=read)
    now = reading.digest(reading.content_of(made))
    assert move(made, workflow.SUBMIT, by=people.head, at=NOW, content=now).state == State.SUBMITTED


def test_two_people_on_different_lines_both_keep_their_work(people):
    made = making.registration(people=people, filled=False)
    lines = {line.indicator.code: line for line in reading.lines_of(made)}
    for code, by in (("A2", people.contributor), ("D1", people.head)):
        change = editing.Change(lines[code].pk, 0, {"value": Decimal(5)}, {"value": None})
        assert not editing.save_lines(made, [change], by=by, at=NOW).conflicts
    assert reading.content_of(made).keys() == {"A2", "D1"}


def test_on_the_same_line_nothing_is_overwritten(people):
    made = making.registration(people=people, filled=False)
    line = making.line(made, "A2")
    for value in (5, 7):
        change = editing.Change(line.pk, 0, {"value": Decimal(value)}, reading.content(line))
        outcome = editing.save_lines(made, [change], by=people.contributor, at=NOW)
    clash = outcome.conflicts[0]
    assert (clash.mine["value"], clash.theirs["value"]) == ("7", "5")
    assert making.line(made, "A2").value == 5


def test_a_line_of_another_unit_is_refused(people):
    other = making.registration(factories.unit("ktn", "Phòng Kinh tế ngành"))
    made = making.registration(people=people)
    with pytest.raises(Refused):
        editing.save_lines(
            made, [editing.Change(making.line(other, "A2").pk, 1, {"value": Decimal(1)})], by=people.contributor, at=NOW
        )
    assert making.line(other, "A2").value == 12


def test_hctc_records_the_targets_of_many_units(people):
    making.registration(people=people, filled=False)
    factories.unit("ktn", "Phòng Kinh tế ngành")
    entry = {"value": "8", "numerator": None, "denominator": None, "note": ""}
    entries = {"th": {"A2": entry}, "ktn": {"A2": entry}}
    with pytest.raises(Denied):
        workflow.record_sheet(making.round_(), entries, "bang.xlsx", by=people.head, at=NOW)
    assert workflow.record_sheet(making.round_(), entries, "bang.xlsx", by=people.reviewer, at=NOW) == 2
    rows = TargetRegistration.objects.order_by("department__code")
    assert [(row.state, row.given_by_coordinator, row.signatory) for row in rows] == [(State.ACCEPTED, True, "")] * 2
    assert Target.objects.filter(year=YEAR, value=8).count() == 2


def test_one_unit_that_has_sent_keeps_all_from_being_recorded(people):
    making.registration(people=people, state=State.SUBMITTED)
    factories.unit("ktn", "Phòng Kinh tế ngành")
    entry = {"A2": {"value": "8", "numerator": None, "denominator": None, "note": ""}}
    with pytest.raises(Refused):
        workflow.record_sheet(making.round_(), {"ktn": entry, "th": entry}, "b.xlsx", by=people.reviewer, at=NOW)
    assert not Target.objects.exists()


def test_nobody_accepts_the_targets_of_their_own_unit(people):
    made = making.registration(people=people, state=State.SUBMITTED)
    RoleGrant.objects.create(user=people.contributor, role=Role.HCTC_OFFICER)
    with pytest.raises(Denied):
        move(made, workflow.ACCEPT, by=type(people.contributor).objects.get(pk=people.contributor.pk), at=NOW)
