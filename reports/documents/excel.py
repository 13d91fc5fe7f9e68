"""Tables as Excel: data, never programs. Text is text even when it looks like a formula; numbers are numbers."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.documents.archive import with_fixed_times
from reports.documents.content import CENTRE, NUMBER, RIGHT, Column, ContentError, Table
from reports.documents.setting import HeadCell, heading_rows

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767
TAB_LIMIT = 31
ROW_LIMIT = 20_000
CONTINUED = "(xem tiếp ô bên dưới) "
CONTINUATION = "(tiếp theo) "
_CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]")
_TITLE_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill("solid", fgColor="E3E9F0")

Value = str | int | Decimal | None
#: Side of the text in its cell, number format.
Look = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows`` hold texts, numbers or ``None``. ``title`` is the name on the tab."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    caption: str = ""
    notes: Sequence[str] = ()
    #: What a sheet to be filled in needs besides (see `entry_sheets`): called with the page, its first and last row.
    finish: Callable[[Worksheet, int, int], None] | None = None


def sheet_of(table: Table, title: str) -> Sheet:
    """A printed table as a sheet: the number behind a cell where there is one, else its text; spans become
    empty cells."""
    rows = []
    for row in table.rows:
        values: list[Value] = []
        for cell in row:
            values += [cell.text if cell.value is None else cell.value, *([None] * (cell.colspan - 1))]
        rows.append(values)
    return Sheet(title, table.columns, rows, caption=table.title, notes=table.notes)


def render_excel(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as .xlsx, the same bytes every time; :class:`ContentError` when there are too many rows."""
    count = sum(len(sheet.rows) for sheet in sheets)
    if count > ROW_LIMIT:
        raise ContentError(f"Bảng tính có {count} dòng, quá giới hạn {ROW_LIMIT} dòng. Đề nghị lọc bớt rồi xuất lại.")
    book = Workbook()
    book.remove(book.active)
    titles: set[str] = set()
    for sheet in sheets:
        _write(book.create_sheet(_tab_title(sheet.title, titles)), sheet)
    book.properties.creator = ""
    output = io.BytesIO()
    book.save(output)
    return with_fixed_times(output.getvalue())


def _tab_title(title: str, taken: set[str]) -> str:
    """At most 31 permitted characters, different from the other tabs."""
    plain = _TITLE_FORBIDDEN.sub(" ", _clean(title)).strip(" '")
    if len(plain) > TAB_LIMIT:
        plain = plain[: TAB_LIMIT + 1].rpartition(" ")[0] or plain[:TAB_LIMIT]
    plain = plain or "Bảng"
    name, number = plain, 2
    while name.casefold() in taken:
        name = f"{plain[:27]} ({number})"
        number += 1
    taken.add(name.casefold())
    return name


def _write(page: Worksheet, sheet: Sheet) -> None:
    first = 1
    if sheet.caption:
        _put(page.cell(1, 1), sheet.caption, bold=True)
        first = 3
    heads = heading_rows(sheet.columns)
    _write_heads(page, heads, first)
    row = first + len(heads)
    looks: dict[Look, StyleArray] = {}
    for values in sheet.rows:
        row = _write_row(page, row, values, sheet.columns, looks)
    last = row - 1
    for note in sheet.notes:
        row += 1
        _put(page.cell(row, 1), note, italic=True)
    _set_up(page, sheet, first, first + len(heads) - 1)
    if sheet.finish:
        sheet.finish(page, first + len(heads), last)


def _write_heads(page: Worksheet, heads: list[list[HeadCell]], first: int) -> None:
    taken: set[tuple[int, int]] = set()
    for number, heading in enumerate(heads):
        place = 1
        for head in heading:
            while (number, place) in taken:
                place += 1
            covered = [(number + down, place + right) for down in range(head.rowspan) for right in range(head.colspan)]
            taken.update(covered)
            for down, right in covered:
                page.cell(first + down, right).border, page.cell(first + down, right).fill = _BORDER, _GREY
            cell = page.cell(first + number, place)
            _put(cell, head.text, bold=True)
            cell.alignment = Alignment("center", "center", wrap_text=True)
            if len(covered) > 1:
                last_down, last_right = covered[-1]
                page.merge_cells(None, first + number, place, first + last_down, last_right)


def _write_row(
    page: Worksheet, row: int, values: Sequence[Value], columns: Sequence[Column], looks: dict[Look, StyleArray]
) -> int:
    """Writes one row, and further ones below for texts too long for a cell; returns the next free row."""
    parts = [list(_split(value)) if isinstance(value, str) else [value] for value in values]
    height = max((len(part) for part in parts), default=1)
    for place, (part, column) in enumerate(zip(parts, columns, strict=True), start=1):
        for down in range(height):
            cell = page.cell(row + down, place)
            number_format = _set_value(cell, part[down] if down < len(part) else None)
            number = not isinstance(cell.value, str) and column.kind == NUMBER
            side = "right" if number or column.align == RIGHT else "center" if column.align == CENTRE else "left"
            _look_like(cell, (side, number_format), looks)
    return row + height


def _look_like(cell: ExcelCell, look: Look, looks: dict[Look, StyleArray]) -> None:
    """The look of a table cell. Each is made once per sheet: making it anew for every cell takes most of the time."""
    if look not in looks:
        side, number_format = look
        cell.font, cell.border = Font("Times New Roman", 12), _BORDER
        cell.alignment = Alignment(side, "center", wrap_text=True)
        if number_format:
            cell.number_format = number_format
        looks[look] = cell._style
    cell._style = copy(looks[look])


def _split(text: str) -> Iterator[str]:
    """A text in parts a cell can hold, each but the last saying that it goes on: nothing is cut in silence."""
    text = _clean(text)
    if len(text) <= CELL_LIMIT:
        yield text
        return
    room = CELL_LIMIT - len(CONTINUED) - len(CONTINUATION)
    pieces = [text[start : start + room] for start in range(0, len(text), room)]
    for number, piece in enumerate(pieces):
        yield f"{CONTINUATION if number else ''}{CONTINUED if number < len(pieces) - 1 else ''}{piece}"


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text)


def _put(cell: ExcelCell, value: Value, *, bold: bool = False, italic: bool = False) -> None:
    cell.font = Font("Times New Roman", 12, b=bold, i=italic)
    if number_format := _set_value(cell, value):
        cell.number_format = number_format


def _set_value(cell: ExcelCell, value: Value) -> str:
    """Put the value in, and say in which number format it is to be shown; empty for text."""
    if isinstance(value, str):
        cell.value = _clean(value)
        cell.data_type = "s"
        return ""
    if value is None:
        return ""
    cell.value = value
    if value == int(value):
        return "#,##0"
    return "#,##0." + "0" * min(-Decimal(value).normalize().as_tuple().exponent, 6)


def _set_up(page: Worksheet, sheet: Sheet, first: int, last: int) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        texts = [len(str(row[place - 1] or "")) for row in sheet.rows[:200]]
        page.column_dimensions[get_column_letter(place)].width = min(max([*texts, len(column.title), 4]) + 2, 60)
    page.freeze_panes = page.cell(last + 1, 1)
    page.print_title_rows = f"{first}:{last}"
    page.page_setup.orientation = "landscape" if len(sheet.columns) > 6 else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
