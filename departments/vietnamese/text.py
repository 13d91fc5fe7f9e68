"""One door for text: what may be stored, the form it is searched by, how alike two texts are."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

MAX_MARKS_PER_BASE = 4
"""Combining marks on one letter. Vietnamese needs two; long runs of marks hang the PDF renderer."""


class TextProblem(ValueError):
    """A text not to be stored. `code`: "nul", "surrogate", "bidi", "marks" or "length"; `limit` for the last two."""

    def __init__(self, code: str, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
NO_BREAK_SPACES = "\u00a0\u202f"


def nfc(text: str) -> str:
    """Compose letters and marks, so that text typed on a Mac or pasted from a PDF equals text typed on a PC."""
    return unicodedata.normalize("NFC", text)


def clean_text(text: str, max_length: int | None = None, multiline: bool = False) -> str:
    """What may be stored of a typed text: composed, without control characters, trimmed; "" if nothing is visible.

    `max_length` counts code points after cleaning. Raises `TextProblem` where removing something silently could change
    what a reader sees (NUL, lone surrogates, reversed writing) or where a limit is passed.
    """
    _refuse_dangerous(text)
    text = _LINE_ENDS.sub("\n", nfc(text))
    text = "".join(_kept(char, multiline) for char in text)
    if not any(map(_is_visible, text)):
        return ""
    _refuse_stacked_marks(text)
    text = re.sub(r"[ \t]+\n", "\n", text).strip()
    if max_length is not None and len(text) > max_length:
        raise TextProblem("length", max_length)
    return text


def _refuse_dangerous(text: str) -> None:
    for char in text:
        if char == "\x00":
            raise TextProblem("nul")
        if "\ud800" <= char <= "\udfff":
            raise TextProblem("surrogate")
        if char in _BIDI:
            raise TextProblem("bidi")


def _kept(char: str, multiline: bool) -> str:
    if char in "\n\t":
        return char if multiline else " "
    category = unicodedata.category(char)
    if category == "Zs" and char not in NO_BREAK_SPACES:
        return " "
    if category == "Cc" or (category == "Cf" and char not in _JOINERS) or _is_noncharacter(char):
        return ""
    return char


def _is_noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _BLANK_LETTERS


def _refuse_stacked_marks(text: str) -> None:
    run = 0
    for char in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.category(char)[0] == "M" else 0
        if run > MAX_MARKS_PER_BASE:
            raise TextProblem("marks", MAX_MARKS_PER_BASE)


def fold(text: str) -> str:
    """The search form of a text: no marks, đ as d, lower case, single spaces; so “hoà” and “HÒA” find each other."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return " ".join(bare.translate(_D_WITHOUT_STROKE).casefold().split())


_D_WITHOUT_STROKE = str.maketrans("đĐ", "dD")


def similarity(left: str, right: str) -> float:
    """How alike two texts are, 0 to 1: the share of common three-letter groups, regardless of marks and case."""
    one, other = _trigrams(fold(left)), _trigrams(fold(right))
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def likeness_of_words(left: str, right: str) -> float:
    """How much of two texts is word for word the same, 0 to 1: common words and pairs of words, each as often as it
    stands. Regardless of case; marks count, for without them words mean something else. Time grows with length only.
    """
    one, other = _words_and_pairs(left), _words_and_pairs(right)
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def _words_and_pairs(text: str) -> Counter:
    words = re.findall(r"\w+", nfc(text).casefold())
    return Counter(words) + Counter(pairwise(words))


def _trigrams(folded: str) -> set[str]:
    words = re.findall(r"\w+", folded)
    return {padded[i : i + 3] for word in words for padded in [f"  {word} "] for i in range(len(padded) - 2)}
