"""The Vietnamese catalogue: complete, nothing left over, same placeholders, the words of the office.

To mend it: `manage.py makemessages -l vi --no-wrap --no-obsolete -i .venv -i var -i tests`, translate, `manage.py
compilemessages -l vi -i .venv`.
"""

import re
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils.translation import template

from tests.meta.source import ROOT, python_files, templates

CATALOGUE = ROOT / "locale/vi/LC_MESSAGES/django.po"
KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3", "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+>")
#: Words the office does not use, and what it says instead.
NOT_SAID = {
    "bị trả lại": "trả lại để hoàn thiện",
    "thủ trưởng đơn vị": "lãnh đạo đơn vị",
    "thu hồi báo cáo": "rút lại báo cáo",
    "nộp về": "gửi",
    "hạn nộp": "hạn gửi",
}


@cache
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE), wrapwidth=0)


def key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def in_the_code(tmp_path_factory) -> set[tuple[str, str]]:
    """Every message of the code and the templates, as the catalogue's own tool would collect them."""
    folder = tmp_path_factory.mktemp("messages")
    sources = [str(path.relative_to(ROOT)) for path in python_files()]
    for number, path in enumerate(templates()):
        copy = folder / f"template{number}.py"
        copy.write_text(template.templatize(path.read_text(encoding="utf-8"), origin=str(path)), encoding="utf-8")
        sources.append(str(copy))
    return {key(entry) for entry in polib.pofile(str(extracted(folder, sources)))}


def extracted(folder: Path, sources: list[str]) -> Path:
    names, found = folder / "sources", folder / "found.po"
    names.write_text("\n".join(sources), encoding="utf-8")
    options = [f"--keyword={keyword}" for keyword in KEYWORDS]
    command = ["xgettext", "--language=Python", "--from-code=UTF-8", *options, "--files-from", names, "--output", found]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return found


def test_the_catalogue_and_the_code_have_the_same_messages(in_the_code):
    known = {key(entry) for entry in catalogue()}
    assert (sorted(in_the_code - known), sorted(known - in_the_code)) == ([], [])


def test_every_message_is_translated_and_none_is_a_guess():
    missing = [entry.msgid for entry in catalogue() if not all(text.strip() for text in translations(entry))]
    assert (missing, [entry.msgid for entry in catalogue().fuzzy_entries()]) == ([], [])


def test_placeholders_and_tags_are_those_of_the_message():
    wrong = [
        entry.msgid
        for entry in catalogue()
        for text in translations(entry)
        if not same_marks(entry.msgid_plural or entry.msgid, text)
    ]
    assert wrong == []


def same_marks(message: str, text: str) -> bool:
    """A percent sign may stand alone in either language; everything else has its twin."""
    marks = [{mark for mark in PLACEHOLDER.findall(part) if mark != "%%"} for part in (message, text)]
    tags = [sorted(TAG.findall(part)) for part in (message, text)]
    return marks[0] == marks[1] and tags[0] == tags[1]


def test_the_words_are_those_of_the_office():
    said = [
        (word, text)
        for entry in catalogue()
        for text in translations(entry)
        for word in NOT_SAID
        if word in text.lower()
    ]
    assert said == []


def test_letters_are_stored_composed_and_edges_are_those_of_the_message():
    odd = [
        entry.msgid
        for entry in catalogue()
        for text in translations(entry)
        if unicodedata.normalize("NFC", text) != text or (text != text.strip()) != (entry.msgid != entry.msgid.strip())
    ]
    assert odd == []
