"""What changed between two texts, word by word. Time grows a little faster than the length, never with its square.

Words that stand once in both texts, in the same order, hold the texts together (patience difference); what lies between
two such words is compared again, and a short stretch word by word. A long stretch with nothing to hold on to counts as
replaced.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Stretches with at most so many pairs of words are compared word by word.
SHORT = 2500
DEEPEST = 12
#: How many words in a row hold the texts together, tried one after the other: long texts repeat single words.
RUNS = (1, 3, 6)

SAME, INSERTED, DELETED = "same", "ins", "del"


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went, with the spaces after them."""

    kind: str
    text: str


def word_changes(before: str, now: str) -> list[Piece]:
    """Pieces in reading order; those that are `same` or `ins` together give `now`, `same` or `del` give `before`.

    White space belongs to the word before it and is not compared; a piece that stayed reads as it does now.
    """
    one, other = _words(before), _words(now)
    pieces: list[Piece] = []
    for kind, words in _compared([w.strip() for w in one], [w.strip() for w in other], one, other, 0):
        text = "".join(words)
        if pieces and pieces[-1].kind == kind:
            pieces[-1] = Piece(kind, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(kind, text))
    return pieces


def _words(text: str) -> list[str]:
    """Words with the white space after them."""
    return re.findall(r"\S+\s*", text)


Run = tuple[str, list[str]]


def _compared(a: list[str], b: list[str], one: list[str], other: list[str], depth: int) -> Iterator[Run]:
    """`a`, `b` are the bare words that are compared, `one`, `other` the same with their spaces."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    yield SAME, other[:head]
    ends = len(a) - tail, len(b) - tail
    middle = a[head : ends[0]], b[head : ends[1]], one[head : ends[0]], other[head : ends[1]]
    yield from _middle(*middle, depth)
    yield SAME, other[ends[1] :]


def _middle(a: list[str], b: list[str], one: list[str], other: list[str], depth: int) -> Iterator[Run]:
    if not a or not b:
        yield DELETED, one
        yield INSERTED, other
    elif len(a) * len(b) <= SHORT:
        for kind, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            if kind == "equal":
                yield SAME, other[j:j_end]
            else:
                yield DELETED, one[i:i_end]
                yield INSERTED, other[j:j_end]
    else:
        yield from _between_anchors(a, b, one, other, depth)


def _between_anchors(a: list[str], b: list[str], one: list[str], other: list[str], depth: int) -> Iterator[Run]:
    runs = RUNS if depth < DEEPEST else ()
    anchors = next((found for length in runs if (found := _anchors(_runs(a, length), _runs(b, length)))), [])
    if not anchors:
        yield DELETED, one
        yield INSERTED, other
        return
    i = j = 0
    for x, y in [*anchors, (len(a), len(b))]:
        yield from _compared(a[i:x], b[j:y], one[i:x], other[j:y], depth + 1)
        yield SAME, other[y : y + 1]
        i, j = x + 1, y + 1


def _runs(words: list[str], length: int) -> list[str]:
    return [" ".join(words[place : place + length]) for place in range(len(words) - length + 1)]


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Places of words (or runs of words) that stand once in both, the longest run of them that keeps its order."""
    once, once_there = ({w for w, n in Counter(words).items() if n == 1} for words in (a, b))
    places = {word: place for place, word in enumerate(b) if word in once_there}
    pairs = [(place, places[word]) for place, word in enumerate(a) if word in once and word in places]
    tops: list[int] = []
    chain: list[int] = []
    links: list[int] = []
    for index, (_x, y) in enumerate(pairs):
        at = bisect_left(tops, y)
        links.append(chain[at - 1] if at else -1)
        tops[at : at + 1], chain[at : at + 1] = [y], [index]
    found, index = [], chain[-1] if chain else -1
    while index >= 0:
        found.append(pairs[index])
        index = links[index]
    return found[::-1]
