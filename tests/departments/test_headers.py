"""Strict headers on every kind of answer."""

import pytest
from django.http import FileResponse
from django.test import Client, RequestFactory

from departments import middleware
from departments.middleware import SecurityHeaders

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'"
)


def assert_strict(response):
    assert {name: response.headers.get(name) for name in middleware.HEADERS} == middleware.HEADERS


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert middleware.CONTENT_SECURITY_POLICY == POLICY


@pytest.mark.parametrize("path", ["/accounts/login/", "/healthz", "/no-such-page/", "/notices/", "/language/"])
def test_headers_stand_on_pages_missing_pages_and_redirects(db, path):
    assert_strict(Client().get(path))


def test_headers_stand_on_a_refused_form(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert_strict(response)


def test_headers_stand_on_an_unknown_host(db):
    response = Client().get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert_strict(response)


def test_headers_stand_on_a_broken_page(contributor, signed_in, monkeypatch):
    monkeypatch.setattr("departments.views.start.todo.tasks_of", lambda user, now: 1 / 0)
    client = signed_in(contributor)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert_strict(response)
    assert b"ZeroDivisionError" not in response.content


def test_headers_stand_on_static_files(db):
    response = Client().get("/static/admin/css/base.css")
    assert response.status_code == 200
    assert_strict(response)
    assert "no-store" not in response.headers["Cache-Control"]


def test_a_page_of_a_person_is_kept_nowhere(contributor, signed_in):
    assert signed_in(contributor).get("/").headers["Cache-Control"] == "private, no-store"


def test_a_missing_page_of_a_person_is_kept_nowhere_either(contributor, signed_in):
    assert signed_in(contributor).get("/admin/").headers["Cache-Control"] == "private, no-store"


def test_a_file_may_be_stricter_than_the_house(db, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")

    def download(request):
        return FileResponse(path.open("rb"), headers={"Content-Security-Policy": "sandbox; default-src 'none'"})

    response = SecurityHeaders(download)(RequestFactory().get("/"))
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    response.close()


def test_the_clock_a_page_is_given_is_aware(contributor, signed_in, monkeypatch):
    seen = []
    monkeypatch.setattr("departments.views.start.todo.tasks_of", lambda user, now: seen.append(now) or [])
    response = signed_in(contributor).get("/")
    assert seen == [response.wsgi_request.now]
    assert seen[0].tzinfo is not None
