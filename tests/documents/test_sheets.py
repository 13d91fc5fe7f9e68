"""Tables that people bring along are read as text, whole and in bounds."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from reports.documents import sheets


def workbook(*rows, title="Bảng 1") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_keep_text_number_and_day():
    (sheet,) = sheets.read_workbook(workbook(["Số", 12.5, datetime(2026, 3, 5), None], [None, "x"], [None]))
    assert sheet.title == "Bảng 1"
    assert [(c.ref, c.text, c.value) for c in sheet.rows[0]] == [
        ("A1", "Số", "Số"),
        ("B1", "12,5", Decimal("12.5")),
        ("C1", "05/03/2026", date(2026, 3, 5)),
    ]
    assert [c.text for c in sheet.rows[1]] == ["", "x"]
    assert len(sheet.rows) == 2


def test_binary_noise_is_no_digit():
    (sheet,) = sheets.read_workbook(workbook([0.1 + 0.2, 1234567.25, 3.0]))
    assert [c.value for c in sheet.rows[0]] == [Decimal("0.3"), Decimal("1234567.25"), Decimal(3)]
    assert [c.text for c in sheet.rows[0]] == ["0,3", "1.234.567,25", "3"]


def test_a_formula_counts_by_its_kept_value_only():
    (sheet,) = sheets.read_workbook(workbook(["a", "=1+1"], ["b"]))
    assert [c.text for c in sheet.rows[0]] == ["a"]


def test_pasted_cells_may_hold_line_breaks():
    sheet = sheets.read_pasted('12/KH\t"Kế hoạch\nnăm 2026"\t5\r\n\tb\n\n')
    assert [[c.text for c in row] for row in sheet.rows] == [["12/KH", "Kế hoạch\nnăm 2026", "5"], ["", "b"]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_finds_its_separator(separator):
    sheet = sheets.read_csv(("﻿Số" + separator + "Ngày\n1" + separator + "2\n").encode())
    assert [[c.text for c in row] for row in sheet.rows] == [["Số", "Ngày"], ["1", "2"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(sheets.UnreadableSheet):
        sheets.read_workbook(content)


def test_declarations_are_refused():
    source, out = zipfile.ZipFile(io.BytesIO(workbook(["a"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + part
            changed.writestr(name, part)
    with pytest.raises(sheets.UnreadableSheet):
        sheets.read_workbook(out.getvalue())


def test_a_sheet_too_long_is_refused():
    with pytest.raises(sheets.UnreadableSheet):
        sheets.read_pasted("a\n" * (sheets.MAX_ROWS + 1))


def test_a_claimed_size_is_not_trusted():
    source, out = zipfile.ZipFile(io.BytesIO(workbook(["a", "b"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')
            changed.writestr(name, part)
    (sheet,) = sheets.read_workbook(out.getvalue())
    assert [c.text for c in sheet.rows[0]] == ["a", "b"]
