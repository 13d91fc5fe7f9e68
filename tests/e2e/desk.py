"""A browser at which people of the office take turns."""

import re

from django.conf import settings
from playwright.sync_api import Page, expect


class Desk:
    """One browser; people take turns at it."""

    def __init__(self, page: Page, base: str):
        self.page, self.base = page, base
        page.set_default_timeout(15_000)

    def sit(self, username: str) -> None:
        """Sign out whoever was there, sign in, and arrive at *Việc cần làm của tôi*."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.base}/accounts/login/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(settings.DEMO_PASSWORD)
        self.press("Đăng nhập")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("việc")

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str | re.Pattern) -> None:
        self.page.locator("main").get_by_role("link", name=name).first.click()

    def go(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.locator("main")).to_contain_text(text)
