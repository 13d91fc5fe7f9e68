"""The frame and the components in a real browser: accessible, no wider than the screen, usable by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
WIDE, PHONE, ZOOMED = (1366, 768), (390, 844), (683, 384)  # the last is 1366×768 at 200 %


@pytest.fixture
def gallery(page, live_server, signed_in, administrator):
    """The gallery, opened by an administrator."""
    cookie = signed_in(administrator).cookies["sid"]
    page.context.add_cookies([{"name": "sid", "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/components/")
    return page


def violations(page) -> list[str]:
    return [
        f"{found['id']}: {node['html'][:160]}"
        for found in Axe().run(page, options=RULES).response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_gallery_has_no_barrier(gallery, size):
    gallery.set_viewport_size({"width": size[0], "height": size[1]})
    assert violations(gallery) == []


@pytest.mark.parametrize("size", [WIDE, PHONE, ZOOMED], ids=["wide", "phone", "at 200 %"])
def test_no_page_is_wider_than_the_screen(gallery, size):
    gallery.set_viewport_size({"width": size[0], "height": size[1]})
    assert gallery.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_signing_in_has_no_barrier(page, live_server):
    page.goto(f"{live_server.url}/accounts/login/")
    assert violations(page) == []


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(gallery):
    assert gallery.evaluate("document.activeElement.className") == "note bad"
    gallery.keyboard.press("Tab")
    gallery.keyboard.press("Enter")
    assert gallery.url.endswith("#id_unit")


def test_the_menu_opens_and_closes_by_keyboard(gallery):
    gallery.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    menu = gallery.locator(".small-menu summary")
    menu.focus()
    gallery.keyboard.press("Enter")
    assert gallery.locator(".small-menu nav").is_visible()
    gallery.keyboard.press("Escape")
    assert not gallery.locator(".small-menu nav").is_visible()
    assert gallery.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_nothing_is_refused_by_the_content_security_policy(gallery):
    complaints = []
    gallery.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    gallery.reload()
    gallery.locator(".account summary").click()
    assert complaints == []


def test_on_paper_bars_and_buttons_are_gone(gallery):
    gallery.emulate_media(media="print")
    shown = [name for name in (".top", ".page-actions", ".btn >> nth=0") if gallery.locator(name).first.is_visible()]
    assert shown == []
