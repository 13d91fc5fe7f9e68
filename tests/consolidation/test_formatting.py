"""Figures in sentences and tables, and the marks that stand for them."""

from decimal import Decimal

import pytest

from reports.consolidation.amounts import Amount, Contribution, Definition, Figure
from reports.consolidation.formatting import (
    LiveFigures,
    change,
    change_in_table,
    in_table,
    in_words_of_a_report,
    total_in_table,
)
from reports.consolidation.overview import FigureRow, notable
from reports.consolidation.sentences import Part, Sentence, _said

DOCUMENTS = Definition("B1.2", "Số văn bản", "văn bản")
MONEY = Definition("C2.0", "Tiết kiệm", "triệu đồng", decimals=1)
SHARE = Definition("B1.4", "Tỷ lệ đúng hạn", "%", nature="ratio", across_units="ratio")


def amount(text):
    return Amount(Decimal(text))


def figure(definition, total, previous=None, target=None, status="value"):
    given = Contribution(status, total or Amount())
    return Figure(
        definition.code,
        definition.across_units,
        total or Amount(),
        {"th": given},
        previous or Amount(),
        target or Amount(),
    )


@pytest.mark.parametrize(
    ("definition", "value", "in_text", "in_cell"),
    [
        (DOCUMENTS, amount(4), "04", "4"),
        (DOCUMENTS, amount(0), "0", "0"),
        (DOCUMENTS, amount(1234), "1.234", "1.234"),
        (MONEY, amount("1234.5"), "1.234,5", "1.234,5"),
        (MONEY, amount(5), "5", "5"),
        (SHARE, Amount(None, Decimal(49), Decimal(49)), "100%", "100"),
        (SHARE, Amount(None, Decimal(987), Decimal(1000)), "98,7%", "98,7"),
        (SHARE, Amount(None, Decimal(2), Decimal(3)), "66,7%", "66,7"),
        (DOCUMENTS, Amount(), "", ""),
    ],
)
def test_a_figure_as_a_sentence_and_as_a_table_write_it(definition, value, in_text, in_cell):
    assert (in_words_of_a_report(value, definition), in_table(value, definition)) == (in_text, in_cell)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (figure(DOCUMENTS, amount(612), amount(565)), "tăng 8,3% so với năm 2025"),
        (figure(DOCUMENTS, amount(50), amount(100)), "giảm 50% so với năm 2025"),
        (figure(DOCUMENTS, amount(100), amount(100)), "bằng năm 2025"),
        (figure(DOCUMENTS, amount(100), amount(0)), ""),
        (
            figure(SHARE, Amount(None, Decimal(987), Decimal(1000)), Amount(None, Decimal(98), Decimal(100))),
            "tăng 0,7 điểm phần trăm so với năm 2025",
        ),
        (
            figure(SHARE, Amount(None, Decimal(98), Decimal(100)), Amount(None, Decimal(98), Decimal(100))),
            "bằng năm 2025",
        ),
    ],
)
def test_a_change_in_words(shown, words):
    definition = SHARE if shown.code == SHARE.code else DOCUMENTS
    assert change(shown, definition, 2025) == words


def share(part, whole):
    return Amount(None, Decimal(part), Decimal(whole))


@pytest.mark.parametrize(
    ("definition", "now", "before", "cell"),
    [
        (DOCUMENTS, amount(9), amount(7), "+28,6%"),
        (DOCUMENTS, amount(7), amount(14), "-50%"),
        (DOCUMENTS, amount(7), amount(7), "không thay đổi"),
        (SHARE, share(49, 50), share(98, 100), "không thay đổi"),
        (DOCUMENTS, amount(7), amount(0), "–"),
        (MONEY, amount(-73), amount(61), "–"),
        (MONEY, amount(61), amount(-73), "–"),
        (SHARE, share(968, 1000), share(9770, 10000), "-0,9 điểm\u00a0%"),
        (SHARE, share(99_650, 100_000), share(99_140, 100_000), "+0,6 điểm\u00a0%"),
    ],
)
def test_a_change_in_a_table_is_signed_and_agrees_with_the_printed_figures(definition, now, before, cell):
    """99,65 is printed 99,7 and 99,14 is printed 99,1: the reader subtracts what is printed."""
    assert change_in_table(figure(definition, now, before), definition) == cell


