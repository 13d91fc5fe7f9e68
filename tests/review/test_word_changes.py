"""What changed in a text, word by word: both texts come out whole, and long ones take no long time."""

import random
from time import perf_counter

import pytest

from reports.review.word_changes import Piece, word_changes


def test_words_that_came_and_went_are_marked_in_place():
    before = "Đơn vị đã tổ chức 03 hội nghị quán triệt."
    assert word_changes(before, "Đơn vị đã tổ chức 05 hội nghị quán triệt.") == [
        Piece("same", "Đơn vị đã tổ chức "),
        Piece("del", "03 "),
        Piece("ins", "05 "),
        Piece("same", "hội nghị quán triệt."),
    ]


@pytest.mark.parametrize(("before", "now"), [("", ""), ("", "Mới."), ("Cũ.", ""), ("a b", "b a"), ("x", "x")])
def test_short_and_empty_texts(before, now):
    pieces = word_changes(before, now)
    assert "".join(p.text for p in pieces if p.kind != "del") == now
    assert " ".join(p.text for p in pieces if p.kind != "ins").split() == before.split()


def test_a_mark_makes_another_word():
    assert [p.kind for p in word_changes("đã họp ban", "đã hợp ban")] == ["same", "del", "ins", "same"]


def text_of(words: int, vocabulary: int, seed: int) -> list[str]:
    chosen = random.Random(seed)
    return [f"tiếng{chosen.randrange(vocabulary)}" for _ in range(words)]


@pytest.mark.parametrize("vocabulary", [1, 2, 40, 1500])
def test_ten_thousand_words_take_no_long_time(vocabulary):
    before = text_of(10_000, vocabulary, 1)
    now = [word if n % 50 else "khác" for n, word in enumerate(text_of(10_000, vocabulary, 1))]
    started = perf_counter()
    pieces = word_changes(" ".join(before), " ".join(now))
    assert perf_counter() - started < 3
    assert "".join(p.text for p in pieces if p.kind != "del") == " ".join(now)


def test_in_a_long_text_a_few_changed_words_are_found():
    before = text_of(10_000, 1500, 2)
    now = [*before]
    for place in (10, 5000, 9000):
        now[place] = "khác"
    inserted = [p.text.strip() for p in word_changes(" ".join(before), " ".join(now)) if p.kind == "ins"]
    assert inserted == ["khác"] * 3
