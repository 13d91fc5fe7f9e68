"""Every move × person × state of the unit's half of the life cycle; what a double click and a stale page do."""

import pytest
from django.db import transaction

from departments.models import AuditEvent
from departments.permissions import Denied
from departments.transitions import NoteRequired, StalePage, WrongState, move
from reports.review import remarks
from reports.submissions import snapshots, workflow
from reports.submissions.models import AnnualReport, IndicatorValue, Revision
from tests import factories

pytestmark = pytest.mark.django_db

State = AnnualReport.State
MOVES = {transition.name: transition for transition in workflow.TRANSITIONS}
UNIT = {"contributor", "head"}
HEAD = {"head"}
#: (move, state) → who can make it; everything not named here is refused.
ALLOWED = {
    ("hand_to_head", State.DRAFTING): UNIT,
    ("hand_to_head", State.RETURNED): UNIT,
    ("take_back", State.AWAITING_HEAD): UNIT,
    ("send_back", State.AWAITING_HEAD): HEAD,
    ("submit", State.DRAFTING): HEAD,
    ("submit", State.AWAITING_HEAD): HEAD,
    ("submit", State.RETURNED): HEAD,
    ("withdraw", State.SUBMITTED): HEAD,
}
WHO = ("contributor", "head", "other_head", "officer", "leader", "nobody")


def who_is(name, people):
    """The person of this name; the others belong to another unit or to none."""
    match name:
        case "contributor" | "head":
            return getattr(people, name)
        case "other_head":
            return factories.head(factories.unit("ktn", "Phòng Kinh tế ngành"))
        case "officer":
            return factories.officer()
        case "leader":
            return factories.leader()
    return factories.person()


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("name", MOVES)
def test_moves_of_each_person_in_each_state(name, state):
    people = factories.People(factories.unit())
    report = factories.report(state=state, people=people)
    if state == State.RETURNED:  # the one remark is answered, so that nothing but the rule decides
        remark = report.remarks.get()
        remarks.answer(remark, text="Đã rà soát, số liệu đúng.", by=people.contributor, at=factories.NOW)
    made = set()
    for who in WHO:
        try:
            with_rollback(report, MOVES[name], who_is(who, people))
            made.add(who)
        except (Denied, WrongState):
            report.refresh_from_db()
            assert report.state == state
    assert made == ALLOWED.get((name, state), set())


class Undo(Exception):
    pass


def with_rollback(report, transition, by):
    try:
        with transaction.atomic():
            move(report, transition, by=by, at=factories.NOW, note="Đề nghị hoàn thiện.")
            raise Undo
    except Undo:
        return


def test_submitting_freezes_the_next_revision():
    people = factories.People(factories.unit())
    report = factories.report(state=State.SUBMITTED, people=people)
    revision = report.revisions.get()
    assert (revision.number, revision.sha256) == (1, snapshots.digest(revision.content))
    assert (revision.prepared_by, revision.signed_off_by) == (people.contributor, people.head)
    assert (revision.capacity, revision.signatory) == (["TRƯỞNG PHÒNG"], "Lò Văn Minh")
    assert revision.days_late == 0


@pytest.mark.parametrize(
    ("title", "level", "is_acting", "lines"),
    [
        ("Trưởng phòng", "unit_head", False, ["TRƯỞNG PHÒNG"]),
        ("Trưởng phòng", "unit_head", True, ["Q. TRƯỞNG PHÒNG"]),
        ("Phó Trưởng phòng", "unit_deputy", False, ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]),
    ],
)
def test_capacity_of_the_signature(title, level, is_acting, lines):
    department = factories.unit()
    people = factories.People(department)
    people.head = factories.head(department, title=title, level=level, is_acting=is_acting, name="Giàng A Sùng")
    revision = factories.report(state=State.SUBMITTED, people=people).revisions.get()
    assert (revision.capacity, revision.signatory) == (lines, "Giàng A Sùng")


