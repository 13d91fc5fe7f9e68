"""Excel files are data: no formula lives, nothing is cut in silence, numbers are numbers."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from reports.documents.content import NUMBER, Cell, Column, ContentError, Table
from reports.documents.excel import CELL_LIMIT, CONTINUATION, CONTINUED, Sheet, render_excel, sheet_of
from tests.documents.sample import sample

COLUMNS = (Column("Nội dung", 4), Column("Số liệu", 1, kind=NUMBER))


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_excel(sheets)))


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "#REF!", "'=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = opened(Sheet("Bảng", COLUMNS, [[text, None]]))["Bảng"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_numbers_are_numbers_and_keep_their_decimals():
    page = opened(Sheet("Bảng", COLUMNS, [["a", Decimal("1284.50")], ["b", 12], ["c", Decimal("-0.125")]]))["Bảng"]
    assert [page.cell(row, 2).value for row in (2, 3, 4)] == [1284.5, 12, -0.125]
    assert [page.cell(row, 2).number_format for row in (2, 3, 4)] == ["#,##0.0", "#,##0", "#,##0.000"]
    assert {page.cell(row, 2).data_type for row in (2, 3, 4)} == {"n"}


def test_a_long_name_of_a_tab_ends_with_a_whole_word():
    book = opened(Sheet("Tổng hợp kết quả thực hiện các chỉ tiêu", COLUMNS, []))
    assert book.sheetnames == ["Tổng hợp kết quả thực hiện các"]


def test_controls_are_removed_and_the_rest_kept():
    assert opened(Sheet("Bảng", COLUMNS, [["a\x00\x0b\ud800b\nc", None]]))["Bảng"]["A2"].value == "ab\nc"


def test_a_text_too_long_for_a_cell_goes_on_below_and_says_so():
    text = "".join(f"{n:07d}" for n in range(10_000))
    page = opened(Sheet("Bảng", COLUMNS, [[text, 5], ["sau", 6]]))["Bảng"]
    parts = [page.cell(row, 1).value for row in (2, 3, 4)]
    assert all(len(part) <= CELL_LIMIT for part in parts)
    assert parts[0].startswith(CONTINUED)
    assert parts[1].startswith(CONTINUATION + CONTINUED)
    assert "".join(parts).replace(CONTINUATION, "").replace(CONTINUED, "") == text
    assert [page.cell(row, 2).value for row in (2, 3, 4, 5)] == [5, None, None, 6]


def test_headings_stay_on_screen_and_repeat_on_paper():
    grouped = (Column("TT"), Column("a", group="Khối"), Column("b", group="Khối"))
    page = opened(Sheet("Bảng", grouped, [[1, 2, 3]], caption="Bảng số 1"))["Bảng"]
    assert page["A1"].value == "Bảng số 1"
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$3:$4"
    assert {str(cells) for cells in page.merged_cells.ranges} == {"A3:A4", "B3:C3"}
    assert [page["B3"].value, page["B4"].value, page["C4"].value] == ["Khối", "a", "b"]


def test_columns_are_wide_enough_to_read():
    page = opened(Sheet("Bảng", COLUMNS, [["Một nội dung khá dài để đọc", 1]]))["Bảng"]
    assert page.column_dimensions["A"].width == 29
    assert page.column_dimensions["B"].width == 9


def test_tabs_get_permitted_and_different_names():
    book = opened(*(Sheet(name, COLUMNS, []) for name in ("Phụ lục I/II: [x]", "Phụ lục I/II: [x]", "", "a" * 40)))
    assert book.sheetnames == ["Phụ lục I II   x", "Phụ lục I II   x (2)", "Bảng", "a" * 31]


def test_a_printed_table_becomes_a_sheet_with_its_numbers():
    table = sample().annexes[0].blocks[0]
    page = opened(sheet_of(table, "PL 02"))["PL 02"]
    assert page["A3"].value == "A. Nhóm chỉ tiêu thứ 1"
    assert page["D4"].value == int(table.rows[1][3].value)
    assert page.max_column == len(table.columns)


def test_the_same_sheets_have_the_same_bytes():
    sheets = [sheet_of(Table(COLUMNS, [("a", Cell("1", value=Decimal(1)))]), "Bảng")]
    data = render_excel(sheets)
    assert render_excel(sheets) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2020-03-05T00:00:00Z") == 2


def test_too_many_rows_are_refused_in_plain_words():
    with pytest.raises(ContentError, match="20001 dòng, quá giới hạn 20000"):
        render_excel([Sheet("Bảng", COLUMNS, [["a", 1]] * 20_001)])
