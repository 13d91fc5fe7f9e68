"""Only plain paths of this site are followed."""

import pytest
from django.test import RequestFactory

from departments.navigation import page_of, safe_next

HERE = ["/", "/reports/2026/board/", "/reports/?q=a%20b&page=2", "/reports/?q=1..2", "/tìm/?q=Hà%20Nội", "/a#part"]
ELSEWHERE = [
    "", None, "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "/%09/evil.example", "/\t/evil.example", "/%5cevil.example", "/%2f/evil.example", "/%252f%252fevil.example",
    "javascript:alert(1)", "/reports/../admin/", "/reports/%2e%2e/admin/", "/reports/%252e%252e/", "reports/",
    "/a\x00b", "/a%0d%0aSet-Cookie:x", "/%E2%80%AE\x85", "/accounts/login/", "/accounts/logout/", "/" + "a" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("path", HERE)
def test_a_path_of_this_site_is_followed(path):
    assert safe_next(path) == path


@pytest.mark.parametrize("address", ELSEWHERE)
def test_everything_else_leads_to_the_start_page(address):
    assert safe_next(address) == "/"


def test_a_sent_form_leads_back_to_the_page_it_stood_on():
    request = RequestFactory().post("/reports/5/save/", HTTP_REFERER="http://testserver/reports/5/?part=2")
    assert page_of(request) == "/reports/5/?part=2"


def test_a_form_from_elsewhere_leads_to_the_start_page():
    assert page_of(RequestFactory().post("/reports/5/save/", HTTP_REFERER="https://evil.example/reports/5/")) == "/"
