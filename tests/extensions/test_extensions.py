"""Gia hạn: who asks, proposes, recommends, decides; what it changes for days late and the lock; how it ends."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign import workflow as periods
from campaign.models import CalendarDay
from campaign.periodic import lock_due_periods
from departments.models import AuditEvent, Notice
from departments.permissions import Denied, Refused
from departments.todo import tasks_of
from departments.transitions import StalePage, WrongState, move
from reports.chasing.board import board_of
from reports.extensions import limits, workflow
from reports.extensions.models import Extension
from reports.extensions.periodic import end_extensions
from reports.review import permissions as review
from reports.review import workflow as reviewing
from reports.submissions import overview, permissions
from reports.submissions import workflow as submissions
from reports.submissions.models import AnnualReport
from tests import factories as make
from tests.factories import ICT, NOW

pytestmark = pytest.mark.django_db
State = Extension.State
GRANTED = date(2026, 12, 22)  # after the lock


def at(day: date, hour=9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ICT)


@pytest.fixture
def period(office):
    """Due 25/11, on time until 30/11, locks after 18/12/2026."""
    return make.period(due_on=date(2026, 11, 25), on_time_until=date(2026, 11, 30), lock_on=date(2026, 12, 18))


@pytest.fixture
def asked(office, period):
    return ask(office, period)


def ask(office, period, unit="th", who="contributor", day=GRANTED, when=NOW):
    return workflow.ask(
        period, office.units[unit], reason="Chờ số liệu của cơ sở", wished_until=day, by=office.people[who], at=when
    )


def grant(extension, office, day=GRANTED, who="hctc_head", when=NOW):
    return move(extension, workflow.GRANT, by=office.people[who], at=when, until=day)


def told(person) -> list[str]:
    return list(Notice.objects.of(person).order_by("pk").values_list("subject", flat=True))


# Asking


def test_the_unit_asks_and_those_who_decide_are_told(asked, office, django_capture_on_commit_callbacks, period):
    assert (asked.state, asked.is_proposal) == (State.ASKED, False)
    event = AuditEvent.objects.get(action="extensions.extension.ask")
    assert (event.actor, event.note) == ("chuyenvien.th", "Chờ số liệu của cơ sở")
    with django_capture_on_commit_callbacks(execute=True):
        ask(office, period, "ktn", "other_head")
    assert told(office.people["hctc_head"]) == ["Phòng Kinh tế ngành đề nghị gia hạn đến ngày 22/12/2026"]
    assert told(office.people["hctc_officer"]) == told(office.people["hctc_head"])
    assert told(office.people["head"]) == told(office.people["other_head"]) == []


@pytest.mark.parametrize("who", ["contributor", "head", "hctc_officer"])
def test_a_second_request_is_not_taken(asked, office, period, who):
    with pytest.raises(workflow.AlreadyAsked) as refusal:
        ask(office, period, who=who)
    assert refusal.value.extension == asked
    assert Extension.objects.count() == 1


@pytest.mark.parametrize(
    "day", [date(2026, 11, 30), date(2026, 11, 24), date(2026, 11, 19), NOW.date() + timedelta(days=400)]
)
def test_a_day_that_gives_no_time_is_refused(office, period, day):
    with pytest.raises(Refused):
        ask(office, period, day=day)
    assert not Extension.objects.exists()


@pytest.mark.parametrize("who", ["other_contributor", "leader", "clerk", "stranger"])
def test_nobody_else_asks_for_the_unit(office, period, who):
    with pytest.raises(Denied):
        ask(office, period, who=who)


def test_a_planned_period_and_a_unit_not_asked_take_no_request(office, period):
    with pytest.raises(Refused):
        ask(office, make.planned_period(2027), day=date(2027, 3, 1))
    with pytest.raises(Refused):
        ask(office, period, "lanhdao", "hctc_officer")


def test_hctc_proposes_and_the_unit_is_told(office, period, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        proposed = ask(office, period, who="hctc_officer")
    assert proposed.is_proposal
    assert told(office.people["head"]) == ["Đề xuất gia hạn đến ngày 22/12/2026 cho Phòng Tổng hợp"]
    with pytest.raises(Denied):
        move(proposed, workflow.WITHDRAW, by=office.people["head"], at=NOW)
    assert move(proposed, workflow.WITHDRAW, by=office.people["hctc_officer"], at=NOW).state == State.WITHDRAWN
    assert ask(office, period).is_waiting  # what was withdrawn does not stand in the way


# Deciding


@pytest.mark.parametrize("who", ["contributor", "head", "other_head", "hctc_officer", "leader", "administrator"])
@pytest.mark.parametrize("act", ["grant", "refuse"])
def test_only_the_head_of_hctc_decides(asked, office, signed_in, who, act):
    data = {"seen": asked.version, "until": "22/12/2026", "note": "x"}
    answer = signed_in(office.people[who]).post(f"/reports/extensions/request/{asked.pk}/{act}/", data)
    assert answer.status_code in (403, 404)
    asked.refresh_from_db()
    assert asked.is_waiting


def test_of_hctc_itself_the_leadership_decides(office, period):
    own = ask(office, period, "hctc", "hctc_head")
    with pytest.raises(Denied):
        grant(own, office)
    assert grant(own, office, who="leader").is_standing


def test_a_day_may_differ_from_the_wish_and_everybody_is_told(asked, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        granted = grant(asked, office, date(2026, 12, 4))
    assert (granted.granted_until, granted.decided_by) == (date(2026, 12, 4), office.people["hctc_head"])
    for persona in ("contributor", "head", "hctc_officer"):
        assert told(office.people[persona]) == ["Phòng Tổng hợp: được gia hạn đến ngày 04/12/2026"]
    with pytest.raises(WrongState):
        grant(asked, office)


def test_refusing_needs_a_reason_and_a_recommendation_stays(asked, office):
    advised = move(asked, workflow.RECOMMEND, by=office.people["hctc_officer"], at=NOW, note="Đề nghị đồng ý")
    assert (advised.state, advised.recommendation) == (State.ASKED, "Đề nghị đồng ý")
    with pytest.raises(Refused):
        move(advised, workflow.REFUSE, by=office.people["hctc_head"], at=NOW)
    with pytest.raises(StalePage):
        move(advised, workflow.REFUSE, by=office.people["hctc_head"], at=NOW, note="Đã đủ thời gian", seen=1)
    refused = move(advised, workflow.REFUSE, by=office.people["hctc_head"], at=NOW, note="Đã đủ thời gian")
    assert limits.limits_of(refused.period) == {}


# What it changes


def late_on(period, unit, day) -> int:
    row = next(row for row in board_of(period, day).rows if row.department == unit)
    return row.days_late


def test_days_late_count_from_the_granted_day(asked, office, period):
    unit = office.units["th"]
    assert [late_on(period, unit, day) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [0, 1]
    assert limits.limit_of(period, unit) is None
    granted = grant(asked, office, date(2026, 12, 4))
    assert limits.limits_of(period) == {unit.pk: date(2026, 12, 4)}
    days = [date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 8)]
    assert [late_on(period, unit, day) for day in days] == [0, 1, 4]
    assert late_on(period, office.units["ktn"], date(2026, 12, 4)) == 4
    end_extensions(at(date(2026, 12, 5)))
    assert late_on(period, unit, date(2026, 12, 5)) == 1  # what is over still counts
    granted.refresh_from_db()
    assert granted.state == State.EXPIRED


def test_what_is_revoked_no_longer_counts(asked, office, period):
    granted = grant(asked, office)
    move(granted, workflow.REVOKE, by=office.people["hctc_head"], at=NOW, note="Đơn vị đã có số liệu")
    assert limits.limits_of(period) == {}
    assert not limits.is_excepted(period, office.units["th"].pk)
    assert late_on(period, office.units["th"], date(2026, 12, 4)) == 4


@pytest.mark.parametrize(("sent_on", "late"), [(date(2026, 12, 1), 0), (date(2026, 12, 4), 0), (date(2026, 12, 7), 3)])
def test_a_submission_freezes_the_days_late_of_the_unit(office, period, sent_on, late):
    report = make.report(office.units["th"], period, AnnualReport.State.DRAFTING)
    grant(ask(office, period), office, date(2026, 12, 4))
    make.answer_everything(report, office.people["contributor"])
    sent = move(report, submissions.SUBMIT, by=office.people["head"], at=at(sent_on))
    assert sent.revisions.get().days_late == late
    assert sent.days_late(date(2026, 12, 31), date(2026, 12, 4)) == late


def test_the_clock_across_due_date_limit_lock_and_last_day(office, period):
    """Both units through the season: `th` has time until 22/12, `ktn` has not."""
    extended = make.report(office.units["th"], period, AnnualReport.State.DRAFTING)
    plain = make.report(office.units["ktn"], period, AnnualReport.State.DRAFTING)
    grant(ask(office, period), office)

    def on(day: date) -> tuple[str, bool, bool]:
        """What the period shows, and whether each unit may write, at nine in the morning after the night's jobs."""
        lock_due_periods(at(day))
        end_extensions(at(day))
        may = [
            permissions.fill(office.people[who], AnnualReport.objects.select_related("period").get(pk=report.pk))
            is None
            for who, report in (("contributor", extended), ("other_contributor", plain))
        ]
        period.refresh_from_db()
        return period.display_state(day), *may

    open_, closed, locked = (
        str(period.State.OPEN.label),
        "Hết hạn, vẫn nhận báo cáo gửi chậm",
        str(period.State.LOCKED.label),
    )
    assert on(date(2026, 11, 25)) == (open_, True, True)
    assert on(date(2026, 11, 29)) == (open_, True, True)  # a Sunday between due date and limit
    assert on(date(2026, 11, 30)) == (open_, True, True)
    assert on(date(2026, 12, 1)) == (closed, True, True)
    assert on(date(2026, 12, 18)) == (closed, True, True)
    assert on(date(2026, 12, 19)) == (locked, True, False)
    assert on(date(2026, 12, 22)) == (locked, True, False)
    assert on(date(2026, 12, 23)) == (locked, False, False)
    assert on(date(2026, 12, 23)) == (locked, False, False)


