"""Every address has its row in the table of who may call it, and every row has its address."""

import csv

from django.urls import URLPattern, get_resolver

from tests.meta.source import ROOT


def routes(resolver=None, namespace: str = "") -> set[str]:
    found = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.add(f"{namespace}{entry.name}")
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= routes(entry, inner)
    return found


def test_every_route_has_a_name():
    # the administration's own catch-all for mistyped addresses has none
    assert {name for name in routes() if name.rpartition(":")[2] == "None"} <= {"admin:None"}


def test_every_route_has_a_row_and_every_row_a_route():
    with open(ROOT / "config/authorisation.csv", encoding="utf-8", newline="") as file:
        rows = {row["route"] for row in csv.DictReader(file)}
    exact = {row for row in rows if not row.endswith("*")}
    prefixes = tuple(row.removesuffix("*") for row in rows - exact)
    asked = routes() - {"admin:None"}
    assert sorted(name for name in asked if name not in exact and not name.startswith(prefixes or ("\0",))) == []
    assert sorted(exact - asked) == []
