"""The invented data are complete, agree with themselves and read like an office, not like a copy machine."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from demo import data_files
from demo.given import SAVINGS, figures_of
from demo.texts import MARK, phase_text_of, text_of
from tests.demo.asked import codes, units_of

#: People in public life whose names stand in the notes on the province.
REAL_PEOPLE = {"Lê Văn Lương", "Hà Quang Trung", "Lê Minh Ngân", "Giàng Páo Mỷ", "Vũ Mạnh Hà", "Tống Thanh Hải"}
ACCOUNTS = {
    *(f"{who}.{unit}" for who in ("chuyenvien", "truongphong") for unit in (
        "th", "ktn", "nc", "kgvx", "kstthc", "nv", "hctc", "qttv", "btcd", "ttpvhcc", "ttthcb", "nk")),
    "hctc", "chanhvanphong", "phochanhvanphong", "vanthu", "quantri", *(f"hoidong{n}" for n in range(1, 10)),
}  # fmt: skip

every_year = pytest.mark.parametrize("year", data_files.YEARS)


def names():
    return [row["n"].replace("|", " ") for row in data_files.people()]


@every_year
def test_every_unit_has_a_text_for_every_question_of_every_year(year):
    missing = [
        (unit["code"], code)
        for unit in units_of(year)
        for code in sorted(codes("Question", unit))
        if not text_of(unit["code"], code, year)
    ]
    assert missing == []


def test_every_unit_has_a_text_for_every_question_of_the_phase_review():
    missing = [
        (unit["code"], code)
        for unit in units_of(2025)
        for code in sorted(codes("Question", unit, "phase_review"))
        if not phase_text_of(unit["code"], code)
    ]
    assert missing == []


def test_no_text_answers_a_question_nobody_asks():
    spare = [
        (unit["code"], code)
        for unit in units_of(2026)
        for code in sorted(set(data_files.texts(unit["code"])) - codes("Question", unit))
    ]
    assert spare == []


@every_year
def test_every_unit_has_an_answer_for_every_indicator_of_every_year(year):
    missing = [
        (unit["code"], code)
        for unit in units_of(year)
        for code in sorted(codes("Indicator", unit) - set(figures_of(unit["code"], year)))
    ]
    assert missing == []


@every_year
def test_every_mark_in_a_text_has_a_figure_above_zero_behind_it(year):
    empty = [
        (unit["code"], code, mark)
        for unit in units_of(year)
        for code, items in data_files.texts(unit["code"]).items()
        for mark in MARK.findall(data_files.of_year(items, year))
        if not figures_of(unit["code"], year)[mark].is_figure or (figures_of(unit["code"], year)[mark].value == 0)
    ]
    assert empty == []


@every_year
def test_the_parts_of_every_figure_add_up(year):
    wrong = []
    for unit in units_of(year):
        figures = figures_of(unit["code"], year)
        if "B2.1" in figures:
            parts = sum(figures[code].value for code in ("B2.2a", "B2.2b", "B2.2c"))
            wrong += [(unit["code"], "B2.1")] if parts != figures["B2.1"].value else []
        if "C2.0" in figures:
            saved = sum(figures[code].value for code in SAVINGS)
            wrong += [(unit["code"], "C2.0")] if saved != figures["C2.0"].value else []
    assert wrong == []


@every_year
def test_no_part_is_larger_than_its_whole(year):
    pairs = (("C5.3b", "C5.3a"), ("C7.1b", "C7.1a"), ("B5.5b", "B5.5a"), ("C5.1b", "C5.1a"), ("C3.1c", "C3.1b"))
    wrong = []
    for unit in units_of(year):
        figures = figures_of(unit["code"], year)
        wrong += [
            (unit["code"], part)
            for part, whole in pairs
            if part in figures and (figures[part].value or 0) > (figures[whole].value or 0)
        ]
        wrong += [
            (unit["code"], code)
            for code, figure in figures.items()
            if figure.numerator is not None and figure.numerator > figure.denominator
        ]
    assert wrong == []


def test_nine_sentences_in_ten_stand_only_once():
    sentences = Counter(
        sentence
        for year in data_files.YEARS
        for unit in units_of(year)
        for code, items in data_files.texts(unit["code"]).items()
        for sentence in re.split(r"(?<=[.;]) ", data_files.of_year(items, year))
    )
    assert sum(1 for count in sentences.values() if count == 1) / len(sentences) > 0.95


def test_some_sentences_are_shared_so_that_merging_has_something_to_do():
    assert all(len(row["units"]) >= 2 for row in data_files._read("shared.yaml"))


@pytest.mark.parametrize("year", [2026])
def test_nothing_of_the_second_phase_cites_the_congress_whose_term_has_ended(year):
    told = [text_of(u["code"], c, year) for u in units_of(year) for c in data_files.texts(u["code"])]
    told += [*data_files.official_texts(year).values()]
    assert [text for text in told if "XIV" in text] == []


def test_nobody_is_a_real_person_but_the_signatory_of_the_plan_who_has_left():
    signatory = [row for row in data_files.people() if row["n"] == "Vương Thế|Mẫn"]
    assert (set(names()) & REAL_PEOPLE, len(names()), len(set(names()))) == (set(), 97, 97)
    assert [("account" in row, row["to"].year) for row in signatory] == [(False, 2025)]


def test_the_accounts_are_those_people_and_scripts_rely_on():
    assert {row["account"] for row in data_files.people() if "account" in row} == ACCOUNTS


def test_the_common_password_would_pass_the_offices_own_rules():
    validate_password(settings.DEMO_PASSWORD)
    assert len(settings.DEMO_PASSWORD) >= 14


@every_year
def test_the_decreases_of_the_units_make_the_change_of_the_whole(year):
    def held(of):
        units = [unit["code"] for unit in units_of(of)]
        return sum(figures_of(unit, of)["C5.3a"].value for unit in units)

    before = 830 if year == 2023 else held(year - 1)
    fewer = sum(figures_of(unit["code"], year)["C5.3c"].value for unit in units_of(year))
    assert fewer == before - held(year)


@every_year
def test_what_initiatives_save_is_part_of_the_hours_saved(year):
    given = [figures_of(unit["code"], year) for unit in units_of(year)]
    pairs = [(row["D2b"].value or 0, row["C5.6"].value or 0) for row in given if row["C5.6"].is_figure]
    assert [pair for pair in pairs if pair[0] > pair[1]] == []
