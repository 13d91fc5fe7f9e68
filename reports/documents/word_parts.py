"""Small pieces of WordprocessingML that python-docx has no words for: drawn lines, fields, tables, sections."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from reports.documents import word_styles as styles

_TWIPS_PER_MM = 1440 / 25.4


def node(name: str, /, **attributes: object) -> Any:
    """``<w:name w:attribute="…"/>``."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def draw_line(paragraph: Paragraph, length_mm: float, room_mm: float, thickness_pt: float) -> None:
    """Makes an empty paragraph a solid line of ``length_mm``, centred in ``room_mm``: a border, not underlined
    blanks."""
    side = max((room_mm - length_mm) / 2, 0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
    border = node("pBdr")
    border.append(node("top", val="single", sz=round(thickness_pt * 8), space=0, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")


def add_page_number(paragraph: Paragraph) -> None:
    """A real PAGE field."""
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), (None, "2"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(node("fldChar", fldCharType=kind))
        elif kind is None:
            run.text = text
        else:
            code = node("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)


def bare_table(container: Any, widths_mm: Sequence[float], rows: int = 1) -> Table:
    """A borderless table without inner margins, for parts that stand side by side; its rows never break."""
    total = sum(widths_mm)
    is_document = isinstance(container, Document)
    table = (
        container.add_table(rows, len(widths_mm))
        if is_document
        else container.add_table(rows, len(widths_mm), Mm(total))
    )
    set_widths(table, widths_mm)
    set_margins(table, 0)
    for row in table.rows:
        keep_together(row)
    return table


def set_widths(table: Table, widths_mm: Sequence[float]) -> None:
    """Fixed layout with these column widths, flush with the margins."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.append(node("tblW", w=_twips(sum(widths_mm)), type="dxa"))
    properties.append(node("tblInd", w=0, type="dxa"))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_mm, strict=True):
        column.set(qn("w:w"), str(_twips(width)))
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def set_margins(table: Table, mm: float, *, above_mm: float = 0) -> None:
    """Inner margins of every cell."""
    margins = node("tblCellMar")
    for side, width in (("top", above_mm), ("left", mm), ("bottom", above_mm), ("right", mm)):
        margins.append(node(side, w=_twips(width), type="dxa"))
    table._tbl.tblPr.append(margins)


def set_borders(table: Table, thickness_pt: float) -> None:
    """Solid lines around every cell."""
    borders = node("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(node(side, val="single", sz=round(thickness_pt * 8), space=0, color="000000"))
    table._tbl.tblPr.append(borders)


def sort_properties(table: Table) -> None:
    """Word wants the table properties in the order of its schema."""
    order = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    properties = table._tbl.tblPr
    places = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    properties[:] = sorted(properties, key=lambda item: places.get(item.tag, len(order)))


def keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(node("cantSplit"))


def repeat_on_every_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(node("tblHeader"))


def fill(cell: _Cell, style: str, lines: Sequence[str]) -> Paragraph:
    """Writes lines into a cell, a paragraph each; returns the last."""
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(lines):
        if number:
            paragraph = cell.add_paragraph()
        paragraph._p.style = _style_id(paragraph, style)
        paragraph.add_run(line)
    return paragraph


#: document → style name → its id; python-docx searches all styles for every single paragraph of a table
_style_ids: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()


def _style_id(paragraph: Paragraph, style: str) -> str:
    known = _style_ids.setdefault(paragraph.part, {})
    if style not in known:
        known[style] = paragraph.part.document.styles[style].style_id
    return known[style]


def middle(cell: _Cell) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def shrink(paragraph: Paragraph) -> None:
    """Makes a paragraph that must exist (after a table, at the end of a section) take no room."""
    paragraph.style = styles.RULE
    paragraph.paragraph_format.line_spacing = Pt(1)


def _twips(mm: float) -> int:
    return round(mm * _TWIPS_PER_MM)
