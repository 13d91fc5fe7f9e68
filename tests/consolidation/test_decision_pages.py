"""Sent, taken back, returned, approved, numbered, corrected and replaced through the pages."""

from datetime import timedelta

import pytest

from departments import todo
from departments.models import Job
from departments.transitions import move
from reports.consolidation import workflow
from reports.consolidation.models import ConsolidatedReport
from reports.review.workflow import REOPEN
from tests import factories
from tests.consolidation.conftest import fresh
from tests.consolidation.pages import LATER, OVERRIDE, address, decide, desk_of, moves_of, text_of
from tests.factories import NOW

State = ConsolidatedReport.State
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def issued(house, approved):
    return move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=215, on=LATER.date())


def test_a_report_goes_its_whole_way_through_the_pages(house, draft):
    head, leader, clerk = desk_of(house.hctc_head), desk_of(house.leader), desk_of(house.clerk)
    decide(head, "send", draft, **OVERRIDE)
    decide(head, "withdraw", draft)
    decide(head, "send", draft, **OVERRIDE)
    decide(leader, "return", draft, reason="Bổ sung nguyên nhân chủ quan.")
    decide(head, "send", draft, **OVERRIDE)
    decide(leader, "approve", draft)
    decide(clerk, "record", draft, number="215", on="21/11/2026")
    decide(clerk, "correct", draft, number="251", on="21/11/2026", reason="Ghi nhầm số.")
    done = ["send", "withdraw", "send", "return", "send", "approve", "record", "correct"]
    assert (fresh(draft).state, moves_of(draft)[-8:]) == (State.ISSUED, done)
    assert list(draft.editions.order_by("number").values_list("official_number", flat=True)) == ["215", "251"]


WRONG = {
    "send": ("draft", ["officer", "leader", "clerk"]),
    "withdraw": ("sent", ["officer", "leader", "clerk"]),
    "return": ("sent", ["officer", "hctc_head", "clerk"]),
    "approve": ("sent", ["officer", "hctc_head", "clerk"]),
    "record": ("approved", ["officer", "hctc_head", "leader"]),
    "correct": ("issued", ["officer", "hctc_head", "leader"]),
    "replace": ("issued", ["officer", "leader", "clerk"]),
}


@pytest.mark.parametrize("route", WRONG)
def test_nobody_decides_what_is_anothers_to_decide(request, house, route):
    stage, wrong = WRONG[route]
    report = request.getfixturevalue(stage)
    people = [*(getattr(house, name) for name in wrong), factories.head(house.unit("th"))]
    data = {**OVERRIDE, "number": "7", "on": "21/11/2026"}
    answers = [decide(desk_of(person), route, report, **data) for person in people]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert (fresh(report).state, fresh(report).version) == (report.state, report.version)
    assert ConsolidatedReport.objects.count() == 1


def test_sending_with_open_points_keeps_the_reason_and_names_them(house, draft):
    answer = decide(desk_of(house.hctc_head), "send", draft, reason="Sở Nội vụ yêu cầu gửi sớm.")
    assert (answer.status_code, fresh(draft).state) == (422, State.DRAFT)
    assert ">Sở Nội vụ yêu cầu gửi sớm.</textarea>" in text_of(answer)
    (message,) = answer.context["messages"]
    assert str(message).startswith("Chưa trình được báo cáo. ")


def test_a_return_needs_a_readable_reason(house, sent):
    leader = desk_of(house.leader)
    for reason in ("", "   ", "Lý\x00 do", "Lý\u202e do", "x" * 2001):
        answer = decide(leader, "return", sent, reason=reason)
        assert (answer.status_code, fresh(sent).state) == (422, State.SENT), reason
        assert len(list(answer.context["messages"])) == 1, reason


def test_a_reason_that_is_html_is_shown_as_text(house, sent):
    page = desk_of(house.hctc_head)
    decide(desk_of(house.leader), "return", sent, reason="<b onclick=x>Bổ sung</b>")
    shown = text_of(page.get(address("report", sent.pk)))
    assert ("<b onclick" in shown, "&lt;b onclick=x&gt;Bổ sung&lt;/b&gt;" in shown) == (False, True)


@pytest.mark.parametrize(("who", "route"), [("leader", "approve"), ("leader", "return"), ("hctc_head", "withdraw")])
def test_a_page_out_of_date_decides_nothing_and_can_be_sent_again(house, sent, who, route):
    desk = desk_of(getattr(house, who))
    for seen in ("", "x", "-1", "0", "99999999999999999999"):
        answer = decide(desk, route, sent, seen=seen, reason="Có lý do.")
        assert (answer.status_code, fresh(sent).state, len(list(answer.context["messages"]))) == (422, State.SENT, 1)
        assert f'name="seen" value="{sent.version}"' in text_of(answer)
    assert decide(desk, route, sent, reason="Có lý do.").status_code == 302


