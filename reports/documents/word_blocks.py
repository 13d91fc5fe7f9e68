"""Headings, paragraphs, tables and charts of a paper in Word."""

from collections.abc import Iterable

from docx.document import Document
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from reports.documents import setting, wording
from reports.documents import word_styles as styles
from reports.documents.content import BODY, CENTRE, CENTRED, NOTE, RIGHT, Block, Cell, Chart, Heading, Paragraph, Table
from reports.documents.formatting import Rules
from reports.documents.word_chart import add_chart
from reports.documents.word_parts import (
    fill,
    keep_together,
    middle,
    repeat_on_every_page,
    set_borders,
    set_margins,
    set_widths,
    sort_properties,
)

_STYLES = {BODY: styles.BODY, CENTRED: styles.CENTRED, NOTE: styles.NOTE}
_ALIGN = {CENTRE: styles.CENTRE, RIGHT: styles.RIGHT}


def add_blocks(word: Document, blocks: Iterable[Block], rules: Rules, width_mm: float) -> None:
    """Appends the blocks to the end of the file."""
    for block in blocks:
        match block:
            case Heading():
                word.add_paragraph(wording.heading_text(block), style=styles.HEADINGS[block.level])
            case Paragraph():
                _add_paragraph(word, block)
            case Table():
                _add_table(word, block, rules, width_mm)
            case Chart():
                add_chart(word, block, width_mm)


def _add_paragraph(word: Document, block: Paragraph) -> None:
    paragraph = word.add_paragraph(style=_STYLES[block.style])
    for span in block.spans:
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None


def _add_table(word: Document, table: Table, rules: Rules, width_mm: float) -> None:
    if table.title:
        word.add_paragraph(table.title, style=styles.CAPTION)
    if table.unit:
        word.add_paragraph(table.unit, style=styles.UNIT)
    elif not table.title:
        word.add_paragraph(style=styles.RULE).paragraph_format.space_before = Pt(rules.paragraph_gap_pt)
    heads = setting.heading_rows(table.columns)
    size_pt = setting.fitting_size(table, width_mm, rules)
    size = Pt(size_pt)
    grid = word.add_table(len(heads) + len(table.rows), len(table.columns))
    set_widths(grid, setting.column_widths(table, width_mm, size_pt, rules))
    set_borders(grid, rules.line_thickness_pt)
    set_margins(grid, rules.table_padding_mm, above_mm=rules.table_padding_mm)
    sort_properties(grid)
    _fill_heads(grid, heads, size)
    for row, cells in zip(list(grid.rows)[len(heads) :], table.rows, strict=True):
        keep_together(row)
        _fill_row(row.cells, cells, table, size)
    for note in table.notes:
        word.add_paragraph(style=styles.NOTE).add_run(note).italic = True


def _fill_heads(grid: WordTable, heads: list[list[setting.HeadCell]], size: Pt) -> None:
    taken: set[tuple[int, int]] = set()
    rows = list(grid.rows)[: len(heads)]
    places = [row.cells for row in rows]
    for number, heading in enumerate(heads):
        row = rows[number]
        repeat_on_every_page(row)
        keep_together(row)
        place = 0
        for head in heading:
            while (number, place) in taken:
                place += 1
            cell = places[number][place]
            if head.colspan > 1 or head.rowspan > 1:
                cell = cell.merge(places[number + head.rowspan - 1][place + head.colspan - 1])
            taken |= {(number + down, place + right) for down in range(head.rowspan) for right in range(head.colspan)}
            paragraph = fill(cell, styles.CELL, (head.text,))
            paragraph.alignment = styles.CENTRE
            _set_runs(paragraph, size, bold=True)
            middle(cell)


def _fill_row(places: tuple, cells: Iterable[Cell], table: Table, size: Pt) -> None:
    place = 0
    for placed in setting.set_row(list(cells), table.columns):
        cell = places[place]
        if placed.cell.colspan > 1:
            cell = cell.merge(places[place + placed.cell.colspan - 1])
        paragraph = fill(cell, styles.CELL, (placed.cell.text,))
        paragraph.alignment = _ALIGN.get(placed.align)
        paragraph.paragraph_format.keep_with_next = True if placed.cell.colspan == len(table.columns) else None
        _set_runs(paragraph, size, bold=placed.cell.bold, italic=placed.cell.italic)
        middle(cell)
        place += placed.cell.colspan


def _set_runs(paragraph: WordParagraph, size: Pt, *, bold: bool = False, italic: bool = False) -> None:
    for run in paragraph.runs:
        run.font.size, run.bold, run.italic = size, bold or None, italic or None
