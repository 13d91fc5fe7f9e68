"""What may be stored, how it is searched, how it is ordered, how dates are written."""

import os
import random
import unicodedata
from datetime import date

import psycopg2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.vietnamese import (
    TextProblem,
    clean_text,
    fold,
    format_date,
    long_date,
    name_sort_key,
    similarity,
    sort_key,
)

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " -,.()0123456789", max_size=12)


def test_text_is_composed_and_trimmed():
    assert clean_text("  " + unicodedata.normalize("NFD", "Hòa Bình") + " \n") == "Hòa Bình"


def test_control_characters_vanish_and_line_ends_are_unified():
    assert clean_text("a\x07b\r\nc\x0bd\u2028e\tf\ufeff\u200b", multiline=True) == "ab\nc\nd\ne\tf"


def test_one_line_has_no_line_ends():
    assert clean_text("a\r\nb\tc") == "a b c"


@pytest.mark.parametrize("blank", ["", " ", "\u200b\u200d", "\u3164", "\u0301", "\u2800\u00a0", "\ufe0f", "\n\n"])
def test_text_with_nothing_to_see_is_empty(blank):
    assert clean_text(blank, multiline=True) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\x00b", "nul"), ("a\ud800", "surrogate"), ("abc\u202etxt", "bidi"), ("\u2066x", "bidi"),
     ("a" + "\u0301" * 5, "marks"), ("x" * 11, "length")],
)  # fmt: skip
def test_text_that_could_mislead_or_harm_is_refused(text, code):
    with pytest.raises(TextProblem) as problem:
        clean_text(text, max_length=10)
    assert problem.value.code == code


def test_the_deepest_vietnamese_letters_pass():
    assert clean_text("ẬỘỢỮ") == "ẬỘỢỮ"


@given(st.text(max_size=40), st.booleans())
def test_cleaning_twice_changes_nothing(text, multiline):
    try:
        once = clean_text(text, multiline=multiline)
    except TextProblem:
        return
    assert clean_text(once, multiline=multiline) == once


def test_search_ignores_marks_case_and_the_place_of_the_tone():
    assert [fold(text) for text in ("ĐẶNG Hoà", "đặng  hòa", "Dang hoa")] == ["dang hoa"] * 3


def test_the_same_document_written_twice_is_recognised():
    one = "Quyết định số 812/QĐ-UBND ngày 05/6/2026 về việc phê duyệt danh mục"
    assert similarity(one, one.upper()) == 1
    assert similarity(one, "Quyết định số 812/QĐ-UBND phê duyệt danh mục") > 0.5
    assert similarity(one, "Tổ chức hội nghị tập huấn") < 0.2
    assert similarity("", "") == 0


@given(vietnamese, vietnamese)
def test_likeness_does_not_depend_on_the_order(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1


def test_letters_then_tones_then_case():
    words = ["á", "B", "ạ", "ă", "a", "đ", "à", "d", "A", "â", "ả", "e", "ã", "ê"]
    assert sorted(words, key=sort_key) == ["a", "A", "à", "ả", "ã", "á", "ạ", "ă", "â", "B", "d", "đ", "e", "ê"]


def test_letters_weigh_before_tones_over_the_whole_word():
    assert sorted(["mạ", "má non", "ma", "mà cả"], key=sort_key) == ["ma", "mạ", "mà cả", "má non"]


def test_people_are_ordered_by_given_name_first():
    people = [("Nguyễn Văn", "Án"), ("Phạm Văn", "An"), ("Đỗ Thị", "Bình"), ("Bùi Văn", "An")]
    assert sorted(people, key=lambda person: name_sort_key(*person)) == [
        ("Bùi Văn", "An"), ("Phạm Văn", "An"), ("Nguyễn Văn", "Án"), ("Đỗ Thị", "Bình"),
    ]  # fmt: skip


@given(st.text(max_size=8), st.text(max_size=8))
def test_the_order_is_total(one, other):
    same = unicodedata.normalize("NFD", one) == unicodedata.normalize("NFD", other)
    assert (sort_key(one) == sort_key(other)) == same


@given(vietnamese, vietnamese, vietnamese, vietnamese)
def test_the_name_key_orders_like_the_pair_of_keys(family, given_name, other_family, other_given):
    pairs = (sort_key(given_name), sort_key(family)) < (sort_key(other_given), sort_key(other_family))
    assert (name_sort_key(family, given_name) < name_sort_key(other_family, other_given)) == pairs


@given(vietnamese)
def test_the_key_is_hexadecimal_so_that_every_database_agrees(text):
    assert set(sort_key(text)) <= set("0123456789abcdef")


@pytest.mark.skipif("TEST_DATABASE_URL" not in os.environ, reason="compares with PostgreSQL; set TEST_DATABASE_URL")
def test_the_order_is_postgresql_s_vietnamese_order():
    rng = random.Random(2030)
    alphabet = LETTERS + LETTERS.upper() + "fjwz" + " -,.()/0123456789–“”"
    words = list({"".join(rng.choices(alphabet, k=rng.randint(1, 5))).strip() for _ in range(4000)})
    with psycopg2.connect(os.environ["TEST_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute('SELECT w FROM unnest(%s) AS t(w) ORDER BY w COLLATE "vi-x-icu"', [words])
        theirs = [row[0] for row in cursor.fetchall()]
    assert sorted(words, key=sort_key) == theirs


def test_dates_on_screens_and_in_documents():
    assert format_date(date(2023, 2, 5)) == "05/02/2023"
    assert long_date(date(2023, 2, 5)) == "ngày 05 tháng 02 năm 2023"
    assert long_date(date(2026, 9, 12)) == "ngày 12 tháng 9 năm 2026"