def test_while_a_unit_is_missing_nothing_is_compared():
    given = {"th": Contribution("value", amount(5)), "nk": Contribution()}
    partial = Figure("B1.2", "sum", amount(5), given, amount(7))
    assert (change_in_table(partial, DOCUMENTS), change(partial, DOCUMENTS, 2025)) == ("–", "")


def test_a_part_takes_its_whole_along_where_it_stands_alone():
    online = Definition("C5.3b", "Trong đó - số cuộc họp trực tuyến", "cuộc", compound_title="C5.3 Hội họp")
    assert (online.full_name, DOCUMENTS.full_name) == ("Hội họp: số cuộc họp trực tuyến", "Số văn bản")


@pytest.mark.parametrize(("status", "words"), [("none_arisen", "Không phát sinh"), ("blank", "–"), ("not_mine", "–")])
def test_a_total_without_figure_says_why(status, words):
    assert total_in_table(figure(DOCUMENTS, None, status=status), DOCUMENTS) == words


def live(**figures):
    definitions = {"B1.2": DOCUMENTS, "C2.0": MONEY}
    return LiveFigures(definitions, {k.replace("_", "."): v for k, v in figures.items()}, 2026)


def test_marks_are_replaced_by_live_figures_and_others_stay_visible():
    marks = live(B1_2=figure(DOCUMENTS, amount(612), amount(565), amount(600)))
    text = "Ban hành {B1.2} văn bản, {B1.2 so với năm trước}, {B1.2 so với kế hoạch}; {X9} và {ghi chú}."
    assert marks.plain(text) == (
        "Ban hành 612 văn bản, tăng 8,3% so với năm 2025, đạt 102% kế hoạch; {X9} và {ghi chú}."
    )
    assert marks.unresolved(text) == ["{X9}"]


SENTENCE = Sentence(
    "Đã ban hành",
    (Part("{B1.2} văn bản[, {B1.2 so với năm trước}]"), Part("tiết kiệm {C2.0} triệu đồng", "không tiết kiệm")),
)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"B1_2": figure(DOCUMENTS, amount(4))}, "Đã ban hành {B1.2} văn bản."),
        (
            {"B1_2": figure(DOCUMENTS, amount(4), amount(2))},
            "Đã ban hành {B1.2} văn bản, {B1.2 so với năm trước}.",
        ),
        ({"B1_2": figure(DOCUMENTS, amount(0)), "C2_0": figure(MONEY, amount(0))}, "Đã ban hành không tiết kiệm."),
        ({"B1_2": figure(DOCUMENTS, None, status="blank")}, ""),
        ({}, ""),
    ],
)
def test_a_part_without_a_figure_is_not_said(figures, said):
    assert _said(SENTENCE, live(**figures)) == said


@pytest.mark.parametrize(
    ("of_them", "said"),
    [(3, "Có {A} hộ, cả {B} hộ đều chấp hành."), (2, "Có {A} hộ, trong đó {B} hộ chấp hành."), (0, "Có {A} hộ.")],
)
def test_a_part_that_is_the_whole_is_said_as_all_of_it(of_them, said):
    all_of_it = Part("trong đó {B1} hộ chấp hành", when_all="cả {B1} hộ đều chấp hành", whole="A1")
    figures = {"A1": figure(DOCUMENTS, amount(3)), "B1": figure(DOCUMENTS, amount(of_them))}
    text = _said(Sentence("Có", (Part("{A1} hộ"), all_of_it)), live(**figures))
    assert text == said.replace("{A}", "{A1}").replace("{B}", "{B1}")


def test_small_numbers_of_last_year_are_no_notable_change():
    rows = [figure_row(now, before) for now, before in ((3, 1), (30, 10), (11, 10))]
    assert [row.figure.total for row in notable(rows)] == [30]


def figure_row(now, before):
    shown = figure(DOCUMENTS, amount(now), amount(before))
    return FigureRow(DOCUMENTS, shown, "", "", "", "", None, "", "", [], [])
