"""The life cycle of a reporting period: who may make which move in which state, and what each leaves behind."""

from datetime import date, timedelta

import pytest

from campaign import workflow
from campaign.models import Criterion, Indicator, PeriodIndicator, Question, ReportingPeriod
from campaign.periodic import lock_due_periods
from departments.models import AuditEvent, Notice
from departments.permissions import Denied, Refused
from departments.transitions import NoteRequired, StalePage, WrongState, move
from reports.submissions import workflow as reports
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db

State = ReportingPeriod.State
OFFICERS = {"hctc_officer", "hctc_head"}
HEAD = {"hctc_head"}
#: move → (state it starts from, who may)
TABLE = {
    "open": (State.PLANNED, OFFICERS),
    "lock": (State.OPEN, HEAD),
    "unlock": (State.LOCKED, HEAD),
    "move_dates": (State.OPEN, HEAD),
    "reword": (State.OPEN, OFFICERS),
    "choose_units": (State.OPEN, OFFICERS),
}
PERSONS = [
    "contributor",
    "head",
    "hctc_officer",
    "hctc_head",
    "leader",
    "clerk",
    "council",
    "administrator",
    "stranger",
]


@pytest.fixture
def small(office) -> ReportingPeriod:
    """A dated period that asks little: the matrix of moves needs no more."""
    asked = {"A2": make.INDICATORS["A2"]}
    return make.planned_period(indicators=asked, questions={"II.2": "2. Công tác tuyên truyền, quán triệt"})


def opened(annual, office) -> ReportingPeriod:
    return move(annual, workflow.OPEN, by=office.people["hctc_officer"], at=NOW)


def at_state(annual, office, state: str) -> ReportingPeriod:
    """The period brought to the state by the real moves."""
    if state == State.PLANNED:
        return annual
    period = opened(annual, office)
    return period if state == State.OPEN else move(period, workflow.LOCK, by=office.people["hctc_head"], at=NOW)


def attempt(period, transition, by):
    """The move with data that would be fine."""
    data = {
        "move_dates": lambda: {"dates": {name: date(2026, 12, 5) for name in workflow.DATES}},
        "reword": lambda: {"item": period.period_indicators.get(code="A2"), "values": {"name": "Tên đã chỉnh"}},
        "choose_units": lambda: {"departments": list(period.units())[:2]},
    }.get(transition.name, dict)
    return move(period, transition, by=by, at=NOW, note="Theo đề nghị.", **data())


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("transition", workflow.TRANSITIONS, ids=lambda t: t.name)
def test_a_move_starts_only_from_the_state_of_the_table(transition, state, small, office):
    period = at_state(small, office, state)
    source, allowed = TABLE[transition.name]
    by = office.people[min(allowed)]
    if state == source:
        assert attempt(period, transition, by).state == (transition.target or state)
    else:
        with pytest.raises((WrongState, PeriodIndicator.DoesNotExist)):
            attempt(period, transition, by)


@pytest.mark.parametrize("persona", PERSONS)
@pytest.mark.parametrize("transition", workflow.TRANSITIONS, ids=lambda t: t.name)
def test_a_move_is_made_only_by_those_of_the_table(transition, persona, small, office):
    source, allowed = TABLE[transition.name]
    period = at_state(small, office, source)
    if persona in allowed:
        attempt(period, transition, office.people[persona])
    else:
        with pytest.raises(Denied):
            attempt(period, transition, office.people[persona])
        period.refresh_from_db()
        assert period.state == source


def test_opening_freezes_criteria_indicators_and_questions(annual, office):
    period = opened(annual, office)
    assert (period.opened_by.username, period.opened_at) == ("hctc", NOW)
    codes = list(period.period_indicators.values_list("code", flat=True))
    assert codes == list(Indicator.objects.values_list("code", flat=True))
    assert [row.code for row in period.frozen_criteria.all()] == ["III.1.a-1", "III.1.a-2", "III.1.b"]
    asked = list(period.period_questions.values_list("code", flat=True))
    assert asked == [code for code in Question.objects.values_list("code", flat=True) if not code.startswith("I.")]
    last_but_one = period.period_questions.get(code="V")
    assert last_but_one.heading == "V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP NĂM 2027"


def test_a_frozen_indicator_carries_every_field_of_its_definition(annual, office):
    period = opened(annual, office)
    source = Indicator.objects.get(code="B2.5")
    frozen = period.period_indicators.get(code="B2.5")
    names = [field.name for field in type(frozen).__mro__[1]._meta.fields]
    assert {name: getattr(frozen, name) for name in names} == {name: getattr(source, name) for name in names}
    assert (frozen.theme_codes, frozen.criterion_codes) == (["1"], ["III.1.a-1"])
    assert frozen.plan_item_numbers == ["II.2.1-2", "III.1.a-1", "IV.2"]


