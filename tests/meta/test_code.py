"""Rules of the house that a linter does not know."""

import ast
import configparser
import re

from django.db.models import QuerySet

from tests.meta.source import ROOMS, ROOT, python_files, shown, tree

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "managers", "common", "misc", "base"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
READERS = ("views", "forms", "tasks", "templatetags")


def imports_in(node: ast.AST) -> list[ast.stmt]:
    return [found for found in ast.walk(node) if isinstance(found, ast.Import | ast.ImportFrom)]


def test_no_import_hides_inside_a_function():
    hidden = [
        shown(path, statement.lineno)
        for path in python_files()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for statement in imports_in(function)
    ]
    assert hidden == []


def test_nothing_listens_to_signals():
    listeners = [
        shown(path, statement.lineno)
        for path in python_files()
        for statement in imports_in(tree(path))
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith(SIGNALS)
    ]
    assert listeners == []


def test_no_module_has_a_name_that_says_nothing():
    vague = [shown(path) for path in python_files() if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES]
    assert [name for name in vague if name != "config/settings/base.py"] == []


def test_pages_reach_rows_only_by_words_of_their_own():
    """`Model.objects.filter(…)` in a view is a leak waiting; the way is `visible_to(user)` or another named scope."""
    loose = [
        shown(path, node.lineno)
        for path in python_files()
        if path.stem in READERS or path.parent.name in READERS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in ("objects", "_default_manager")
        and hasattr(QuerySet, node.attr)
    ]
    assert loose == []


def test_no_view_is_exempt_from_the_forgery_check():
    assert [shown(path) for path in python_files() if "csrf_exempt" in path.read_text(encoding="utf-8")] == []


def test_every_room_is_in_the_import_contract():
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".ci/importlinter.ini")
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == set(ROOMS) == set(contract["importlinter"]["root_packages"].split())
    assert set(contract["importlinter:contract:house"]["layers"].split()) == packages


def test_each_room_lists_its_modules_exhaustively():
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".ci/importlinter.ini")
    exhaustive = {
        container
        for section in contract.values()
        if section.get("exhaustive") == "true"
        for container in section["containers"].split()
    }
    rooms = {"config", "demo", "departments", "campaign", "awards", "reports"}
    assert exhaustive == rooms | {f"reports.{path.parent.name}" for path in ROOT.glob("reports/*/__init__.py")}


def test_no_comment_promises_to_be_finished_later():
    later = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        shown(path, number)
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if later.search(line)
    ]
    assert found == []
