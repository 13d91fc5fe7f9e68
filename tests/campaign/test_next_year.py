"""Next year's period opens in one act from this year's, after the comparison was read."""

from datetime import date

import pytest

from campaign import comparison, next_year, workflow
from campaign.models import CheckRule, Indicator, Question, ReportingPeriod
from departments.models import Department
from departments.permissions import Denied
from departments.transitions import StalePage, move
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def this_year(annual, office) -> ReportingPeriod:
    return move(annual, workflow.OPEN, by=office.people["hctc_officer"], at=NOW)


@pytest.fixture
def coming(this_year) -> ReportingPeriod:
    return next_year.following(this_year)


def parts(period, after) -> dict[str, comparison.Part]:
    names = ("indicators", "questions", "criteria", "checks", "units")
    return dict(zip(names, comparison.compare(period, after), strict=True))


def test_nothing_differs_while_the_catalogue_is_left_alone(this_year, coming):
    assert [name for name, part in parts(this_year, coming).items() if part.differs] == []
    assert parts(this_year, coming)["indicators"].same == this_year.period_indicators.count()


def test_what_comes_goes_and_changes_is_named(this_year, coming):
    Indicator.objects.filter(code="A2").update(last_year=this_year.year)
    Indicator.objects.filter(code="A3").update(name="Số lượt người dự", respondents=["hctc"])
    Indicator.objects.filter(code="A4").update(help="Cách tính mới", order=900)
    Question.objects.filter(code="V").update(prompt="Nêu rõ hơn")
    Department.objects.filter(code="nk").update(valid_to=date(this_year.year + 1, 3, 1))
    found = parts(this_year, coming)
    indicators = found["indicators"]
    assert [name.split()[0] for name in indicators.dropped] == ["A2"]
    changed = {item.name.split()[0]: item for item in indicators.changed}
    assert {code: item.is_rule for code, item in changed.items()} == {"A3": True, "A4": False}
    wording, rule = sorted(changed["A3"].differences, key=lambda one: not one.is_wording)
    assert (wording.after, rule.after) == ("Số lượt người dự", "HCTC")
    assert rule.before == "Tất cả các đơn vị"
    assert [item.differences[0].after for item in found["questions"].changed] == ["Nêu rõ hơn"]
    assert found["units"].dropped == ["Đơn vị nk"]


def test_a_check_that_becomes_graver_is_named_as_a_rule(this_year, coming):
    rule = CheckRule.objects.order_by("pk").filter(severity="warning").first()
    CheckRule.objects.filter(pk=rule.pk).update(severity="error")
    changed = parts(this_year, coming)["checks"].changed
    assert [(item.is_rule, len(item.differences)) for item in changed] == [(True, 1)]
    assert "{" not in changed[0].name


def test_dates_are_proposed_a_year_later_off_weekends(this_year, coming):
    this_year.due_on, this_year.on_time_until = date(2026, 11, 27), date(2028, 2, 29)
    this_year.cut_off_on = date(2026, 11, 14)
    dates = next_year.proposed_dates(this_year, coming)
    assert dates["due_on"] == date(2027, 11, 29)
    assert dates["on_time_until"] == date(2029, 2, 28)
    assert dates["cut_off_on"] == date(2027, 11, 14)


def address(period) -> str:
    return f"/plan/periods/{period.pk}/next/"


def sent(page) -> dict:
    form = page.context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: f"{v:%d/%m/%Y}" if isinstance(v, date) else v for name, v in values.items() if v is not None}


@pytest.fixture
def officer(this_year, hctc_officer, signed_in):
    return signed_in(hctc_officer)


def test_one_act_dates_and_opens_the_next_period(this_year, coming, officer):
    page = officer.get(address(this_year))
    answer = officer.post(address(this_year), sent(page) | {"due_on": "29/11/2027", "on_time_until": "30/11/2027"})
    assert answer.headers["Location"] == f"/plan/periods/{coming.pk}/"
    coming.refresh_from_db()
    assert (coming.is_open, coming.due_on) == (True, date(2027, 11, 29))
    assert coming.period_indicators.count() == this_year.period_indicators.count()
    assert officer.get(address(this_year)).headers["Location"] == f"/plan/periods/{this_year.pk}/"


def test_the_way_there_is_on_the_latest_period_and_the_list(this_year, coming, officer, head, signed_in):
    wanted = f'href="{address(this_year)}"'
    for page in (f"/plan/periods/{this_year.pk}/", "/plan/periods/"):
        assert wanted in officer.get(page).content.decode()
        assert wanted not in signed_in(head).get(page).content.decode()
    assert signed_in(head).get(address(this_year)).status_code == 404
    assert address(coming) not in officer.get(f"/plan/periods/{coming.pk}/").content.decode()


def test_wrong_dates_are_explained_and_open_nothing(this_year, coming, officer):
    page = officer.get(address(this_year))
    for days in ({"due_on": "29/11/2027", "on_time_until": "20/11/2027"}, {"due_on": ""}, {"due_on": "01/01/2020"}):
        assert officer.post(address(this_year), sent(page) | days).status_code == 422
    coming.refresh_from_db()
    assert (coming.is_planned, coming.due_on, coming.period_indicators.count()) == (True, None, 0)


def test_a_catalogue_changed_after_reading_opens_nothing(this_year, coming, officer):
    page = officer.get(address(this_year))
    Indicator.objects.filter(code="A2").update(name="Đổi tên")
    assert officer.post(address(this_year), sent(page)).status_code == 422
    coming.refresh_from_db()
    assert coming.is_planned


def test_the_act_itself_asks_for_right_and_state(this_year, coming, office):
    read = comparison.digest(comparison.compare(this_year, coming))
    dates = next_year.proposed_dates(this_year, coming)
    with pytest.raises(Denied):
        next_year.open_next(this_year, dates, by=office.people["head"], at=NOW, seen=coming.version, read=read)
    with pytest.raises(StalePage):
        next_year.open_next(
            this_year, dates, by=office.people["hctc_officer"], at=NOW, seen=coming.version, read="other"
        )
    with pytest.raises(Denied):
        next_year.open_next(coming, dates, by=office.people["hctc_officer"], at=NOW, seen=1, read=read)


def test_after_the_last_year_there_is_no_next(office, plan):
    last = ReportingPeriod.objects.annual().for_year(2030).get()
    last.state = ReportingPeriod.State.OPEN
    assert next_year.why_not(office.people["hctc_officer"], last)