def test_later_edits_of_the_catalogue_do_not_reach_an_opened_period(annual, office):
    period = opened(annual, office)
    Indicator.objects.filter(code="A2").update(name="Tên mới", respondents=["hctc"])
    Criterion.objects.filter(code="III.1.b").update(wording="Khác")
    frozen = period.period_indicators.get(code="A2")
    assert (frozen.name, frozen.respondents) == ("Số cuộc sinh hoạt, hội nghị quán triệt, tuyên truyền", ["all"])
    assert period.frozen_criteria.get(code="III.1.b").wording.startswith("CCVCNLD gương mẫu")


def test_a_review_asks_for_texts_only(plan, units, office):
    review = ReportingPeriod.objects.get(kind="phase_review")
    review.due_on = review.on_time_until = date(2026, 12, 1)
    review.save()
    period = opened(review, office)
    assert period.period_indicators.count() == 0
    assert list(period.period_questions.values_list("code", flat=True))[:3] == ["I.1", "I.2", "II.1"]
    assert period.period_questions.get(code="V").heading.endswith("GIẢI PHÁP GIAI ĐOẠN 2026-2030")


def test_a_chosen_sum_brings_its_parts(annual, office):
    annual.indicators.set(Indicator.objects.filter(code__in=["C2.0", "A2"]))
    codes = set(opened(annual, office).period_indicators.values_list("code", flat=True))
    assert codes == {"A2", "C2.0", *Indicator.objects.get(code="C2.0").computed_from}


def test_a_requested_report_asks_only_for_what_was_chosen(annual, office):
    annual.kind, annual.code = "on_request", "theo-yeu-cau-2026-1"
    annual.save()
    with pytest.raises(Refused, match=r"asks for nothing|chưa yêu cầu"):
        opened(annual, office)
    annual.questions.set(Question.objects.filter(code="II.2"))
    assert list(opened(annual, office).period_questions.values_list("code", flat=True)) == ["II.2"]


def test_the_year_before_the_plan_is_not_opened(plan, units, office):
    period = ReportingPeriod.objects.annual().for_year(2022).get()
    period.due_on = period.on_time_until = date(2026, 12, 1)
    period.save()
    assert list(period.units()) == []
    with pytest.raises(Denied):
        opened(period, office)


def test_opening_needs_both_dates(plan, units, office):
    with pytest.raises(Denied):
        opened(ReportingPeriod.objects.annual().for_year(2026).get(), office)


def test_opening_after_the_due_date_is_refused_and_freezes_nothing(annual, office):
    with pytest.raises(Refused):
        move(annual, workflow.OPEN, by=office.people["hctc_officer"], at=NOW + timedelta(days=30))
    assert annual.period_indicators.count() == 0


def test_opening_twice_is_noticed(annual, office):
    opened(annual, office)
    with pytest.raises(WrongState):
        opened(annual, office)
    assert annual.period_indicators.count() == Indicator.objects.count()


def test_a_stale_page_opens_nothing(annual, office):
    with pytest.raises(StalePage):
        move(annual, workflow.OPEN, by=office.people["hctc_officer"], at=NOW, seen=99)


