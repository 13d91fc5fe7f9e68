"""The table of who may call what: how it is read, and what it answers."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from departments import authorisation
from departments.authorisation import Row, Verdict, verdict
from departments.models import AuditEvent
from departments.permissions import Denied
from departments.roles import Role

HEADER = ",".join(authorisation.COLUMNS)


def table(tmp_path, *lines: str, header: str = HEADER):
    path = tmp_path / "authorisation.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def line(route="campaign:plan", methods="GET", cells="-,all,own,some,all,-,-,-,-", note="") -> str:
    return f"{route},{methods},{cells},{note}"


def test_a_row_is_read(tmp_path):
    [row] = authorisation.read(table(tmp_path, line(methods="GET POST", note="plan")))
    assert (row.route, row.methods, row.note) == ("campaign:plan", {"GET", "POST"}, "plan")
    assert row.cells["unit_head"] == "own"


@pytest.mark.parametrize(
    "lines",
    [
        [line(cells="-,all,own,some,all,-,-,-,maybe")],
        [line(methods="FETCH")],
        [line(methods="")],
        [line(route="")],
        ["campaign:plan,GET,-"],
        [line() + ",one,too,many"],
        [line(), line(methods="POST GET")],
    ],
)
def test_a_table_with_a_mistake_is_refused_as_a_whole(tmp_path, lines):
    with pytest.raises(ValueError, match=r"authorisation\.csv"):
        authorisation.read(table(tmp_path, *lines))


def test_a_table_with_other_columns_is_refused(tmp_path):
    with pytest.raises(ValueError, match="columns"):
        authorisation.read(table(tmp_path, header="route,methods"))


def test_a_row_open_to_every_role_needs_none():
    everybody = dict.fromkeys((authorisation.ANONYMOUS, *authorisation.ROLES), "all")
    assert Row("x", frozenset({"GET"}), everybody).admits([])
    assert not Row("x", frozenset({"GET"}), everybody | {"clerk": "-"}).admits([])


@pytest.fixture
def small_table(monkeypatch):
    def row(route, methods, roles=(), anonymous="-"):
        cells = {role: "all" if role in roles else "-" for role in authorisation.ROLES}
        return Row(route, frozenset(methods.split()), cells | {"anonymous": anonymous})

    rows = (
        row("open", "GET", authorisation.ROLES, anonymous="all"),
        row("desk", "GET POST", [Role.CLERK]),
        row("mixed", "GET", [Role.CLERK, Role.COUNCIL]),
        row("mixed", "POST", [Role.COUNCIL]),
        row("family:*", "GET", [Role.CLERK]),
        row("family:secret", "GET"),
    )
    monkeypatch.setattr(authorisation, "table", lambda: rows)


@pytest.mark.parametrize(
    ("route", "method", "answer"),
    [
        ("open", "GET", Verdict.ALLOWED),
        ("open", "HEAD", Verdict.ALLOWED),
        ("open", "DELETE", Verdict.WRONG_METHOD),
        ("desk", "GET", Verdict.SIGN_IN),
        ("desk", "DELETE", Verdict.SIGN_IN),
        ("nowhere", "GET", Verdict.REFUSED),
    ],
)
def test_what_the_table_tells_somebody_unknown(small_table, route, method, answer):
    assert verdict(route, method, AnonymousUser()) is answer


@pytest.mark.parametrize(
    ("route", "method", "answer"),
    [
        ("open", "GET", Verdict.ALLOWED),
        ("desk", "POST", Verdict.ALLOWED),
        ("desk", "DELETE", Verdict.WRONG_METHOD),
        ("mixed", "GET", Verdict.ALLOWED),
        ("mixed", "POST", Verdict.REFUSED),
        ("family:member", "GET", Verdict.ALLOWED),
        ("family:secret", "GET", Verdict.REFUSED),
        ("nowhere", "GET", Verdict.REFUSED),
    ],
)
def test_what_the_table_tells_the_clerk(small_table, clerk, route, method, answer):
    assert verdict(route, method, clerk) is answer


def test_a_person_without_a_role_gets_only_what_is_everybody_s(small_table, stranger):
    answers = {route: verdict(route, "GET", stranger) for route in ("open", "desk", "mixed")}
    assert answers == {"open": Verdict.ALLOWED, "desk": Verdict.REFUSED, "mixed": Verdict.REFUSED}


def without_token(page) -> str:
    """The page without what differs from request to request: tokens of forms, the request's number and address."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", page.content.decode())
    text = text.replace(f'name="next" value="{page.wsgi_request.path}"', "")
    return text.replace(page.headers["X-Request-ID"], "")


def test_a_route_without_a_row_is_a_missing_page_even_for_the_administrator(monkeypatch, administrator, signed_in):
    monkeypatch.setattr(authorisation, "table", lambda: ())
    client = signed_in(administrator)
    refused, missing = client.get("/notices/"), client.get("/no-such-page/")
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert without_token(refused) == without_token(missing)


def test_a_refusal_is_recorded(contributor, signed_in):
    assert signed_in(contributor).get("/admin/").status_code == 404
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.action, event.actor) == ("access.refused", contributor.username)
    assert event.data == {"route": "admin:index", "method": "GET", "path": "/admin/"}


def test_a_right_missing_inside_a_view_is_a_missing_page_too(contributor, signed_in, monkeypatch):
    def refuse(user, now):
        raise Denied("not yours")

    monkeypatch.setattr("departments.views.start.todo.tasks_of", refuse)
    response = signed_in(contributor).get("/")
    assert response.status_code == 404
    assert "not yours" not in response.content.decode()
    assert AuditEvent.objects.order_by("sequence").last().data["route"] == "departments:start"


def test_a_role_taken_away_is_gone_on_the_next_request(administrator, signed_in):
    client = signed_in(administrator)
    assert client.get("/admin/").status_code == 200
    administrator.role_grants.all().delete()
    assert client.get("/admin/").headers["Location"] == "/accounts/login/?next=%2Fadmin%2F&reason=changed"