def test_late_submission_is_taken_and_counts_days_from_the_on_time_date():
    people = factories.People(factories.unit())
    report = factories.report(state=State.AWAITING_HEAD, people=people)
    late = factories.NOW.replace(month=12, day=3)
    report = move(report, workflow.SUBMIT, by=people.head, at=late)
    assert report.revisions.get().days_late == 3


def test_second_submit_makes_no_second_revision():
    people = factories.People(factories.unit())
    report = factories.report(state=State.AWAITING_HEAD, people=people)
    move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    with pytest.raises(WrongState):
        move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    assert report.revisions.count() == 1


def test_stale_page_changes_nothing():
    people = factories.People(factories.unit())
    report = factories.report(state=State.AWAITING_HEAD, people=people)
    with pytest.raises(StalePage):
        move(report, workflow.SUBMIT, by=people.head, at=factories.NOW, seen=report.version - 1)
    assert Revision.objects.count() == 0


def test_content_changed_since_it_was_read_is_not_submitted():
    people = factories.People(factories.unit())
    report = factories.report(people=people)
    read = snapshots.digest(snapshots.content_of(report))
    IndicatorValue.objects.filter(report=report, indicator__code="A2").update(value=99)
    with pytest.raises(StalePage):
        move(report, workflow.SUBMIT, by=people.head, at=factories.NOW, content=read)
    assert Revision.objects.count() == 0


def test_incomplete_report_is_refused_with_every_error():
    people = factories.People(factories.unit())
    report = factories.report(people=people, filled=False)
    with pytest.raises(workflow.Incomplete) as refusal:
        move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    codes = [problem.field_code for problem in refusal.value.problems]
    expected = ["A2", "A9", "II.2", "B1.1", "B2.1", "B2.2", "III.1.4", "C2.1", "C2.2", "III.2.6", "D1", "IV.2", "V"]
    assert codes == expected


def test_sending_back_needs_a_reason():
    people = factories.People(factories.unit())
    report = factories.report(state=State.AWAITING_HEAD, people=people)
    with pytest.raises(NoteRequired):
        move(report, workflow.SEND_BACK, by=people.head, at=factories.NOW, note="  ")


def test_withdrawn_and_submitted_again_keeps_both_revisions():
    people = factories.People(factories.unit())
    report = factories.report(state=State.SUBMITTED, people=people)
    before = report.revisions.get().content
    report = move(report, workflow.WITHDRAW, by=people.head, at=factories.NOW)
    IndicatorValue.objects.filter(report=report, indicator__code="A2").update(value=77)
    move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    first, second = report.revisions.order_by("number")
    assert first.content == before
    assert (second.number, second.content["values"]["A2"]["value"]) == (2, "77")


def test_each_move_is_one_audit_event():
    report = factories.report(state=State.SUBMITTED)
    actions = list(AuditEvent.objects.about(report).values_list("action", flat=True))
    assert actions == [f"submissions.annualreport.{name}" for name in ("start", "hand_to_head", "submit")]


def test_starting_twice_gives_the_same_report():
    department, period = factories.unit(), factories.period()
    by = factories.contributor(department)
    first = workflow.start(period, department, by=by, at=factories.NOW)
    assert workflow.start(period, department, by=by, at=factories.NOW) == first
    assert AnnualReport.objects.count() == 1


def test_a_period_that_is_not_open_takes_no_report():
    department, period = factories.unit(), factories.planned_period()
    with pytest.raises(Denied):
        workflow.start(period, department, by=factories.contributor(department), at=factories.NOW)


def test_another_units_report_cannot_be_started():
    period, other = factories.period(), factories.unit("ktn", "Phòng Kinh tế ngành")
    with pytest.raises(Denied):
        workflow.start(period, other, by=factories.contributor(factories.unit()), at=factories.NOW)


def test_only_items_asked_of_the_unit_are_there():
    indicators = factories.INDICATORS | {"B3.2": {"respondents": ["service"]}}
    report = factories.report(period_=factories.period(indicators=indicators), filled=False)
    assert sorted(v.code for v in report.values.select_related("indicator")) == sorted(factories.INDICATORS)
