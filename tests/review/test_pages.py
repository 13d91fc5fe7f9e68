"""Board, queue and review page as a reviewer meets them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments import todo
from departments.transitions import move
from reports.review import workflow
from reports.review.models import Remark
from reports.submissions import checks
from reports.submissions.models import AnnualReport
from reports.submissions.problems import Problem, Severity
from tests import factories as make

State = AnnualReport.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.officer()


@pytest.fixture
def desk(officer):
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def taken_up(officer) -> AnnualReport:
    """A report this officer has begun to review."""
    people = make.People(make.unit())
    people.reviewer = officer
    return make.report(state=State.UNDER_REVIEW, people=people)


def units(number: int):
    return [make.unit(f"u{n}", f"Phòng số {n}") for n in range(number)]


def queries_of(desk, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("route", ["chasing:board", "review:queue"])
def test_a_list_costs_the_same_for_one_unit_and_for_many(desk, route):
    period = make.period()
    address = reverse(route, args=[2026] if route == "chasing:board" else [])
    make.report(make.unit(), period, State.SUBMITTED)
    one = queries_of(desk, address)
    for number, department in enumerate(units(6)):
        make.report(department, period, [State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED][number % 3])
    assert queries_of(desk, address) == one


def test_the_board_shows_every_unit_with_its_state(desk):
    period = make.period()
    for state, department in zip(State.values, units(6), strict=True):
        make.report(department, period, state)
    make.unit("chua", "Ban chưa bắt đầu")
    board = desk.get(reverse("chasing:board", args=[2026])).context["board"]
    assert board.count_by_state() == dict.fromkeys(["", *State.values], 1) | {"": 2, "reopened": 0}
    assert {row.department.code for row in board.missing} == {"u0", "u1", "chua", "th"}


def test_a_submitted_report_is_claimed_remarked_and_returned(desk, officer):
    report = make.report(state=State.SUBMITTED)
    desk.post(reverse("review:claim", args=[report.pk]))
    desk.post(reverse("review:write_remark", args=[report.pk]), {"field": "B1.1", "text": "Đề nghị đính kèm danh mục."})
    report.refresh_from_db()
    assert (report.state, report.reviewer) == (State.UNDER_REVIEW, officer)
    shown = desk.get(reverse("review:review", args=[report.pk]))
    assert "Đề nghị đính kèm danh mục." in shown.content.decode()
    data = {"reason": "Đề nghị bổ sung minh chứng.", "seen": report.version}
    desk.post(reverse("review:return", args=[report.pk]), data)
    report.refresh_from_db()
    assert (report.state, report.open_fields) == (State.RETURNED, ["B1.1"])


def test_a_return_without_reason_is_explained_and_changes_nothing(desk, officer):
    report = taken_up(officer)
    answer = desk.post(reverse("review:return", args=[report.pk]), {"reason": " ", "seen": report.version})
    report.refresh_from_db()
    assert (answer.status_code, report.state) == (422, State.UNDER_REVIEW)


def test_accepting_twice_is_harmless(desk, officer):
    report = taken_up(officer)
    for _click in range(2):
        desk.post(reverse("review:accept", args=[report.pk]), {"seen": report.version})
    report.refresh_from_db()
    assert (report.state, report.revisions.count()) == (State.ACCEPTED, 1)


@pytest.mark.parametrize("seen", ["", "abc", "999", "-1"])
def test_a_forged_version_changes_nothing(desk, officer, seen):
    report = taken_up(officer)
    desk.post(reverse("review:accept", args=[report.pk]), {"seen": seen})
    report.refresh_from_db()
    assert report.state == State.UNDER_REVIEW


def test_what_changed_since_the_return_is_marked(desk):
    people = make.People(make.unit())
    report = make.report(state=State.RETURNED, people=people)
    Remark.objects.update(state=Remark.State.ANSWERED)
    value = report.values.select_related("indicator").first()
    value.value += 3
    value.save()
    report = move(report, make.workflow.SUBMIT, by=people.head, at=make.NOW)
    sections = desk.get(reverse("review:review", args=[report.pk])).context["sections"]
    changed = [field.code for section in sections for field in section.fields if field.changed_from is not None]
    assert changed == [value.indicator.code]


def test_a_report_that_was_never_submitted_is_not_found(desk):
    report = make.report(state=State.AWAITING_HEAD)
    assert desk.get(reverse("review:review", args=[report.pk])).status_code == 404


def test_a_remark_with_control_characters_is_refused_with_a_sentence(desk, officer):
    report = taken_up(officer)
    desk.post(reverse("review:write_remark", args=[report.pk]), {"field": "A2", "text": "a\u202eb"})
    assert report.remarks.count() == 0


def test_the_unit_answers_and_the_reviewer_closes(desk):
    people = make.People(make.unit())
    report = make.report(state=State.RETURNED, people=people)
    remark = report.remarks.get()
    unit = Client()
    unit.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")
    unit.post(reverse("review:answer_remark", args=[remark.pk]), {"text": "Đã bổ sung."})
    remark.refresh_from_db()
    assert (remark.state, remark.thread.get().text) == (Remark.State.ANSWERED, "Đã bổ sung.")


def test_the_reviewer_puts_a_report_back_into_the_queue(desk, officer):
    report = taken_up(officer)
    desk.post(reverse("review:release", args=[report.pk]))
    report.refresh_from_db()
    assert (report.state, report.reviewer) == (State.SUBMITTED, None)
    assert workflow.CLAIM.sources == (State.SUBMITTED,)


def test_a_reopened_report_is_told_from_a_returned_one(desk):
    period = make.period()
    returned = make.report(make.unit("a"), period, State.RETURNED)
    reopened = make.report(make.unit("b"), period, State.ACCEPTED)
    move(reopened, workflow.REOPEN, by=make.officer(), at=make.NOW, note="Sai số liệu.", fields=["B1.1"])
    board = desk.get(reverse("chasing:board", args=[2026])).context["board"]
    labels = {row.report.pk: row.label for row in board.rows if row.report}
    assert labels == {returned.pk: "Trả lại để hoàn thiện", reopened.pk: "Mở lại để chỉnh sửa"}
    queue = desk.get(reverse("review:queue"), {"tab": "returned"}).content.decode()
    assert queue.count('<span class="badge bad">Mở lại để chỉnh sửa</span>') == 1
    page = desk.get(reverse("submissions:list")).content.decode()
    assert (page.count("Mở lại để chỉnh sửa</span>"), page.count("Trả lại để hoàn thiện</span>")) == (1, 1)


def test_a_report_returned_after_it_was_reopened_is_a_returned_one(desk, officer):
    people = make.People(make.unit())
    report = make.report(state=State.ACCEPTED, people=people)
    report = move(report, workflow.REOPEN, by=officer, at=make.NOW, note="Sai số liệu.", fields=["A2"])
    report.values.filter(indicator__code="A2").update(note="Đã đối chiếu.")
    report = move(report, make.workflow.SUBMIT, by=people.head, at=make.NOW)
    report = move(report, workflow.CLAIM, by=officer, at=make.NOW)
    report = move(report, workflow.RETURN, by=officer, at=make.NOW, note="Thiếu danh mục.", fields=["B1.1"])
    assert report.get_state_display() == State.RETURNED.label


def test_what_a_colleague_reviews_is_not_my_task(desk, officer):
    period = make.period()
    colleague = make.report(make.unit("a"), period, State.UNDER_REVIEW)
    mine = make.report(make.unit("b"), period, State.UNDER_REVIEW)
    AnnualReport.objects.filter(pk=colleague.pk).update(reviewer=make.leader())
    AnnualReport.objects.filter(pk=mine.pk).update(reviewer=officer)
    free = make.report(make.unit("c"), period, State.SUBMITTED)
    tasks = {task.url for task in todo.tasks_of(officer, make.NOW) if "/review/" in task.url}
    assert tasks == {reverse("review:review", args=[report.pk]) for report in (mine, free)}


def test_the_queue_and_the_start_page_list_what_waits_in_one_order(desk, officer):
    period = make.period()
    reports = [make.report(unit, period, State.SUBMITTED) for unit in units(3)]
    for report, hours in zip(reports, (2, 30, 9), strict=True):
        AnnualReport.objects.filter(pk=report.pk).update(last_submitted_at=make.NOW - timedelta(hours=hours))
    waiting = [reports[1].pk, reports[2].pk, reports[0].pk]
    assert [row.pk for row in desk.get(reverse("review:queue")).context["page"]] == waiting
    tasks = [task.url for task in todo.tasks_of(officer, make.NOW) if "/review/" in task.url]
    assert tasks == [reverse("review:review", args=[pk]) for pk in waiting]


def test_the_reviewer_reads_what_the_automatic_checks_asked_the_unit_to_look_at(desk, monkeypatch):
    doubt = Problem("B1.1", "B1.1 tăng 80% so với năm trước.", Severity.WARNING)
    monkeypatch.setattr(checks, "_providers", [lambda report: [doubt]])
    report = make.report(state=State.UNDER_REVIEW)
    page = desk.get(reverse("review:review", args=[report.pk]))
    assert doubt in page.context["warnings"]
    assert 'href="#f-B1.1">B1.1 tăng 80% so với năm trước.' in page.content.decode()
