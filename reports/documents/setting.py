"""How lines and tables are set, the same on paper and in Word: line breaks of titles, heading rows, widths, size of letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.documents import wording
from reports.documents.bounds import TABLE_BLOCK_ROWS
from reports.documents.content import CENTRE, Annex, Cell, Column, OfficialDocument, Table
from reports.documents.fonts import balanced_lines, text_width_mm
from reports.documents.formatting import Rules


@dataclass(frozen=True)
class HeadCell:
    """A heading cell and how many columns and rows it covers."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class SetCell:
    """A cell with its alignment settled."""

    cell: Cell
    align: str


#: titles stay a little inside the margins, so that they look like titles
TITLE_SHARE = 0.86
#: where “Kính gửi:” begins when there are several addressees, and the room of a dash
ADDRESSEES_LEFT_MM = 22
DASH_MM = 2.9


def subject_lines(document: OfficialDocument, rules: Rules) -> list[str]:
    """The trích yếu in lines of about equal length."""
    return balanced_lines(document.subject, rules.text_width_mm * TITLE_SHARE, rules.subject_pt, bold=True)


def annex_title_lines(annex: Annex, width_mm: float, rules: Rules) -> list[str]:
    """The title of an annex, in upper case (Mục III.1b)."""
    return balanced_lines(annex.title.upper(), width_mm * TITLE_SHARE, rules.annex_title_pt, bold=True)


def annex_note_lines(document: OfficialDocument, width_mm: float, rules: Rules) -> list[str]:
    """The line that names the paper an annex belongs to (Mục III.1c)."""
    return balanced_lines(wording.annex_note(document, rules), width_mm, rules.annex_note_pt, italic=True)


def addressee_dash_mm(rules: Rules) -> float:
    """How far from the margin the dashes stand: below the colon of “Kính gửi:” (Mục II.9d)."""
    return ADDRESSEES_LEFT_MM + text_width_mm("Kính gửi", rules.addressee_pt)


def heading_rows(columns: Sequence[Column]) -> list[list[HeadCell]]:
    """One row of titles, or two when neighbours share a group."""
    if not any(column.group for column in columns):
        return [[HeadCell(column.title) for column in columns]]
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        same = list(members)
        if group:
            upper.append(HeadCell(group, colspan=len(same)))
            lower.extend(HeadCell(column.title) for column in same)
        else:
            upper.extend(HeadCell(column.title, rowspan=2) for column in same)
    return [upper, lower]


def column_shares(columns: Sequence[Column]) -> list[float]:
    """Share of the table's width per column; they add up to 1."""
    total = sum(column.width for column in columns)
    return [column.width / total for column in columns]


def set_row(row: Sequence[Cell], columns: Sequence[Column]) -> list[SetCell]:
    """The cells of a row, each aligned as it says or as its first column does."""
    cells, place = [], 0
    for cell in row:
        across = cell.colspan > 1
        align = cell.align or (CENTRE if across and cell.colspan == len(columns) else columns[place].align)
        cells.append(SetCell(cell, align))
        place += cell.colspan
    return cells


def row_blocks(table: Table) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    """The rows in blocks: one table of thousands of rows costs far more than many of two hundred."""
    for start in range(0, max(len(table.rows), 1), TABLE_BLOCK_ROWS):
        yield table.rows[start : start + TABLE_BLOCK_ROWS]


def fitting_size(table: Table, width_mm: float, rules: Rules) -> float:
    """The largest of the permitted sizes at which no word is broken by its column; else the smallest."""
    return next((size for size in rules.table_sizes_pt if _fits(table, width_mm, size, rules)), rules.table_sizes_pt[-1])


def _fits(table: Table, width_mm: float, size: float, rules: Rules) -> bool:
    rooms = [share * width_mm - 2 * rules.table_padding_mm - 0.3 for share in column_shares(table.columns)]
    for column, room in zip(table.columns, rooms, strict=True):
        if _longest(column.title, size, bold=True) > room:
            return False
    for row in table.rows:
        place = 0
        for cell in row:
            if cell.colspan == 1 and _longest(cell.text, size, bold=cell.bold) > rooms[place]:
                return False
            place += cell.colspan
    return True


def _longest(text: str, size: float, *, bold: bool) -> float:
    return max((text_width_mm(word, size, bold=bold) for word in text.split(" ")), default=0)
