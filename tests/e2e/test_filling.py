"""Filling in with a browser on a poor line: nothing typed is lost, nobody's words are overwritten in silence."""

import random
import re
import time

import pytest
from playwright.sync_api import Page, expect

from reports.submissions.models import AnnualReport, AnswerVersion
from tests import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "MotMatKhau!DaiHon12"
SECONDS = 12  # of two browsers typing at random


class Place:
    """A report being drafted, and its two people with passwords."""

    def __init__(self, base: str):
        self.base = base
        self.people = factories.People(factories.unit())
        for person in (self.people.contributor, self.people.head):
            person.set_password(PASSWORD)
            person.save()
        many = {f"A{n}": {"name": f"Chỉ tiêu số {n}"} for n in range(20, 26)}
        period = factories.period(indicators=factories.INDICATORS | many)
        self.report = factories.report(people=self.people, period_=period, filled=False)

    @property
    def page(self) -> str:
        return f"{self.base}/reports/{self.report.pk}/1/"

    def figure(self, code: str):
        return self.report.values.select_related("indicator").get(indicator__code=code)


@pytest.fixture
def place(live_server, settings):
    settings.SITE_URL = live_server.url
    return Place(live_server.url)


def sign_in(page: Page, base: str, user, then: str = "") -> None:
    if then:
        page.goto(then)
    else:
        page.goto(f"{base}/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("header, .top").first).to_be_visible()


def box(page: Page, place: Place, code: str = "A2"):
    return page.locator(f"#id_v{place.figure(code).pk}-value")


def state_of(page: Page, code: str = "A2"):
    return page.locator(f'[id="o-{code}"] [data-part="state"]')


def kept_here(page: Page) -> list[str]:
    return [key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("thidua:")]


def wait_until_kept(page: Page) -> None:
    for _tenth in range(50):
        if kept_here(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError("The browser keeps nothing.")


def test_what_is_typed_while_the_line_is_down_is_kept_and_sent_later(page, place):
    sign_in(page, place.base, place.people.contributor)
    page.goto(place.page)
    page.context.set_offline(True)
    box(page, place).fill("28")
    box(page, place).press("Tab")
    expect(page.locator("#fill-offline")).to_contain_text("Mất kết nối")
    expect(state_of(page)).to_contain_text("Đang giữ trên máy này")
    wait_until_kept(page)
    page.context.set_offline(False)
    expect(state_of(page)).to_contain_text("Đã lưu lúc", timeout=15_000)
    assert place.figure("A2").value == 28
    assert kept_here(page) == []


def test_what_waits_survives_the_browser_being_closed(page, place):
    sign_in(page, place.base, place.people.contributor)
    page.goto(place.page)
    page.route("**/answer/**", lambda route: route.abort())
    box(page, place).fill("31")
    box(page, place).press("Tab")
    wait_until_kept(page)
    page.unroute("**/answer/**")
    page.goto(f"{place.base}/")
    expect(page.locator("#waiting")).to_contain_text("chưa gửi được")
    page.locator("#waiting a").click()
    expect(state_of(page)).to_contain_text("Đã lưu lúc", timeout=15_000)
    assert place.figure("A2").value == 31


def test_it_survives_the_end_of_the_session_and_only_its_owner_sends_it(page, place):
    sign_in(page, place.base, place.people.contributor)
    page.goto(place.page)
    page.context.clear_cookies()
    box(page, place).fill("45")
    box(page, place).press("Tab")
    expect(page.locator("#fill-signedout")).to_contain_text("Phiên làm việc đã hết hạn")
    wait_until_kept(page)
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "-value" not in kept

    sign_in(page, place.base, place.people.head, then=place.page)  # somebody else on this PC
    expect(box(page, place)).to_have_value("")
    time.sleep(1.5)
    assert place.figure("A2").value is None

    page.context.clear_cookies()
    sign_in(page, place.base, place.people.contributor, then=place.page)
    expect(state_of(page)).to_contain_text("Đã lưu lúc", timeout=15_000)
    assert place.figure("A2").value == 45
    assert kept_here(page) == []


def test_two_people_on_one_answer_choose(page, place, browser):
    sign_in(page, place.base, place.people.contributor)
    page.goto(place.page)
    other = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
    sign_in(other, place.base, place.people.head)
    other.goto(place.page)
    page.route("**/presence/", lambda route: route.abort())
    box(other, place).fill("28")
    box(other, place).press("Tab")
    expect(state_of(other)).to_contain_text("Đã lưu lúc")
    box(page, place).fill("31")
    box(page, place).press("Tab")
    expect(page.locator(".three-ways")).to_contain_text("28")
    assert place.figure("A2").value == 28
    page.get_by_role("button", name="Giữ nội dung của tôi").click()
    expect(state_of(page)).to_contain_text("Đã lưu lúc")
    assert place.figure("A2").value == 31
    other.context.close()


def test_two_browsers_at_random_lose_nothing(page, place, browser):
    """Every value that was typed and left stands in the history of its answer."""
    second = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
    desks = [(page, place.people.contributor), (second, place.people.head)]
    for desk, person in desks:
        sign_in(desk, place.base, person)
        desk.goto(place.page)
    chance = random.Random(2026)
    codes = ["A2", *(f"A{n}" for n in range(20, 26))]
    typed: list[tuple[str, str]] = []
    number, end = 100, time.monotonic() + SECONDS
    while time.monotonic() < end:
        desk, _person = chance.choice(desks)
        code, number = chance.choice(codes), number + 1
        if chance.random() < 0.1:
            desk.context.set_offline(True)
        field = box(desk, place, code)
        if desk.locator(f'[id="o-{code}"] .three-ways').count():
            desk.locator(f'[id="o-{code}"] [data-part="beside"] button').nth(chance.randrange(2)).click()
            desk.wait_for_timeout(300)
        field.fill(str(number))
        field.press("Tab")
        desk.context.set_offline(False)
        settled = re.compile("Đã lưu lúc|có người vừa sửa|Đang giữ")
        expect(state_of(desk, code)).to_contain_text(settled, timeout=15_000)
        typed.append((code, str(number)))
    for desk, _person in desks:
        expect(desk.locator("#fill-offline")).to_be_hidden(timeout=40_000)
        desk.wait_for_timeout(2_000)
    history = {
        (version.value.indicator.code, version.content["value"])
        for version in AnswerVersion.objects.filter(value__isnull=False).select_related("value__indicator")
    }
    assert len(typed) > 10
    assert [one for one in typed if one not in history] == []
    assert AnnualReport.objects.get().state == AnnualReport.State.DRAFTING
    second.context.close()


def test_saving_without_a_line_stays_on_the_page(page, place):
    sign_in(page, place.base, place.people.contributor)
    page.goto(place.page)
    page.context.set_offline(True)
    box(page, place).fill("52")
    page.get_by_role("button", name="Lưu và sang phần tiếp theo").click()
    expect(page.locator("#fill-offline")).to_contain_text("Mất kết nối")
    expect(box(page, place)).to_have_value("52")
    page.context.set_offline(False)
    expect(state_of(page)).to_contain_text("Đã lưu lúc", timeout=15_000)
    assert place.figure("A2").value == 52