def test_in_a_locked_period_the_unit_writes_submits_and_is_reviewed(office, period):
    report = make.report(office.units["th"], period, AnnualReport.State.DRAFTING)
    make.answer_everything(report, office.people["contributor"])
    grant(ask(office, period), office)
    move(period, periods.LOCK, by=office.people["hctc_head"], at=at(date(2026, 12, 19)))
    day = at(date(2026, 12, 21))
    sent = move(report, submissions.SUBMIT, by=office.people["head"], at=day)
    assert sent.revisions.get().days_late == 0
    assert review.review(office.people["hctc_officer"], sent) is None
    with pytest.raises(Denied):  # another unit cannot even begin
        submissions.start(period, office.units["ktn"], by=office.people["other_contributor"], at=day)
    end_extensions(at(date(2026, 12, 23)))
    officer, over = office.people["hctc_officer"], at(date(2026, 12, 23))
    taken = move(AnnualReport.objects.get(pk=sent.pk), reviewing.CLAIM, by=officer, at=over)
    assert "Đề nghị gia hạn" in str(review.give_back(officer, taken))  # the unit could not write
    accepted = move(taken, reviewing.ACCEPT, by=officer, at=over)
    assert review.reopen(officer, accepted) is not None


def test_a_unit_with_time_begins_in_a_locked_period(office, period):
    move(period, periods.LOCK, by=office.people["hctc_head"], at=at(date(2026, 12, 19)))
    with pytest.raises(Denied):
        submissions.start(period, office.units["th"], by=office.people["head"], at=NOW)
    grant(ask(office, period, when=at(date(2026, 12, 19))), office, when=at(date(2026, 12, 19)))
    assert submissions.start(period, office.units["th"], by=office.people["head"], at=NOW).pk


