"""Tables that people bring along: a workbook, a CSV file or cells pasted from Excel, read as text and never run.

Formulas are taken by their last computed value; links, programs and pictures are not looked at. A file is judged by
its sizes before and while it is read, so that a hostile one costs little.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from departments.vietnamese import format_decimal

MAX_SHEETS = 20
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_TEXT = 20_000  # characters of one cell
#: Declarations that let a small XML file grow without end, or read another file.
_FORBIDDEN_XML = (b"<!DOCTYPE", b"<!ENTITY")
_SIGNIFICANT = Decimal("1e-9")

Value = str | Decimal | date | None


class UnreadableSheet(Exception):
    """The table cannot be read. `reason` is a sentence for the person who brought it."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SheetCell:
    """One cell: its address (`B12`), what a person sees in it, and the value behind it."""

    ref: str
    text: str
    value: Value


@dataclass(frozen=True)
class Sheet:
    """A named table; rows may differ in length, trailing empty cells and rows are left out."""

    title: str
    rows: list[list[SheetCell]]


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet of an .xlsx file. Raises UnreadableSheet."""
    _refuse_declarations(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            if len(book.sheetnames) > MAX_SHEETS:
                raise UnreadableSheet(_("The file has more than %(n)s sheets.") % {"n": MAX_SHEETS})
            return [Sheet(sheet.title, _rows(sheet.title, _plain_rows(sheet))) for sheet in book.worksheets]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, OSError) as problem:
        raise UnreadableSheet(
            _("The file cannot be read as an Excel workbook. Please open it in Excel, save it as .xlsx and try again.")
        ) from problem


def read_csv(content: bytes) -> Sheet:
    """A CSV file in UTF-8 or the Vietnamese code page, with commas, semicolons or tabs. Raises UnreadableSheet."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1258", errors="replace")
    head = text[:4_000]
    separator = max("\t;,", key=head.count)
    return _delimited("CSV", text, separator)


def read_pasted(text: str) -> Sheet:
    """Cells pasted from a spreadsheet: columns by tab, rows by line; a quoted cell may hold line breaks."""
    return _delimited("", text, "\t")


def _delimited(title: str, text: str, separator: str) -> Sheet:
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        return Sheet(title, _rows(title, csv.reader(io.StringIO(text), delimiter=separator)))
    except csv.Error as problem:
        raise UnreadableSheet(_("The table cannot be divided into columns. Please copy it once more.")) from problem


def _refuse_declarations(content: bytes) -> None:
    """Honest workbooks declare no document type; looking at the first bytes of each part finds those that do."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                if name.lower().endswith((".xml", ".rels")):
                    with packed.open(name) as part:
                        head = part.read(4_096).upper()
                    if any(word in head for word in _FORBIDDEN_XML):
                        raise UnreadableSheet(_("The file holds declarations that a workbook must not have."))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as problem:
        raise UnreadableSheet(_("The file is damaged. Please save it again and choose the new file.")) from problem


def _plain_rows(sheet) -> Iterator[Iterable[object]]:
    sheet.reset_dimensions()  # the size a file claims is not trusted
    return sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)


def _rows(title: str, source: Iterable[Iterable[object]]) -> list[list[SheetCell]]:
    rows: list[list[SheetCell]] = []
    filled = 0
    for number, values in enumerate(source, start=1):
        if number > MAX_ROWS:
            raise UnreadableSheet(
                _("Sheet “%(sheet)s” has more than %(n)s rows. Please divide it.") % {"sheet": title, "n": MAX_ROWS}
            )
        cells = [_cell(number, column, value) for column, value in enumerate(values, start=1)]
        while cells and not cells[-1].text:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise UnreadableSheet(
                _("Sheet “%(sheet)s” has more than %(n)s columns.") % {"sheet": title, "n": MAX_COLUMNS}
            )
        rows.append(cells)
        if cells:
            filled = number
    return rows[:filled]


def _cell(row: int, column: int, raw: object) -> SheetCell:
    ref = f"{get_column_letter(column)}{row}"
    match raw:
        case None:
            return SheetCell(ref, "", None)
        case bool():
            return SheetCell(ref, "x" if raw else "", "x" if raw else None)
        case int() | float():
            return _number(ref, raw)
        case datetime():
            return SheetCell(ref, f"{raw:%d/%m/%Y}", raw.date())
        case date():
            return SheetCell(ref, f"{raw:%d/%m/%Y}", raw)
    text = str(raw).strip()[: MAX_TEXT + 1]
    return SheetCell(ref, text, text or None)


def _number(ref: str, raw: int | float) -> SheetCell:
    """A number as typed: the file keeps binary fractions, whose ninth decimal onwards is noise."""
    exact = Decimal(repr(raw)) if raw == raw and abs(raw) < 10**15 else None
    if exact is None:
        return SheetCell(ref, str(raw), str(raw))
    rounded = exact.quantize(_SIGNIFICANT).normalize() if exact.as_tuple().exponent < -9 else exact
    value = Decimal(f"{rounded:f}")
    if value == value.to_integral_value():
        value = value.to_integral_value()
    return SheetCell(ref, format_decimal(value), value)
