"""The calendar of working days: what it counts, what the data file knows, what HC-TC edits; dates on days off."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign import calendar_editing, editing, permissions, workflow, working_days
from campaign.models import CalendarDay, ReportingPeriod
from campaign.plan_loading import load
from departments.models import AuditEvent
from departments.permissions import Denied, Refused
from departments.transitions import move
from tests.factories import NOW

pytestmark = pytest.mark.django_db
OFF, WORKING = CalendarDay.Kind.OFF, CalendarDay.Kind.WORKING


def enter(day: date, kind=OFF, name="Nghỉ") -> CalendarDay:
    return CalendarDay.objects.create(day=day, kind=kind, name=name)


def test_without_any_entry_the_week_counts():
    friday, saturday, monday = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
    assert working_days.is_working_day(friday)
    assert not working_days.is_working_day(saturday)
    assert working_days.next_working_day(saturday) == monday
    assert working_days.next_working_day(friday) == friday
    assert working_days.previous_working_day(date(2026, 11, 22)) == friday


def test_entries_override_the_week():
    enter(date(2026, 11, 23))
    enter(date(2026, 11, 21), WORKING, "Làm bù")
    assert working_days.is_working_day(date(2026, 11, 21))
    assert working_days.next_working_day(date(2026, 11, 22)) == date(2026, 11, 24)
    CalendarDay.objects.update(is_dropped=True)
    assert not working_days.is_working_day(date(2026, 11, 21))
    assert working_days.next_working_day(date(2026, 11, 22)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("first", "n", "last"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # across Tết
        (date(2026, 2, 23), -1, date(2026, 2, 13)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a Saturday that is worked
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # across the National Day
        (date(2024, 4, 26), 3, date(2024, 5, 4)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_counting_crosses_days_off(plan, first, n, last):
    assert working_days.add_working_days(first, n) == last
    assert working_days.working_days_between(first, last) == n


def test_a_far_day_is_counted_by_the_calendar_too(plan):
    far = working_days.add_working_days(date(2026, 1, 5), 250)
    assert working_days.working_days_between(date(2026, 1, 5), far) == 250
    assert working_days.add_working_days(far, -250) == date(2026, 1, 5)


def test_a_range_costs_one_query(plan):
    with CaptureQueriesContext(connection) as captured:
        calendar = working_days.calendar_for(date(2026, 1, 1), date(2026, 12, 31))
        worked = sum(1 for _day in calendar.working_days(date(2026, 1, 1), date(2026, 12, 31)))
    assert len(captured) == 1
    assert worked == 261 - 14 + 2  # weekdays, less those off, plus two Saturdays


def test_the_file_knows_five_days_of_tet_and_no_day_twice(plan):
    for year in range(2022, 2031):
        rows = CalendarDay.objects.of_year(year)
        tet = [row for row in rows if row.name == "Tết Nguyên đán"]
        assert len(tet) == 5
        assert {tet[n + 1].day - tet[n].day for n in range(4)} == {timedelta(1)}
        assert all(row.is_verified == (year <= 2026) for row in tet)
        made_up = [row for row in rows if row.name.startswith("Nghỉ bù")]
        holidays = [row for row in rows if row.is_off and row.day.weekday() >= 5]
        assert len(made_up) == len(holidays)
        assert all(row.day.weekday() < 5 for row in made_up)
    for saturday in CalendarDay.objects.filter(kind=WORKING):
        assert saturday.day.weekday() == 5


def test_loading_again_neither_overwrites_nor_brings_back(plan, entries, hctc_officer):
    moved, gone = CalendarDay.objects.get(day="2027-02-10"), CalendarDay.objects.get(day="2027-02-09")
    values = {"name": "Nghỉ theo thông báo", "is_verified": True}
    editing.edit(moved, values, by=hctc_officer, at=NOW, rule=permissions.edit_calendar)
    calendar_editing.drop(gone, by=hctc_officer, at=NOW)
    calendar_editing.drop(gone, by=hctc_officer, at=NOW)
    again = load(entries, at=NOW)
    assert not again.changed
    moved.refresh_from_db()
    assert (moved.name, moved.is_verified) == ("Nghỉ theo thông báo", True)
    assert working_days.is_working_day(date(2027, 2, 9))
    assert AuditEvent.objects.filter(action="campaign.calendarday.drop").count() == 1


def test_a_day_taken_out_can_be_entered_again_and_no_day_twice(plan, hctc_officer):
    gone = CalendarDay.objects.get(day="2027-02-09")
    calendar_editing.drop(gone, by=hctc_officer, at=NOW)
    entered = CalendarDay(day=gone.day, name="Nghỉ bù Tết")
    assert calendar_editing.add(entered, by=hctc_officer, at=NOW).pk == gone.pk
    with pytest.raises(Refused):
        calendar_editing.add(entered, by=hctc_officer, at=NOW)
    assert CalendarDay.objects.in_use().get(day=gone.day).name == "Nghỉ bù Tết"


def test_only_hctc_edits(plan, head, office, signed_in):
    row = CalendarDay.objects.first()
    with pytest.raises(Denied):
        calendar_editing.drop(row, by=head, at=NOW)
    with pytest.raises(Denied):
        calendar_editing.add(CalendarDay(day=date(2026, 5, 5), name="Nghỉ"), by=head, at=NOW)
    page = signed_in(head).get("/plan/calendar/").content.decode()
    assert "/plan/calendar/new/" not in page
    assert f"/plan/calendar/{row.pk}/" not in page


def test_the_page_by_year_says_what_is_not_compared_yet(plan, hctc_officer, signed_in):
    client = signed_in(hctc_officer)
    page = client.get("/plan/calendar/?year=2027")
    assert page.context["unverified"] == CalendarDay.objects.of_year(2027).filter(is_verified=False).count() > 5
    assert "chưa đối chiếu với thông báo chính thức" in page.content.decode()
    assert "chưa đối chiếu" not in client.get("/plan/calendar/?year=2025").content.decode()
    for strange in ("²", "1999", "9" * 5000, "x"):
        assert client.get("/plan/calendar/", {"year": strange}).status_code == 200


def test_the_page_costs_the_same_for_many_days(plan, hctc_officer, signed_in):
    client = signed_in(hctc_officer)

    def cost() -> int:
        client.get("/plan/calendar/?year=2028")
        with CaptureQueriesContext(connection) as captured:
            client.get("/plan/calendar/?year=2028")
        return len(captured)

    before = cost()
    for n in range(40):
        CalendarDay.objects.create(day=date(2028, 6, 1) + timedelta(n), name="Nghỉ")
    assert cost() == before


def test_a_day_is_entered_edited_and_taken_out_on_the_page(plan, hctc_officer, signed_in):
    client = signed_in(hctc_officer)
    data = {"day": "12/06/2027", "kind": "working", "name": "Làm bù", "source": "Thông báo", "is_verified": "on"}
    assert client.post("/plan/calendar/new/", data).status_code == 302
    row = CalendarDay.objects.get(day="2027-06-12")
    assert working_days.is_working_day(row.day)
    twice = client.post("/plan/calendar/new/", data)
    assert twice.status_code == 422
    assert "12/06/2027" in twice.content.decode()
    seen = client.get(f"/plan/calendar/{row.pk}/").context["form"]["seen"].value()
    assert client.post(f"/plan/calendar/{row.pk}/", data | {"kind": "off", "seen": seen}).status_code == 302
    assert client.post(f"/plan/calendar/{row.pk}/", data | {"kind": "working", "seen": seen}).status_code == 422
    assert not working_days.is_working_day(row.day)
    assert client.get(f"/plan/calendar/{row.pk}/take-out/").status_code == 200
    assert client.post(f"/plan/calendar/{row.pk}/take-out/").status_code == 302
    assert client.get(f"/plan/calendar/{row.pk}/").status_code == 404
    acts = AuditEvent.objects.filter(target_type="campaign.calendarday").values_list("action", flat=True)
    assert [act.rpartition(".")[2] for act in acts.order_by("sequence")] == ["create", "edit", "drop"]


# A date on a day off asks to move


@pytest.fixture
def moving(annual, hctc_head, signed_in):
    """The page on which the dates of an open period are moved."""
    period = move(annual, workflow.OPEN, by=hctc_head, at=NOW)
    client, address = signed_in(hctc_head), f"/plan/periods/{period.pk}/dates/"

    def post(**data):
        shown = {"seen": period.version, "due_on": "25/11/2026", "on_time_until": "30/11/2026", "lock_on": ""}
        return client.post(address, shown | {"reason": "Theo yêu cầu của Sở Nội vụ"} | data)

    post.period = period
    return post


def test_a_saturday_is_asked_about_and_nothing_is_lost(moving):
    page = moving(due_on="28/11/2026")
    text = page.content.decode()
    assert page.status_code == 422
    assert "Ngày 28/11/2026 là thứ Bảy (ngày nghỉ). Đề nghị chuyển sang thứ Hai, 30/11/2026" in text
    assert "Theo yêu cầu của Sở Nội vụ" in text
    form = page.context["form"]
    assert form["due_on"].value() == "28/11/2026"
    assert form["due_on_off"].value() == "move:2026-11-28"
    assert list(form.fields).index("due_on_off") == list(form.fields).index("due_on") + 1


@pytest.mark.parametrize(
    ("answer", "kept"), [("move:2026-11-28", date(2026, 11, 30)), ("keep:2026-11-28", date(2026, 11, 28))]
)
def test_the_answer_is_done(moving, answer, kept):
    assert moving(due_on="28/11/2026", due_on_off=answer).status_code == 302
    assert ReportingPeriod.objects.get(pk=moving.period.pk).due_on == kept


def test_a_date_that_stays_is_not_asked_about_again(moving):
    ReportingPeriod.objects.filter(pk=moving.period.pk).update(due_on=date(2026, 11, 22))
    assert moving(due_on="22/11/2026", on_time_until="01/12/2026").status_code == 302


def test_an_answer_about_another_day_asks_again(moving):
    page = moving(due_on="29/11/2026", due_on_off="keep:2026-11-28")
    assert page.status_code == 422
    assert page.context["form"]["due_on_off"].value() == "move:2026-11-29"
    assert moving(due_on="29/11/2026", due_on_off="anything").status_code == 422


def test_a_holiday_is_named_and_the_proposal_crosses_tet(moving):
    page = moving(due_on="16/02/2026", on_time_until="17/02/2026", lock_on="18/02/2026")
    text = page.content.decode()
    assert text.count("Tết Nguyên đán") >= 3
    assert text.count("thứ Hai, 23/02/2026") >= 3


def test_the_dates_that_are_meant_stand_in_their_order(moving):
    page = moving(due_on="28/11/2026", due_on_off="move:2026-11-28", on_time_until="29/11/2026",
                  on_time_until_off="keep:2026-11-29")  # fmt: skip
    assert page.status_code == 422
    assert "on_time_until" in page.context["form"].errors
    assert page.context["form"]["due_on_off"].value() == "move:2026-11-28"


def test_preparing_a_period_asks_too(plan, hctc_officer, signed_in):
    period = ReportingPeriod.objects.annual().for_year(2026).get()
    client, address = signed_in(hctc_officer), f"/plan/periods/{period.pk}/prepare/"
    page = client.get(address)
    data = {"seen": page.context["form"]["seen"].value(), "title": period.title, "due_on": "21/11/2026",
            "on_time_until": "30/11/2026"}  # fmt: skip
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"due_on_off": "move:2026-11-21"}).status_code == 302
    period.refresh_from_db()
    assert period.due_on == date(2026, 11, 23)
