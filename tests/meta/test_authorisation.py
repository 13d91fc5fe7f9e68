"""The matrix: every route × method × role of the authorisation table is asked for real and answers as its cell says."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from departments import authorisation
from departments.models import RoleGrant, User
from departments.roles import Role
from tests.meta import (  # noqa: F401 — they register their makers
    objects_appraisals,
    objects_campaign,
    objects_chasing,
    objects_earlier_years,
    objects_evidence,
    objects_extensions,
    objects_official_figures,
    objects_oversight,
    objects_registers,
    objects_reports,
    objects_scoring,
    objects_submissions,
    objects_targets,
)
from tests.meta.objects import MAKERS, Objects, administered
from tests.personas import Office

PERSONAS = {
    "contributor": Role.CONTRIBUTOR,
    "head": Role.UNIT_HEAD,
    "hctc_officer": Role.HCTC_OFFICER,
    "hctc_head": Role.HCTC_HEAD,
    "leader": Role.LEADERSHIP,
    "clerk": Role.CLERK,
    "council": Role.COUNCIL,
    "administrator": Role.ADMINISTRATOR,
}


def walk(resolver=None, namespace: str = "", arguments: tuple[str, ...] = ()) -> Iterator[tuple[str, frozenset[str]]]:
    """Every named route with the names of its arguments."""
    for entry in (resolver or get_resolver()).url_patterns:
        taken = (*arguments, *getattr(entry.pattern, "converters", ()), *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{namespace}{entry.name}", frozenset(taken)
        else:
            yield from walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, taken)


ROUTES = dict(walk())


def objects_of(route: str, office: Office) -> Objects:
    if route in MAKERS:
        return MAKERS[route](office)
    return administered(route) if route.startswith("admin:") else Objects()


def ask(route: str, method: str, arguments: dict, data: dict, account: User | None):
    """One request, undone afterwards."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if account:
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        address = reverse(route, kwargs={name: arguments[name] for name in ROUTES[route]})
        answer = client.post(address, data) if method == "POST" else client.generic(method, address)
        transaction.set_rollback(True)
    return answer


def complaint(answer, expected: str) -> str:
    """What is wrong with the answer, or nothing. A page that depends on the object must only not break."""
    status = answer.status_code
    to_sign_in = status == 302 and answer.headers["Location"].startswith("/accounts/login/?")
    right = {
        "-": status == 404,
        "sign in": to_sign_in,
        "all": status < 500 and status not in (403, 404, 405) and not to_sign_in,
        "some": status < 500 and not to_sign_in,
    }
    return "" if right[expected] else f"expected “{expected}”, got {status}"


def asked_of(row: authorisation.Row) -> dict[str, Role]:
    """Everybody; for a family of routes under one row those with a right and one without stand for all."""
    if not row.route.endswith("*"):
        return PERSONAS
    return {p: role for p, role in PERSONAS.items() if p == "contributor" or row.cells[role.value] != "-"}


def questions(route: str, objects: Objects, office: Office) -> Iterator[tuple[str, str, dict, User | None, str]]:
    """(who, method, arguments, account, expected) for every persona and method of the route's rows."""
    for row in authorisation.rows_of(route):
        for method in sorted(row.methods):
            public = row.cells[authorisation.ANONYMOUS] != "-"
            yield "anonymous", method, objects.own, None, "all" if public else "sign in"
            open_to_all = all(row.cells[role] != "-" for role in authorisation.ROLES)
            if not open_to_all:
                yield "stranger", method, objects.own, office.people["stranger"], "-"
            for persona, role in asked_of(row).items():
                cell = row.cells[role.value]
                expected = "all" if cell == "own" else cell
                yield persona, method, objects.of(persona), office.people[persona], expected
                if cell == "own" and objects.other is not None:
                    yield f"{persona}, other unit", method, objects.other, office.people[persona], "-"


@pytest.fixture
def pure_roles(office: Office) -> Office:
    """One role each: the head of HC-TC without the hat of a unit head."""
    RoleGrant.objects.filter(user=office.people["hctc_head"], role=Role.UNIT_HEAD).delete()
    return office


def test_every_role_is_asked():
    assert set(PERSONAS.values()) == set(Role)


def test_every_route_with_arguments_has_objects():
    lacking = [route for route, taken in ROUTES.items() if taken and route not in MAKERS and "admin:" not in route]
    assert lacking == []


def test_no_objects_are_kept_for_routes_that_are_gone():
    assert set(MAKERS) - set(ROUTES) == set()


def groups() -> list[list[str]]:
    """Routes that ask about the same objects, so that these are made once."""
    found: dict[object, list[str]] = {}
    for route in sorted(ROUTES):
        found.setdefault(MAKERS.get(route, "admin" if route.startswith("admin:") else None), []).append(route)
    return sorted(found.values())


@pytest.mark.parametrize("routes", groups(), ids=lambda routes: routes[0])
def test_the_table_tells_the_truth(routes, pure_roles):
    shared = objects_of(routes[0], pure_roles)
    wrong = {}
    for route in routes:
        objects = administered(route) if route.startswith("admin:") else shared
        assert ROUTES[route] <= objects.own.keys(), f"tests/meta/*_objects.py makes no object for {route}"
        for who, method, arguments, account, expected in questions(route, objects, pure_roles):
            if problem := complaint(ask(route, method, arguments, objects.data, account), expected):
                wrong[f"{route} {who} {method}"] = problem
    assert wrong == {}


def test_no_method_works_that_has_no_row(pure_roles):
    everybody = [AnonymousUser(), *(pure_roles.people[persona] for persona in PERSONAS)]
    open_doors = [
        (route, method, str(person))
        for route in ROUTES
        for method in authorisation.METHODS
        for person in everybody
        if not any(method in row.methods for row in authorisation.rows_of(route))
        and authorisation.verdict(route, method, person) is authorisation.Verdict.ALLOWED
    ]
    assert open_doors == []


def test_the_door_is_closed_for_real(contributor, signed_in):
    client = signed_in(contributor)
    answers = {client.generic(method, "/notices/").status_code for method in ("PUT", "PATCH", "DELETE", "POST")}
    assert answers == {405}
