"""How lines and tables are set, the same on paper and in Word: line breaks of titles, heading rows, widths,
size of letters."""

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


def column_widths(table: Table, width_mm: float, size_pt: float, rules: Rules) -> list[float]:
    """Width per column in millimetres: the author's shares, but none narrower than its longest word while
    others can give."""
    asked = _asked(table, width_mm)
    needed = _needed(table, size_pt, rules)
    missing = sum(max(need - ask, 0) for ask, need in zip(asked, needed, strict=True))
    spare = sum(max(ask - need, 0) for ask, need in zip(asked, needed, strict=True))
    if missing == 0 or spare < missing:
        return [round(ask, 3) for ask in asked]
    kept = 1 - missing / spare
    return [round(need + max(ask - need, 0) * kept, 3) for ask, need in zip(asked, needed, strict=True)]


def _asked(table: Table, width_mm: float) -> list[float]:
    total = sum(column.width for column in table.columns)
    return [column.width / total * width_mm for column in table.columns]


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
    """The largest permitted size at which no word is broken and no column loses much of its share; else the
    smallest."""
    asked = _asked(table, width_mm)
    for size in rules.table_sizes_pt:
        given = column_widths(table, width_mm, size, rules)
        whole = all(width > need - 0.01 for width, need in zip(given, _needed(table, size, rules), strict=True))
        if whole and all(width >= ask * _KEPT_SHARE for width, ask in zip(given, asked, strict=True)):
            return size
    return rules.table_sizes_pt[-1]


#: a column of text squeezed further than this becomes a tall thin tower
_KEPT_SHARE = 0.75


def _needed(table: Table, size: float, rules: Rules) -> list[float]:
    """What the longest word of each column takes, with the inner margins (cells across columns wrap as they can)."""
    longest = [_longest(column.title, size, bold=True) for column in table.columns]
    for row in table.rows:
        place = 0
        for cell in row:
            if cell.colspan == 1:
                longest[place] = max(longest[place], _longest(cell.text, size, bold=cell.bold))
            place += cell.colspan
    return [width + 2 * rules.table_padding_mm + _LINE_ROOM_MM for width in longest]


_LINE_ROOM_MM = 0.6


def _longest(text: str, size: float, *, bold: bool) -> float:
    words = text.replace("\n", " ").split(" ")
    return max(text_width_mm(word, size, bold=bold) for word in words)
