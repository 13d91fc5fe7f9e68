"""Figures as people type them, and as the house writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.vietnamese import (
    AmbiguousNumber,
    NumberProblem,
    format_decimal,
    format_percent,
    number_in_words,
    parse_decimal,
    roman,
)

figures = st.decimals(
    min_value=Decimal(-999999999999),
    max_value=Decimal(999999999999),
    places=3,
    allow_nan=False,
    allow_infinity=False,
)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("0", "0"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("12.500", "12500"),
        ("12.500,5", "12500.5"),
        ("1.234.567,125", "1234567.125"),
        ("0,125", "0.125"),
        ("-0,5", "-0.5"),
        ("-12.500", "-12500"),
        ("-0", "0"),
        ("007", "7"),
        ("  8,3\u00a0", "8.3"),
    ],
)
def test_vietnamese_writing_is_read(typed, figure):
    assert parse_decimal(typed, 3) == Decimal(figure)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("0.125", ["0,125", "125"]),
        ("012.500", ["012,500", "12.500"]),
        ("12.5", ["12,5"]),
        ("1234.567", ["1234,567"]),
        ("-0.125", ["-0,125", "-125"]),
        ("1,234.5", ["1.234,5"]),
    ],
)
def test_a_decimal_point_is_asked_about_never_guessed(typed, readings):
    with pytest.raises(AmbiguousNumber) as problem:
        parse_decimal(typed, 3)
    assert problem.value.readings == readings


@pytest.mark.parametrize(
    "typed",
    ["1.2.3", "1.23.45", "1..2", "1,2,3", ",5", "5,", "1_000", "１２", "١٢", "1e3", "+5", "--5", "- 5", "1 000", "5%",
     "NaN", "Infinity", "", " ", "−5", "1.2345.678", "1\x00", "0x10"],
)  # fmt: skip
def test_anything_else_is_unreadable(typed):
    with pytest.raises(NumberProblem) as problem:
        parse_decimal(typed, 3)
    assert problem.value.code == "unreadable"


def test_too_many_decimals_are_refused_not_rounded():
    with pytest.raises(NumberProblem) as problem:
        parse_decimal("1,25", 1)
    assert (problem.value.code, problem.value.limit) == ("decimals", 1)


def test_empty_decimals_change_nothing_and_are_taken():
    assert parse_decimal("12.500,00", 0) == 12500


@pytest.mark.parametrize("typed", ["9" * 16, "9" * 400, "1.234.567.890.123.456", "123456789012345,5"])
def test_more_than_fifteen_digits_are_refused(typed):
    with pytest.raises(NumberProblem) as problem:
        parse_decimal(typed, 3)
    assert (problem.value.code, problem.value.limit) == ("digits", 15)


@given(figures)
def test_what_is_written_is_read_back(figure):
    assert parse_decimal(format_decimal(figure), 3) == figure
    assert parse_decimal(format_decimal(figure, 3), 3) == figure


@given(st.text(alphabet="0123456789.,-", max_size=12))
def test_reading_never_invents_a_digit(typed):
    try:
        figure = parse_decimal(typed)
    except NumberProblem:
        return
    digits = "".join(char for char in format_decimal(figure) if char.isdigit())
    assert digits.strip("0") == "".join(char for char in typed if char.isdigit()).strip("0")


@given(st.text(alphabet="0123456789.,-", max_size=12))
def test_each_reading_offered_can_be_typed(typed):
    try:
        parse_decimal(typed)
    except AmbiguousNumber as problem:
        readings = problem.readings
    except NumberProblem:
        return
    else:
        return
    digits = "".join(char for char in typed if char.isdigit()).strip("0")
    for reading in readings:
        understood = format_decimal(parse_decimal(reading))
        assert "".join(char for char in understood if char.isdigit()).strip("0") == digits


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "0"),
        (1234, None, "1.234"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("-1234567.125"), None, "-1.234.567,125"),
        (Decimal("2.25"), 1, "2,3"),
        (Decimal("-0.04"), 1, "0,0"),
        (1000000, 1, "1.000.000,0"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)
def test_figures_are_written_with_points_and_a_comma(value, places, written):
    assert format_decimal(value, places) == written


def test_a_float_is_no_figure():
    with pytest.raises(TypeError):
        format_decimal(0.1)


@pytest.mark.parametrize(
    ("value", "written"), [("8.3", "8,3%"), ("88.888", "88,9%"), ("100", "100%"), ("-2.5", "-2,5%")]
)
def test_per_cent_stands_without_a_space(value, written):
    assert format_percent(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "không"),
        ("4", "bốn"),
        ("10", "mười"),
        ("11", "mười một"),
        ("14", "mười bốn"),
        ("15", "mười lăm"),
        ("20", "hai mươi"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi tư"),
        ("25", "hai mươi lăm"),
        ("101", "một trăm linh một"),
        ("105", "một trăm linh năm"),
        ("110", "một trăm mười"),
        ("1005", "một nghìn không trăm linh năm"),
        ("1000005", "một triệu không trăm linh năm"),
        ("1050000", "một triệu không trăm năm mươi nghìn"),
        ("1000000000", "một tỷ"),
        ("1000000000021", "một nghìn tỷ không trăm hai mươi mốt"),
        ("-7", "âm bảy"),
        ("7.25", "bảy phẩy hai mươi lăm"),
        ("7.05", "bảy phẩy không năm"),
        ("0.125", "không phẩy một trăm hai mươi lăm"),
        ("2.50", "hai phẩy năm"),
    ],
)
def test_numbers_are_read_aloud(value, words):
    assert number_in_words(Decimal(value)) == words


def test_the_unit_follows_the_words():
    assert number_in_words(Decimal("1234.5"), "triệu đồng") == ("một nghìn hai trăm ba mươi tư phẩy năm triệu đồng")


@given(st.integers(min_value=0, max_value=10**15 - 1), st.integers(min_value=0, max_value=10**15 - 1))
def test_two_numbers_never_sound_the_same(one, other):
    assert (number_in_words(one) == number_in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2022, "MMXXII")]
)
def test_roman_numerals(number, numeral):
    assert roman(number) == numeral


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_roman_numeral_beyond_the_classical_ones(number):
    with pytest.raises(ValueError, match=str(number)):
        roman(number)
