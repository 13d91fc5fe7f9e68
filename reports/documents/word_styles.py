"""The styles of a Word paper, written from the same dated rules as the print stylesheet.

Every part of the paper has a style of its own with a Vietnamese name, so that a person who edits the draft
changes one style and not fifty paragraphs.
"""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reports.documents.formatting import Rules

LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
COUNTRY, MOTTO, PARENT, ISSUER = "VB Quốc hiệu", "VB Tiêu ngữ", "VB Cơ quan chủ quản", "VB Cơ quan ban hành"
NUMBER, PLACE, TYPE, SUBJECT = "VB Số ký hiệu", "VB Địa danh", "VB Tên loại", "VB Trích yếu"
ADDRESSEE, LEGAL, BODY, CENTRED, NOTE = "VB Kính gửi", "VB Căn cứ", "VB Nội dung", "VB Canh giữa", "VB Ghi chú"
RULE, CAPTION, UNIT, CELL = "VB Đường kẻ", "VB Tên bảng", "VB Đơn vị tính", "VB Ô bảng"
RECIPIENTS_TITLE, RECIPIENT, CAPACITY, SIGNER = "VB Nơi nhận", "VB Danh sách nơi nhận", "VB Chức vụ", "VB Họ tên"
ANNEX, ANNEX_TITLE, ANNEX_NOTE, PAGE_NUMBER, DRAFT = (
    "VB Phụ lục", "VB Tên phụ lục", "VB Kèm theo", "VB Số trang", "VB Dự thảo",
)  # fmt: skip
HEADINGS = {level: f"Heading {level}" for level in (1, 2, 3, 4)}


def write_styles(document: Document, rules: Rules) -> None:
    """Sets the defaults, the headings and our own styles."""
    r = rules
    _set_defaults(document, r)
    add = _Adder(document, r)
    add(COUNTRY, r.country_pt, CENTRE, bold=True)
    add(MOTTO, r.words_pt, CENTRE, bold=True)
    add(PARENT, r.parent_pt, CENTRE)
    add(ISSUER, r.issuer_pt, CENTRE, bold=True)
    add(NUMBER, r.number_pt, CENTRE)
    add(PLACE, r.place_pt, CENTRE, italic=True)
    add(TYPE, r.type_pt, CENTRE, bold=True, before=14, outline=0)
    add(SUBJECT, r.subject_pt, CENTRE, bold=True)
    add(ADDRESSEE, r.addressee_pt, LEFT)
    add(CAPTION, r.body_pt, CENTRE, bold=True, before=r.paragraph_gap_pt + 2, after=2, keep=True)
    add(UNIT, r.note_pt, RIGHT, italic=True, after=2, keep=True)
    add(CELL, r.table_sizes_pt[0], LEFT)
    add(RECIPIENTS_TITLE, r.recipients_title_pt, LEFT, bold=True, italic=True)
    add(RECIPIENT, r.recipients_pt, LEFT)
    add(CAPACITY, r.signature_pt, CENTRE, bold=True)
    add(SIGNER, r.signature_pt, CENTRE, bold=True).paragraph_format.space_before = Mm(r.signature_space_mm)
    add(ANNEX, r.annex_pt, CENTRE, bold=True, keep=True, outline=0)
    add(ANNEX_TITLE, r.annex_title_pt, CENTRE, bold=True, keep=True)
    add(ANNEX_NOTE, r.annex_note_pt, CENTRE, italic=True, keep=True)
    add(PAGE_NUMBER, r.page_number_pt, CENTRE)
    add(DRAFT, 11, RIGHT, bold=True)
    _set_running_text(document, add, r)
    rule = add(RULE, 1, LEFT)
    rule.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    rule.paragraph_format.line_spacing = Pt(2)


class _Adder:
    def __init__(self, document: Document, rules: Rules) -> None:
        self._document, self._rules = document, rules

    def __call__(self, name: str, size: float, align: Any, **look: Any) -> ParagraphStyle:
        """A paragraph style; ``look``: bold, italic, before and after in points, keep with next, outline level."""
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles["Normal"]
        style.quick_style = True
        return shape(style, size, align, **look)


def shape(
    style: ParagraphStyle,
    size: float,
    align: Any,
    *,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
    outline: int | None = None,
) -> ParagraphStyle:
    """Gives a style its whole look, so that nothing of the template's own shows through."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(after)
    form.keep_with_next, form.line_spacing = keep, 1.0
    if outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(outline))
        style.element.get_or_add_pPr().append(level)
    return style


def _set_running_text(document: Document, add: _Adder, r: Rules) -> None:
    """Headings, paragraphs, legal bases: justified, indented first line, 6 pt between them (Mục II.6e)."""
    styles = [
        add(BODY, r.body_pt, JUSTIFY, before=r.paragraph_gap_pt),
        add(LEGAL, r.legal_basis_pt, JUSTIFY, italic=True, before=r.paragraph_gap_pt),
    ]
    for level, name in HEADINGS.items():
        heading = document.styles[name]
        _use_typeface(heading.element, r.typeface)
        heading.font.color.rgb = RGBColor(0, 0, 0)
        styles.append(shape(heading, r.body_pt, JUSTIFY, bold=level < 4, before=r.paragraph_gap_pt, keep=True))
    for style in styles:
        style.paragraph_format.first_line_indent = Mm(r.indent_mm)
        style.paragraph_format.line_spacing = r.line_spacing
        style.paragraph_format.widow_control = True
    for name, size, align in ((CENTRED, r.body_pt, CENTRE), (NOTE, r.note_pt, JUSTIFY)):
        add(name, size, align, before=r.paragraph_gap_pt).paragraph_format.line_spacing = r.line_spacing


def _set_defaults(document: Document, rules: Rules) -> None:
    normal = document.styles["Normal"]
    _use_typeface(normal.element, rules.typeface)
    shape(normal, rules.body_pt, LEFT)
    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        _use_typeface(properties, rules.typeface)
        for language in properties.iter(qn("w:lang")):
            language.set(qn("w:val"), "vi-VN")


def _use_typeface(element: Any, typeface: str) -> None:
    """Names the face for every script and drops the references to the template's theme, which would win."""
    run = element.find(qn("w:rPr")) if element.tag == qn("w:rPrDefault") else element.get_or_add_rPr()
    fonts = run.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        run.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), typeface)
