"""Who may claim, return, accept and reopen, in which state; and what each of these leaves behind."""

from datetime import timedelta

import pytest

from departments.models import AuditEvent, Notice, Position
from departments.permissions import Denied, Refused
from departments.transitions import NoteRequired, StalePage, WrongState, move
from reports.review import remarks, workflow
from reports.review.models import Remark
from reports.submissions import workflow as unit
from reports.submissions.models import AnnualReport
from tests import factories as make

State = AnnualReport.State
LATER = make.NOW + timedelta(days=1)

pytestmark = pytest.mark.django_db

#: Taking over has rules of its own (tests/review/test_holding.py).
OF_REVIEWER = tuple(t for t in workflow.TRANSITIONS if t is not workflow.TAKE_OVER)
ALLOWED = {
    ("claim", State.SUBMITTED),
    ("release", State.UNDER_REVIEW),
    ("hand_over", State.UNDER_REVIEW),
    ("return", State.UNDER_REVIEW),
    ("accept", State.UNDER_REVIEW),
    ("reopen", State.ACCEPTED),
}


def attempt(report, transition, by):
    more = {"fields": ["A2"]} if transition.name in ("return", "reopen") else {}
    if transition is workflow.HAND_OVER:
        more = {"to": make.officer()}
    return move(report, transition, by=by, at=LATER, note="Đề nghị hoàn thiện.", **more)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("transition", OF_REVIEWER, ids=lambda t: t.name)
def test_a_reviewer_moves_a_report_only_from_the_states_of_the_table(transition, state):
    people = make.People(make.unit())
    report = make.report(state=state, people=people)
    if (transition.name, state) in ALLOWED:
        assert attempt(report, transition, people.reviewer).state == (transition.target or state)
    else:
        with pytest.raises(WrongState):
            attempt(report, transition, people.reviewer)


@pytest.mark.parametrize("transition", OF_REVIEWER, ids=lambda t: t.name)
@pytest.mark.parametrize("person", ["contributor", "head", "leader", "clerk", "stranger", "own_reviewer"])
def test_nobody_else_moves_it(transition, person):
    department = make.unit()
    people = make.People(department)
    state = next(s for name, s in ALLOWED if name == transition.name)
    report = make.report(state=state, people=people)
    with pytest.raises(Denied):
        attempt(report, transition, somebody(person, department, people))
    report.refresh_from_db()
    assert report.state == state


def somebody(person, department, people):
    if person in ("contributor", "head"):
        return getattr(people, person)
    if person == "own_reviewer":
        reviewer = make.officer()
        reviewer.role_grants.create(role="contributor", department=department)
        return reviewer
    return {"leader": make.leader, "clerk": lambda: make.person("clerk"), "stranger": make.person}[person]()


def test_the_report_of_hctc_is_accepted_by_leadership_alone():
    report = make.report(make.hctc(), state=State.SUBMITTED)
    with pytest.raises(Denied):
        move(report, workflow.CLAIM, by=make.officer(), at=LATER)
    leader = make.leader()
    report = move(report, workflow.CLAIM, by=leader, at=LATER)
    assert move(report, workflow.ACCEPT, by=leader, at=LATER).state == State.ACCEPTED


def test_a_return_needs_a_reason_and_names_fields():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    with pytest.raises(NoteRequired):
        move(report, workflow.RETURN, by=people.reviewer, at=LATER, note="  ", fields=["A2"])
    with pytest.raises(workflow.NothingNamed):
        move(report, workflow.RETURN, by=people.reviewer, at=LATER, note="Đề nghị hoàn thiện.")


def test_a_return_sends_the_remarks_and_reopens_only_their_fields():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    remarks.write(report, field="B1.1", text="Trùng văn bản 812/QĐ-UBND.", by=people.reviewer, at=LATER)
    report = move(report, workflow.RETURN, by=people.reviewer, at=LATER, note="Đề nghị rà soát.")
    assert (report.open_fields, report.returns) == (["B1.1"], 1)
    assert (report.accepts_edits_of("B1.1"), report.accepts_edits_of("A2")) == (True, False)
    assert report.remarks.get().sent_at == LATER
    told = set(Notice.objects.filter(event_key__contains=".return.").values_list("recipient", flat=True))
    assert told == set()  # told after commit, which a test transaction never reaches


