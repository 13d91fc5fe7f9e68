"""What stands on the start page of a contributor and a head, and the ring beside it."""

import pytest
from django.utils.translation import override

from reports.submissions import todo
from reports.submissions.models import AnnualReport
from tests import factories

pytestmark = pytest.mark.django_db
State = AnnualReport.State


@pytest.fixture
def people():
    return factories.People(factories.unit())


def tasks(user):
    user.__dict__.pop("grants", None)
    with override("vi"):
        return [(task.action, task.url) for task in todo.my_reports(user, factories.NOW)]


def test_nothing_asked_means_nothing_to_do(people):
    assert tasks(people.contributor) == []


def test_an_open_period_asks_to_begin(people):
    factories.period()
    assert tasks(people.contributor) == [("Bắt đầu lập báo cáo", "/reports/")]


def test_a_period_of_other_units_asks_nothing(people):
    factories.period().departments.set([factories.unit("ktn", "Phòng Kinh tế ngành")])
    assert tasks(people.contributor) == []


@pytest.mark.parametrize(
    ("state", "contributor", "head"),
    [
        (State.DRAFTING, "Tiếp tục nhập báo cáo", "Tiếp tục nhập báo cáo"),
        (State.AWAITING_HEAD, None, "Kiểm tra và gửi báo cáo"),
        (State.RETURNED, "Mở các mục cần hoàn thiện", "Mở các mục cần hoàn thiện"),
        (State.SUBMITTED, None, None),
        (State.UNDER_REVIEW, None, None),
        (State.ACCEPTED, None, None),
    ],
)
def test_the_report_waits_for_one_of_them(people, state, contributor, head):
    factories.report(people=people, state=state)
    assert [action for action, _url in tasks(people.contributor)] == ([contributor] if contributor else [])
    assert [action for action, _url in tasks(people.head)] == ([head] if head else [])


def test_the_ring_shows_how_much_is_answered(people):
    report = factories.report(people=people, filled=False)
    report.values.filter(indicator__code__in=["A2", "D1"]).update(status="none_arisen")
    panel = todo.progress_card(people.contributor, factories.NOW)[0]
    whole = panel.context["overview"].whole
    assert (whole.answered, whole.total, whole.percent) == (2, 13, 15)


def test_the_ring_is_gone_when_the_report_is(people):
    factories.report(people=people, state=State.SUBMITTED)
    assert todo.progress_card(people.contributor, factories.NOW) == []


def test_others_have_no_tasks_here(people):
    factories.report(people=people)
    for user in (factories.officer(), factories.leader(), factories.person()):
        assert tasks(user) == []
