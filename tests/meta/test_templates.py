"""Templates: all used, none with code inside that the content security policy would refuse."""

import re

import pytest

from tests.meta.source import ROOT, python_files, shown, templates, tracked

BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "405.html", "413.html", "500.html", "503.html"}
INLINE = {
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script body": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
# Papers are rendered by WeasyPrint and mails by mail programs; neither is under the policy of pages.
NOT_PAGES = ("print/", "emails/")


def page_templates():
    return [path for path in templates() if not shown(path).removeprefix("templates/").startswith(NOT_PAGES)]


@pytest.mark.parametrize("what", INLINE)
def test_no_page_carries_inline(what):
    found = [shown(path) for path in page_templates() if INLINE[what].search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_template_is_used():
    sources = [path.read_text(encoding="utf-8") for path in (*python_files(), *templates())]
    text = "\n".join(sources)
    names = [path.relative_to(ROOT / "templates").as_posix() for path in templates()]
    overriding = ("admin/", "bootstrap5/", "registration/", "django/")
    unused = [
        name
        for name in names
        if name not in BY_NAME
        and not name.startswith(overriding)
        and not re.search(rf"[\"']{re.escape(name)}[\"']", text)
    ]
    assert unused == []


def test_no_page_loads_from_another_host():
    remote = re.compile(r"""<(link|script|img|iframe)\b[^>]*\b(src|href)\s*=\s*["'](https?:)?//""", re.IGNORECASE)
    assert [shown(path) for path in templates() if remote.search(path.read_text(encoding="utf-8"))] == []


def test_compiled_and_private_files_are_not_kept():
    private = re.compile(r"\.(mo|pyc|sqlite3|env|pem|key)$|(^|/)(var|\.venv)/")
    assert [name for name in tracked() if private.search(name)] == []
