"""The annexes as tables: split where there are many units, honest about what is missing, open to upper rooms."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.consolidation import annexes
from reports.consolidation.amounts import NO_FIGURE, Amount, Contribution, Definition
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import Compiled
from reports.consolidation.figures import consolidate
from reports.consolidation.frozen import definition_to_json
from reports.consolidation.results_annexes import by_unit, results
from reports.documents.content import Annex, Paragraph

DEFINITION = Definition("A2", "Số cuộc tuyên truyền", "cuộc", group_title="A. Tổ chức")


def compiled(given, previous=NO_FIGURE, target=NO_FIGURE):
    figure = consolidate(DEFINITION, given, previous, target)
    return Compiled(
        {
            "period": {"kind": "annual", "year": 2026, "from_year": 2026},
            "definitions": [definition_to_json(DEFINITION)],
            "earlier": [],
            "unit_names": [{"code": code, "name": code, "short_name": code} for code in given],
            "units": [],
            "questions": [],
        },
        {"A2": figure},
        {},
        {"rows": [], "problems": [], "closes": True},
    )


def context(*args, **more):
    return AnnexContext(compiled(*args, **more), None, None)


def value(number):
    return Contribution("value", Amount(Decimal(number)))


def cells(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_results_stand_beside_target_and_year_before():
    annex = results(context({"th": value(6), "nc": value(6)}, Amount(Decimal(10)), Amount(Decimal(8))))
    group, row = cells(annex.blocks[0])
    assert group == ["A. Tổ chức"]
    assert row == ["1", "Số cuộc tuyên truyền", "cuộc", "8", "10", "12", "150", "+20%", "th, nc", ""]


def test_while_units_are_missing_nothing_is_compared():
    annex = results(context({"th": value(6), "nc": Contribution()}, Amount(Decimal(10)), Amount(Decimal(8))))
    assert cells(annex.blocks[0])[1][5:] == ["6", "–", "–", "th", "Thiếu 01 đơn vị"]


def test_where_less_is_better_the_row_and_a_note_say_so(monkeypatch):
    plain = results(context({"th": value(6)}, target=Amount(Decimal(5)))).blocks[0]
    monkeypatch.setattr("tests.consolidation.test_annexes.DEFINITION", replace(DEFINITION, direction="down"))
    marked = results(context({"th": value(6)}, target=Amount(Decimal(5)))).blocks[0]
    assert [cells(plain)[1][1], cells(marked)[1][1]] == ["Số cuộc tuyên truyền", "Số cuộc tuyên truyền (*)"]
    assert len(marked.notes) - len(plain.notes) == 1


def test_names_that_columns_shorten_stand_in_full_under_the_table():
    shown = context({"th": value(6)})
    shown.compiled.inputs["unit_names"][0]["name"] = "Phòng Tổng hợp"
    notes = by_unit(shown).blocks[0].notes
    assert notes[0] == "Tên viết tắt: th: Phòng Tổng hợp."
    assert "ô để trống" in notes[1]


@pytest.mark.parametrize(("units", "widths"), [(12, [12]), (13, [7, 6]), (30, [10, 10, 10])])
def test_many_units_are_split_into_tables_of_like_size_with_the_total_in_the_last(units, widths):
    tables = by_unit(context({f"p{n:02}": value(1) for n in range(units)})).blocks
    assert [len([c for c in table.columns if c.title.startswith("p")]) for table in tables] == widths
    assert [table.columns[-1].title == "Tổng số" for table in tables] == [False] * (len(tables) - 1) + [True]
    assert cells(tables[-1])[-1][-1] == str(units)


def test_the_kinds_of_answers_have_their_signs():
    given = {"a": value(0), "b": Contribution("none_arisen"), "c": Contribution("not_mine"), "d": Contribution()}
    assert cells(by_unit(context(given)).blocks[0])[1][3:] == ["0", "KPS", "x", "–", "0"]


def test_an_annex_about_nothing_is_left_out():
    assert annexes.built(context({"a": Contribution()}), ["PL 02", "PL 03"]) == []


def test_an_upper_room_adds_its_annex_and_it_stands_in_the_order_of_the_codes(monkeypatch):
    monkeypatch.setattr(annexes, "_kinds", dict(annexes._kinds))
    awards = Annex("TỔNG HỢP KẾT QUẢ KHEN THƯỞNG", (Paragraph("x"),))
    annexes.register("PL 07", awards.title, True, lambda _: awards)
    built = annexes.built(context({"th": value(1)}), annexes.default_sent())
    assert [kind.code for kind, _ in built] == ["PL 02", "PL 03", "PL 07"]
    with pytest.raises(ValueError, match="PL 07"):
        annexes.register("PL 07", awards.title, True, lambda _: None)
