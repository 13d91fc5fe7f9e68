"""Remarks answered: by words, by a change, by evidence; what was given back and comes back as it was is refused."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from departments.permissions import Denied
from departments.transitions import move
from reports.review import changes, remarks, workflow
from reports.review.models import Remark, Return
from reports.submissions import workflow as unit
from reports.submissions.models import AnnualReport
from tests import factories as make

State = AnnualReport.State
LATER = make.NOW + timedelta(days=1)
pytestmark = pytest.mark.django_db


def desk_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def people():
    return make.People(make.unit())


@pytest.fixture
def returned(people):
    """Returned with one remark, on A2."""
    return make.report(state=State.RETURNED, people=people)


def resubmit(report, people):
    return move(report, unit.SUBMIT, by=people.head, at=LATER)


def test_unchanged_and_unanswered_is_refused_with_the_remark_quoted(people, returned):
    with pytest.raises(unit.Incomplete) as refused:
        resubmit(returned, people)
    (problem,) = refused.value.problems
    assert (problem.field_code, "“Đề nghị bổ sung căn cứ.”" in problem.message) == ("A2", True)
    page = desk_of(people.contributor).get(reverse("submissions:check", args=[returned.pk])).content.decode()
    assert "Đề nghị bổ sung căn cứ." in page
    assert "#o-A2" in page


def test_words_answer_a_remark(people, returned):
    remarks.answer(returned.remarks.get(), text="Đã có căn cứ tại Kế hoạch.", by=people.contributor, at=LATER)
    assert resubmit(returned, people).state == State.SUBMITTED


@pytest.mark.parametrize("kind", ["figure", "note", "evidence"])
def test_a_change_or_evidence_answers_a_remark_and_the_thread_says_what(people, returned, kind):
    value = returned.values.get(indicator__code="A2")
    if kind == "figure":
        value.value += 3
        value.save()
    elif kind == "note":
        value.note = "Theo Kế hoạch số 12."
        value.save()
    else:
        value.evidence.create(
            report=returned, name="Danh mục", reference="15/KH", added_by=people.contributor, added_at=LATER
        )
    resubmit(returned, people)
    remark = returned.remarks.get()
    message = remark.thread.get()
    assert (remark.state, message.side) == (Remark.State.ANSWERED, "change")
    assert {"figure": "12 → 15", "note": "Theo Kế hoạch số 12.", "evidence": "Danh mục"}[kind] in message.text


def test_a_change_elsewhere_answers_no_remark(people, returned):
    text = returned.narratives.first()
    text.text += " Bổ sung."
    text.save()
    with pytest.raises(unit.Incomplete):
        resubmit(returned, people)


def test_a_revision_submitted_and_withdrawn_hides_no_change(people, returned):
    value = returned.values.get(indicator__code="A2")
    value.value += 3
    value.save()
    report = resubmit(returned, people)
    report = move(report, unit.WITHDRAW, by=people.head, at=LATER)
    report = move(report, unit.SUBMIT, by=people.head, at=LATER)
    last = Return.objects.of(report).get()
    assert set(changes.since_return(last, report.revisions.last())) == {"A2"}


def test_the_reviewer_answers_back_and_the_remark_goes_back_too(people, returned):
    remarks.answer(returned.remarks.get(), text="Đã đúng.", by=people.contributor, at=LATER)
    report = move(resubmit(returned, people), workflow.CLAIM, by=people.reviewer, at=LATER)
    remark = report.remarks.get()
    desk_of(people.reviewer).post(reverse("review:reply", args=[remark.pk]), {"text": "Chưa thấy căn cứ."})
    remark.refresh_from_db()
    assert (remark.state, remark.thread.count()) == (Remark.State.OPEN, 2)
    report = move(report, workflow.RETURN, by=people.reviewer, at=LATER, note="Lần hai.")
    assert report.open_fields == ["A2"]
    with pytest.raises(unit.Incomplete):
        resubmit(report, people)
    page = desk_of(people.contributor).get(reverse("submissions:check", args=[report.pk])).content.decode()
    assert "Lần hai." in page
    assert "Đề nghị hoàn thiện." in page  # the reason of the first return stays


def test_the_unit_answers_no_remark_of_another_unit(people, returned):
    other = make.unit("ktn", "Phòng Kinh tế ngành")
    stranger = make.contributor(other)
    remark = returned.remarks.get()
    answer = desk_of(stranger).post(reverse("review:answer_remark", args=[remark.pk]), {"text": "Đã bổ sung."})
    assert answer.status_code == 404
    with pytest.raises(Denied):
        remarks.answer(remark, text="Đã bổ sung.", by=stranger, at=LATER)
    assert remark.thread.count() == 0


def test_a_reopened_report_comes_back_with_a_change_and_the_change_is_counted(people):
    report = make.report(state=State.ACCEPTED, people=people)
    with pytest.raises(workflow.NothingNamed):
        move(report, workflow.REOPEN, by=people.reviewer, at=LATER, note="Đính chính.")
    report = move(report, workflow.REOPEN, by=people.reviewer, at=LATER, note="Đính chính.", fields=["A2"])
    with pytest.raises(unit.Incomplete) as refused:
        resubmit(report, people)
    assert "Đính chính." in refused.value.problems[0].message
    value = report.values.get(indicator__code="A2")
    value.value += 1
    value.save()
    report = resubmit(report, people)
    assert changes.since_acceptance(report) == 1
    desk = desk_of(people.reviewer)
    for address in (reverse("review:queue"), reverse("review:review", args=[report.pk])):
        assert "1 giá trị đã thay đổi so với bản đã tiếp nhận" in desk.get(address).content.decode()


def test_a_field_of_another_form_is_not_opened(people):
    report = make.report(state=State.ACCEPTED, people=people)
    with pytest.raises(workflow.NothingNamed):
        move(report, workflow.REOPEN, by=people.reviewer, at=LATER, note="Đính chính.", fields=["Z9"])
    desk = desk_of(people.reviewer)
    data = {"reason": "Đính chính.", "seen": report.version, "codes": ["Z9"]}
    assert desk.post(reverse("review:reopen", args=[report.pk]), data).status_code == 422


def test_an_earlier_day_is_no_date_for_an_answer(people):
    report = make.report(state=State.UNDER_REVIEW, people=people)
    data = {"reason": "Đề nghị bổ sung.", "seen": report.version, "answer_by": "01/01/2020"}
    answer = desk_of(people.reviewer).post(reverse("review:return", args=[report.pk]), data)
    assert (answer.status_code, "Đề nghị bổ sung." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(("show", "count"), [("all", 14), ("changed", 1)])
def test_only_what_changed_can_be_shown(people, returned, show, count):
    value = returned.values.get(indicator__code="A2")
    value.value += 3
    value.save()
    report = resubmit(returned, people)
    answer = desk_of(people.reviewer).get(reverse("review:review", args=[report.pk]), {"show": show})
    assert sum(len(section.fields) for section in answer.context["sections"]) == count
    assert answer.context["summary"].figures_changed == 1


def test_the_task_of_the_unit_names_the_day_the_reviewer_asked_for():
    people = make.People(make.unit())
    report = make.report(state=State.RETURNED, people=people)
    client = Client()
    client.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")

    def due():
        return next(task.due for task in client.get("/").context["tasks"] if task.about == f"report {report.pk}")

    assert due() == report.period.due_on
    report.given_back.update(answer_by=date(2026, 11, 24))
    assert due() == date(2026, 11, 24)
