"""Who may call which route with which method: the table `config/authorisation.csv`, and the question asked of it.

One row per route and set of methods, one column per role. A cell is `-` (refused: the answer is that of a missing
page), `all` (any object), `own` (objects of the person's own unit, others are missing pages) or `some` (the room's
permission rule decides per object). A route that ends in `*` covers a family of names. A route without a row is refused
to everybody.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from django.conf import settings

from departments.roles import Role

ANONYMOUS = "anonymous"
ROLES = tuple(role.value for role in Role)
COLUMNS = ("route", "methods", ANONYMOUS, *ROLES, "note")
CELLS = frozenset({"-", "all", "own", "some"})
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
REFUSED = "-"


class Verdict(Enum):
    """What the table answers before any view has run."""

    ALLOWED = "allowed"
    SIGN_IN = "sign in first"
    WRONG_METHOD = "wrong method"
    REFUSED = "refused"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    route: str
    methods: frozenset[str]
    cells: dict[str, str]
    note: str = ""

    def covers(self, route: str) -> bool:
        return route.startswith(self.route[:-1]) if self.route.endswith("*") else route == self.route

    def admits(self, roles: Iterable[str]) -> bool:
        """Whether a signed-in person with these roles gets through; a row open to every role needs none."""
        if all(self.cells[role] != REFUSED for role in ROLES):
            return True
        return any(self.cells[role] != REFUSED for role in roles)


def read(path: Path) -> list[Row]:
    """The rows of a table. Raises ValueError naming the line that is not understood."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
        rows = [_row(line, f"{path.name}, line {reader.line_num}") for line in reader]
    _refuse_doubles(rows, path.name)
    return rows


def _row(line: dict[str, str], place: str) -> Row:
    if None in line or None in line.values():
        raise ValueError(f"{place}: not as many cells as columns")
    methods = frozenset(line["methods"].split())
    cells = {column: line[column] for column in (ANONYMOUS, *ROLES)}
    if not line["route"] or not methods or not methods <= METHODS or not set(cells.values()) <= CELLS:
        raise ValueError(f"{place}: needs a route, methods of {sorted(METHODS)}, cells of {sorted(CELLS)}")
    return Row(line["route"], methods, cells, line["note"])


def _refuse_doubles(rows: list[Row], name: str) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        for method in row.methods:
            if (row.route, method) in seen:
                raise ValueError(f"{name}: {method} {row.route} has two rows")
            seen.add((row.route, method))


@cache
def table() -> tuple[Row, ...]:
    """The table of this installation, read once."""
    return tuple(read(settings.BASE_DIR / "config" / "authorisation.csv"))


def rows_of(route: str) -> list[Row]:
    """Rows that name the route itself; without one, rows of its family."""
    exact = [row for row in table() if row.route == route]
    return exact or [row for row in table() if row.covers(route)]


def verdict(route: str, method: str, user) -> Verdict:
    """What the table says to this person. HEAD and OPTIONS count as GET."""
    method = "GET" if method in ("HEAD", "OPTIONS") else method
    rows = rows_of(route)
    if not user.is_authenticated:
        return _verdict_for_anybody(rows, method)
    admitting = [row for row in rows if row.admits(user.roles)]
    if not admitting:
        return Verdict.REFUSED
    if any(method in row.methods for row in admitting):
        return Verdict.ALLOWED
    return Verdict.REFUSED if any(method in row.methods for row in rows) else Verdict.WRONG_METHOD


def _verdict_for_anybody(rows: list[Row], method: str) -> Verdict:
    if not rows:
        return Verdict.REFUSED
    public = [row for row in rows if row.cells[ANONYMOUS] != REFUSED]
    if any(method in row.methods for row in public):
        return Verdict.ALLOWED
    return Verdict.SIGN_IN if len(public) < len(rows) else Verdict.WRONG_METHOD


def methods_of(route: str) -> list[str]:
    """Methods the table knows for the route, for the Allow header."""
    return sorted({method for row in rows_of(route) for method in row.methods})