def test_approving_twice_makes_one_edition(house, sent):
    leader = desk_of(house.leader)
    answers = [leader.post(address("approve", sent.pk), {"seen": sent.version}) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Đã có người thao tác trước" in text_of(answers[1])
    assert sent.editions.count() == 1


def test_a_report_changed_after_sending_is_not_approved_unseen(house, sent, accepted):
    unit_report = accepted["th"]
    unit_report.refresh_from_db()
    move(
        unit_report,
        REOPEN,
        by=house.hctc_head,
        at=NOW + timedelta(hours=3),
        note="Đơn vị đề nghị sửa số liệu.",
        fields=["A2"],
    )
    answer = decide(desk_of(house.leader), "approve", sent)
    assert (answer.status_code, fresh(sent).state) == (422, State.SENT)
    assert "Phòng Tổng hợp: báo cáo đã tiếp nhận được mở lại" in text_of(answer)


BAD_NUMBERS = ["", "0", "-1", "12,5", "1.5", "1e5", "215/BC-VPUBND", "Một", "999999999999", "<b>1</b>", "\x00"]
BAD_DAYS = ["", "31/02/2026", "2026-13-01", "21.11", "hôm nay", "20/11/1900", "25/12/2099", "19/11/2026"]


@pytest.mark.parametrize(
    ("wrong", "entries"),
    [("number", [(number, "21/11/2026") for number in BAD_NUMBERS]), ("on", [("215", day) for day in BAD_DAYS])],
)
def test_a_number_or_day_that_cannot_be_is_explained_and_changes_nothing(house, approved, wrong, entries):
    clerk = desk_of(house.clerk)
    for number, on in entries:
        answer = decide(clerk, "record", approved, number=number, on=on)
        form = answer.context["number_form"]
        assert (answer.status_code, list(form.errors)) == (422, [wrong]), (number, on)
        assert (form["number"].value(), form["on"].value()) == (number, on)
        assert str(form.errors[wrong][0]) in text_of(answer)
    assert (fresh(approved).state, approved.current_edition.official_number) == (State.APPROVED, "")


def test_days_are_read_in_the_order_of_the_country(house, approved):
    decide(desk_of(house.clerk), "record", approved, number=" 215 ", on="21/11/2026")
    assert approved.current_edition.official_date.isoformat() == "2026-11-21"


def test_recording_twice_keeps_the_first(house, approved):
    clerk = desk_of(house.clerk)
    data = {"seen": approved.version, "on": "21/11/2026", "reason": ""}
    clerk.post(address("record", approved.pk), data | {"number": "215"})
    second = clerk.post(address("record", approved.pk), data | {"number": "216"})
    assert (second.status_code, approved.current_edition.official_number) == (422, "215")
    assert "Đã có người thao tác trước" in text_of(second)


def test_a_correction_without_reason_is_refused_in_words(house, issued):
    answer = decide(desk_of(house.clerk), "correct", issued, number="251", on="21/11/2026")
    assert (answer.status_code, issued.editions.count()) == (422, 1)
    assert "Đề nghị ghi lý do." in text_of(answer)


def test_the_replacement_is_begun_once_and_needs_a_reason(house, issued):
    head = desk_of(house.hctc_head)
    refused = decide(head, "replace", issued, reason=" ")
    assert (refused.status_code, ConsolidatedReport.objects.count()) == (302, 1)
    targets = {decide(head, "replace", issued, reason="Sai số liệu.")["Location"] for _click in range(2)}
    new = ConsolidatedReport.objects.under_way().get()
    assert targets == {address("report", new.pk)}
    assert (new.replaces_id, fresh(issued).state) == (issued.pk, State.ISSUED)
    assert Job.objects.live().filter(kind=workflow.COMPILE_JOB).count() == 1


def tasks(person) -> list[tuple[str, str]]:
    return [(task.action, task.url) for task in todo.tasks_of(person, LATER) if "/consolidated/" in task.url]


def test_whose_turn_it_is_stands_on_the_start_page(house, draft):
    page = address("report", draft.pk)
    steps = [
        (State.DRAFT, "officer", "Mở bản dự thảo"),
        (State.SENT, "leader", "Xem và quyết định"),
        (State.RETURNED, "officer", "Hoàn thiện và trình lại"),
        (State.APPROVED, "clerk", "Ghi số và ngày ban hành"),
    ]
    for state, who, action in steps:
        ConsolidatedReport.objects.update(state=state)
        people = {name: tasks(getattr(house, name)) for name in ("officer", "leader", "clerk")}
        assert people == {name: [(action, page)] if name == who else [] for name in people}
    ConsolidatedReport.objects.update(state=State.ISSUED)
    assert [tasks(person) for person in (house.officer, house.leader, house.clerk)] == [[], [], []]


def test_the_year_at_hand_stands_beside_the_tasks_of_those_who_watch(house, draft):
    shown = {name: len(todo.panels_of(getattr(house, name), LATER)) for name in ("officer", "leader", "clerk")}
    assert shown == {"officer": 1, "leader": 1, "clerk": 0}


def test_the_issued_report_is_named_by_its_number_and_day(house, issued):
    page = text_of(desk_of(house.officer).get(address("report", issued.pk)))
    number = f"215/BC-{issued.period.campaign.agency_code}"
    assert f"Số {number} ngày {LATER:%d/%m/%Y}" in page
    assert issued.current_edition.full_number == number