def test_opening_tells_the_units_once(annual, office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        opened(annual, office)
    told = Notice.objects.values_list("recipient__username", flat=True)
    assert sorted(told) == [
        "chuyenvien.ktn", "chuyenvien.th", "truongphong.hctc", "truongphong.ktn", "truongphong.th",
    ]  # fmt: skip
    assert {notice.url for notice in Notice.objects.all()} == {"/reports/"}


def test_chosen_units_alone_are_asked(annual, office, units):
    annual.departments.set(units[:2])
    assert [unit.code for unit in opened(annual, office).units()] == [unit.code for unit in units[:2]]


def test_closed_is_read_from_the_calendar(annual, office):
    period = opened(annual, office)
    assert [period.closed(date(2026, 11, day)) for day in (25, 30)] == [False, False]
    assert period.closed(date(2026, 12, 1))
    assert period.display_state(date(2026, 11, 30)) != period.display_state(date(2026, 12, 1))
    assert not annual.closed(date(2027, 1, 1))


def test_unlocking_needs_a_reason_and_takes_the_day_of_locking_away(annual, office):
    period = at_state(annual, office, State.LOCKED)
    with pytest.raises(NoteRequired):
        move(period, workflow.UNLOCK, by=office.people["hctc_head"], at=NOW)
    period = move(period, workflow.UNLOCK, by=office.people["hctc_head"], at=NOW, note="Sở Nội vụ đề nghị bổ sung.")
    assert (period.state, period.lock_on) == (State.OPEN, None)
    event = AuditEvent.objects.about(period).last()
    assert (event.before, event.after, event.note) == ("locked", "open", "Sở Nội vụ đề nghị bổ sung.")
    assert event.data == {"lock_on": ["2026-12-20", ""]}


def test_the_program_locks_after_the_day_that_was_set(annual, office):
    opened(annual, office)
    assert lock_due_periods(NOW.replace(month=12, day=20)) == []
    assert lock_due_periods(NOW.replace(month=12, day=21)) == [annual.title]
    assert lock_due_periods(NOW.replace(month=12, day=22)) == []
    annual.refresh_from_db()
    assert annual.is_locked
    assert AuditEvent.objects.about(annual).last().actor == ""


def test_a_wording_is_amended_with_its_reason_and_the_reports_concerned(annual, office):
    period = opened(annual, office)
    item = period.period_indicators.get(code="B3.3")
    values = {"name": "Tỷ lệ hồ sơ đúng hạn", "unit": item.unit}
    move(period, workflow.REWORD, by=office.people["hctc_officer"], at=NOW, note="Sửa lỗi", item=item, values=values)
    item.refresh_from_db()
    assert (item.name, item.amended_at) == ("Tỷ lệ hồ sơ đúng hạn", NOW)
    data = AuditEvent.objects.about(period).last().data
    assert data["item"] == "B3.3"
    assert data["reports"] == ["Đơn vị ttpvhcc"]
    assert data["changed"] == {"name": ["Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn", "Tỷ lệ hồ sơ đúng hạn"]}
    assert Indicator.objects.get(code="B3.3").name == "Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn"


@pytest.mark.parametrize("values", [{"across_units": "maximum"}, {"respondents": ["all"]}, {"computed_from": []}])
def test_a_rule_is_never_amended_in_an_open_period(annual, office, values):
    period = opened(annual, office)
    item = period.period_indicators.get(code="C2.0")
    with pytest.raises(Refused):
        move(period, workflow.REWORD, by=office.people["hctc_officer"], at=NOW, note="x", item=item, values=values)


def test_an_item_of_another_period_is_not_amended_here(annual, office):
    period = opened(annual, office)
    item = period.period_indicators.get(code="A2")
    item.period_id = 0
    with pytest.raises(Refused):
        move(period, workflow.REWORD, by=office.people["hctc_head"], at=NOW, note="x", item=item, values={"name": "y"})


def test_amending_the_units_records_who_came_and_went(annual, office, units):
    period = opened(annual, office)
    wanted = [unit for unit in units if unit.code != "nk"]
    move(period, workflow.CHOOSE_UNITS, by=office.people["hctc_officer"], at=NOW, note="Sáp nhập", departments=wanted)
    assert {unit.code for unit in period.units()} == {unit.code for unit in wanted}
    data = AuditEvent.objects.about(period).last().data
    assert (data["added"], data["removed"]) == ([], ["Đơn vị nk"])


def test_a_unit_that_has_begun_its_report_stays_and_is_named(small, office):
    period = opened(small, office)
    unit = office.units["th"]
    reports.start(period, unit, by=office.people["contributor"], at=NOW)
    others = [other for other in period.units() if other != unit]
    with pytest.raises(Refused) as refusal:
        move(period, workflow.CHOOSE_UNITS, by=office.people["hctc_officer"], at=NOW, note="x", departments=others)
    assert "Phòng Tổng hợp" in str(refusal.value)
    item = period.period_indicators.get(code="A2")
    move(period, workflow.REWORD, by=office.people["hctc_officer"], at=NOW, note="x", item=item, values={"name": "y"})
    concerned = AuditEvent.objects.about(period).last().data["reports"]
    assert concerned == ["Phòng Tổng hợp (Đang soạn)", "Phòng Kinh tế ngành", "Phòng Hành chính – Tổ chức"]


def test_an_empty_list_of_units_is_refused(annual, office):
    period = opened(annual, office)
    with pytest.raises(Refused):
        move(period, workflow.CHOOSE_UNITS, by=office.people["hctc_officer"], at=NOW, note="x", departments=[])


def test_moved_dates_are_recorded_with_before_and_after(annual, office):
    period = opened(annual, office)
    dates = {
        "due_on": date(2026, 12, 1),
        "on_time_until": date(2026, 12, 3),
        "lock_on": period.lock_on,
        "cut_off_on": None,
    }
    period = move(period, workflow.MOVE_DATES, by=office.people["hctc_head"], at=NOW, note="Bão lũ", dates=dates)
    assert (period.due_on, period.on_time_until) == (date(2026, 12, 1), date(2026, 12, 3))
    assert AuditEvent.objects.about(period).last().data == {
        "due_on": ["2026-11-25", "2026-12-01"],
        "on_time_until": ["2026-11-30", "2026-12-03"],
    }