def test_people_of_the_unit_are_told_after_commit(django_capture_on_commit_callbacks):
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    with django_capture_on_commit_callbacks(execute=True):
        move(report, workflow.RETURN, by=people.reviewer, at=LATER, note="Đề nghị rà soát.", fields=["A2"])
    told = set(Notice.objects.filter(event_key__contains=".return.").values_list("recipient", flat=True))
    assert told == {people.contributor.pk, people.head.pk}


def test_submitting_again_is_refused_until_every_remark_is_answered():
    people = make.People(make.unit())
    report = make.report(state=State.RETURNED, people=people)
    with pytest.raises(unit.Incomplete) as refused:
        move(report, unit.SUBMIT, by=people.head, at=LATER)
    assert [p.field_code for p in refused.value.problems] == [report.remarks.get().field]
    remarks.answer(report.remarks.get(), text="Đã bổ sung căn cứ.", by=people.contributor, at=LATER)
    assert move(report, unit.SUBMIT, by=people.head, at=LATER).revisions.count() == 2


def test_acceptance_points_at_the_revision_and_closes_remarks():
    people = make.People(make.unit())
    report = make.report(state=State.RETURNED, people=people)
    remarks.answer(report.remarks.get(), text="Đã bổ sung căn cứ.", by=people.contributor, at=LATER)
    for transition, by in (
        (unit.SUBMIT, people.head),
        (workflow.CLAIM, people.reviewer),
        (workflow.ACCEPT, people.reviewer),
    ):
        report = move(report, transition, by=by, at=LATER)
    assert report.accepted_revision.number == 2
    assert report.remarks.get().state == Remark.State.CLOSED
    assert report.open_fields == []


def test_a_page_that_is_out_of_date_changes_nothing():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    with pytest.raises(StalePage):
        move(report, workflow.ACCEPT, by=people.reviewer, at=LATER, seen=report.version - 1)
    report.refresh_from_db()
    assert report.state == State.UNDER_REVIEW


def test_every_move_leaves_one_audit_event_with_its_reason():
    people = make.People(make.unit())
    report = make.report(state=State.ACCEPTED, people=people)
    move(report, workflow.REOPEN, by=people.reviewer, at=LATER, note="Số liệu B1.1 cần đính chính.", fields=["B1.1"])
    event = AuditEvent.objects.about(report).last()
    assert (event.action, event.actor, event.before, event.after, event.note) == (
        "submissions.annualreport.reopen",
        people.reviewer.username,
        "accepted",
        "returned",
        "Số liệu B1.1 cần đính chính.",
    )
    assert event.data == {"revision": 1, "fields": ["B1.1"]}


def test_nothing_moves_in_a_locked_period():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    type(report.period).objects.filter(pk=report.period_id).update(state="locked")
    with pytest.raises(Denied):
        move(report, workflow.ACCEPT, by=people.reviewer, at=LATER)


def test_a_remark_names_a_field_of_this_report_and_waits_for_the_review():
    people = make.People(make.unit())
    report = make.report(state=State.SUBMITTED, people=people)
    with pytest.raises(WrongState):
        remarks.write(report, field="A2", text="…", by=people.reviewer, at=LATER)
    report = move(report, workflow.CLAIM, by=people.reviewer, at=LATER)
    with pytest.raises(Refused):
        remarks.write(report, field="Z9", text="Không có mục này.", by=people.reviewer, at=LATER)
    assert report.remarks.count() == 0


def test_the_unit_sees_a_remark_only_after_it_was_sent():
    people = make.People(make.unit())
    report = make.report(state=State.UNDER_REVIEW, people=people)
    remark = remarks.write(report, field="A2", text="Đề nghị làm rõ.", by=people.reviewer, at=LATER)
    assert list(Remark.objects.visible_to(people.contributor)) == []
    assert list(Remark.objects.visible_to(people.reviewer)) == [remark]
    move(report, workflow.RETURN, by=people.reviewer, at=LATER, note="Đề nghị làm rõ.")
    assert list(Remark.objects.visible_to(people.contributor)) == [remark]


def test_a_deputy_signs_for_the_head():
    department = make.unit()
    people = make.People(department)
    people.head = make.head(department, "Phó Trưởng phòng", Position.Level.UNIT_DEPUTY, name="Tẩn Thị Hương")
    revision = make.report(state=State.SUBMITTED, people=people).revisions.get()
    assert (revision.capacity, revision.signatory) == (["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"], "Tẩn Thị Hương")
