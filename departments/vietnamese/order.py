"""Vietnamese order of words and of people's names, as plain text a database can sort by."""

import unicodedata
from functools import lru_cache

from departments.vietnamese.text import NO_BREAK_SPACES

_PUNCTUATION = " _-–—,;:!?.…'‘’\"“”«»()[]{}§@*/\\&#%`^°+±÷×<=>|~$₫€"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {char: 1 + rank for rank, char in enumerate(_PUNCTUATION + "0123456789" + _LETTERS)}
_UNKNOWN = "ff"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_SECONDARY = {mark: 2 + rank for rank, mark in enumerate(_TONES)}
_SHAPES = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê", ("o", "\u0302"): "ô",
           ("o", "\u031b"): "ơ", ("u", "\u031b"): "ư"}  # fmt: skip
_END_OF_LEVEL = "00"


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """Hexadecimal text whose plain order is the Vietnamese order: a ă â b c d đ …, then tones, then case.

    The same order as PostgreSQL's "vi-x-icu" (letters first over the whole text, tones second, case third), but stored,
    so that both databases sort alike. Two different texts in normal form never share a key.
    """
    primary, secondary, tertiary = [], [], []
    for base, marks in _clusters(text):
        lower = base.lower() if base.lower().upper() == base else base
        letter, rest = _with_shape(lower, marks)
        primary.append(_weight(letter))
        secondary += ["01", *(f"{_SECONDARY[m]:02x}" if m in _SECONDARY else f"{_UNKNOWN}{ord(m):06x}" for m in rest)]
        tertiary += [_case(base, lower), *("01" for _ in rest)]
    return _END_OF_LEVEL.join(("".join(primary), _trimmed(secondary), _trimmed(tertiary)))


def name_sort_key(family: str, given: str) -> str:
    """Order of people: by given name, then by family and middle name (“Phạm Văn An” before “Nguyễn Văn Án”)."""
    return sort_key(given) + _END_OF_LEVEL + sort_key(family)


def _clusters(text: str) -> list[tuple[str, list[str]]]:
    """Each base character with the marks on it; a mark without a base stands for itself."""
    clusters: list[tuple[str, list[str]]] = []
    for char in unicodedata.normalize("NFD", text):
        if clusters and unicodedata.combining(char):
            clusters[-1][1].append(char)
        else:
            clusters.append((char, []))
    return clusters


def _with_shape(letter: str, marks: list[str]) -> tuple[str, list[str]]:
    for mark in marks:
        if shaped := _SHAPES.get((letter, mark)):
            return shaped, [m for m in marks if m != mark]
    return letter, marks


def _weight(letter: str) -> str:
    letter = " " if letter in NO_BREAK_SPACES else letter
    return f"{_PRIMARY[letter]:02x}" if letter in _PRIMARY else f"{_UNKNOWN}{ord(letter):06x}"


def _case(base: str, lower: str) -> str:
    if base in NO_BREAK_SPACES:
        return f"{3 + NO_BREAK_SPACES.index(base):02x}"
    return "01" if base == lower else "02"


def _trimmed(weights: list[str]) -> str:
    while weights and weights[-1] == "01":
        weights.pop()
    return "".join(weights)