def test_ending_twice_is_harmless_and_never_early(asked, office):
    granted = grant(asked, office)
    assert end_extensions(at(GRANTED, 23)) == []
    with pytest.raises(Refused):
        move(granted, workflow.EXPIRE, by=None, at=at(GRANTED))
    with pytest.raises(Refused):
        move(granted, workflow.EXPIRE, by=office.people["hctc_head"], at=at(date(2026, 12, 30)))
    assert len(end_extensions(at(date(2026, 12, 23), 0))) == 1
    assert end_extensions(at(date(2026, 12, 23), 0)) == []
    assert AuditEvent.objects.filter(action="extensions.extension.expire").count() == 1


def test_after_tet_the_proposal_crosses_the_days_off(office, signed_in):
    """A period due before Tết 2026: five days more fall into it."""
    for day in range(16, 21):
        CalendarDay.objects.create(day=date(2026, 2, day), name="Tết Nguyên đán")
    early = make.planned_period(2026, due_on=date(2026, 2, 10), on_time_until=date(2026, 2, 11))
    early = move(early, periods.OPEN, by=office.people["hctc_officer"], at=at(date(2026, 2, 2)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: at(date(2026, 2, 10)))
        page = signed_in(office.people["head"]).get(f"/reports/extensions/{early.pk}/ask/")
    assert page.context["form"].initial["wished_until"] == date(2026, 2, 23)


# Pages


@pytest.fixture
def desk(signed_in, office):
    return lambda persona: signed_in(office.people[persona])


@pytest.fixture
def now_open(office):
    """A period that is open on the day the tests run; asked for on pages."""
    today = datetime.now(tz=ICT).date()
    days = {"due_on": today, "on_time_until": today, "lock_on": today + timedelta(days=60)}
    period = make.planned_period(2026, **days)
    return move(period, periods.OPEN, by=office.people["hctc_officer"], at=datetime.now(tz=ICT))


def working_day(after: int) -> date:
    day = datetime.now(tz=ICT).date() + timedelta(days=after)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def test_the_unit_asks_in_the_small_form_and_nothing_is_lost(now_open, office, desk):
    head, address = desk("head"), f"/reports/extensions/{now_open.pk}/ask/"
    page = head.get(address)
    assert page.context["form"].initial["wished_until"].weekday() < 5
    unit = office.units["th"].pk
    wrong = head.post(address, {"department": unit, "wished_until": "01/01/2020", "reason": "Chờ số liệu"})
    assert wrong.status_code == 422
    assert "Chờ số liệu" in wrong.content.decode()
    saturday = working_day(7)
    while saturday.weekday() != 5:
        saturday += timedelta(days=1)
    data = {"department": unit, "wished_until": f"{saturday:%d/%m/%Y}", "reason": "Chờ số liệu"}
    question = head.post(address, data)
    assert question.status_code == 422
    assert "(ngày nghỉ). Đề nghị chuyển sang thứ Hai" in question.content.decode()
    done = head.post(address, data | {"wished_until_off": f"move:{saturday}"})
    made = Extension.objects.get()
    assert done.headers["Location"] == f"/reports/extensions/request/{made.pk}/"
    assert made.wished_until == saturday + timedelta(days=2)
    again = desk("contributor").post(address, data | {"wished_until": f"{working_day(9):%d/%m/%Y}"})
    assert again.status_code == 422
    assert f"/reports/extensions/request/{made.pk}/" in again.content.decode()


def test_a_forged_unit_is_not_taken(now_open, office, desk):
    other = office.units["ktn"].pk
    data = {"department": other, "wished_until": f"{working_day(9):%d/%m/%Y}", "reason": "x"}
    assert desk("head").post(f"/reports/extensions/{now_open.pk}/ask/", data).status_code == 422
    assert not Extension.objects.exists()
    assert desk("clerk").get(f"/reports/extensions/{now_open.pk}/ask/").status_code == 404


def test_the_head_of_hctc_grants_on_the_page(now_open, office, desk):
    made = ask(office, now_open, day=working_day(9), when=datetime.now(tz=ICT))
    boss, address = desk("hctc_head"), f"/reports/extensions/request/{made.pk}/"
    assert "Đồng ý gia hạn" in boss.get(address).content.decode()
    assert "Đồng ý gia hạn" not in desk("hctc_officer").get(address).content.decode()
    assert boss.post(f"{address}refuse/", {"seen": made.version, "note": ""}).status_code == 422
    assert boss.post(f"{address}grant/", {"seen": made.version, "until": "32/01/2027"}).status_code == 422
    day = working_day(12)
    assert boss.post(f"{address}grant/", {"seen": made.version, "until": f"{day:%d/%m/%Y}"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.granted_until) == (State.GRANTED, day)
    assert boss.post(f"{address}grant/", {"seen": 1, "until": f"{day:%d/%m/%Y}"}).status_code == 302  # a second click
    assert f"ia hạn đến {day:%d/%m/%Y}" in desk("head").get("/reports/").content.decode()
    assert boss.post(f"{address}expire/", {"seen": made.version, "note": "x"}).status_code == 404


def test_start_pages_and_the_list_of_reports_lead_there(asked, office, desk):
    address = f"/reports/extensions/request/{asked.pk}/"
    for persona, wanted in (("hctc_head", True), ("head", True), ("hctc_officer", False), ("other_head", False)):
        tasks = tasks_of(office.people[persona], NOW)
        assert (address in [task.url for task in tasks]) == wanted
    assert address in desk("head").get("/reports/").content.decode()
    assert f"/reports/extensions/{asked.period_id}/ask/" in desk("other_head").get("/reports/").content.decode()


def test_people_see_their_own_units_extensions(asked, office, desk):
    assert desk("other_head").get(f"/reports/extensions/request/{asked.pk}/").status_code == 404
    assert "Phòng Tổng hợp" not in desk("other_head").get("/reports/extensions/").content.decode().split("</nav>")[-1]
    page = desk("hctc_officer").get("/reports/extensions/", {"state": "asked", "period": asked.period_id})
    assert [row.pk for row in page.context["page"]] == [asked.pk]
    assert list(desk("hctc_officer").get("/reports/extensions/?state=granted").context["page"]) == []
    assert desk("hctc_officer").get("/reports/extensions/?state=x&period=y&page=²").status_code == 200


def test_the_due_date_of_the_unit_is_the_granted_day(asked, office):
    grant(asked, office)
    day = date(2026, 12, 1)
    lines = {who: overview.of_units(office.people[who], day)[0].lines[0] for who in ("head", "other_head")}
    assert (lines["head"].deadline.due_on, lines["other_head"].deadline.due_on) == (GRANTED, date(2026, 11, 25))
    assert (lines["head"].may_ask, lines["other_head"].may_ask) == (False, True)
    assert lines["other_head"].deadline.is_near


def test_the_list_costs_the_same_for_one_and_for_many(asked, office, desk):
    client = desk("hctc_officer")

    def cost() -> int:
        client.get("/reports/extensions/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/reports/extensions/")
        return len(captured)

    before = cost()
    Extension.objects.bulk_create(
        Extension(
            period=asked.period, department=make.unit(f"m{n}", f"Đơn vị {n}"), reason="x", wished_until=GRANTED,
            asked_by=make.person(), asked_at=NOW,
        )
        for n in range(30)
    )  # fmt: skip
    assert cost() == before
