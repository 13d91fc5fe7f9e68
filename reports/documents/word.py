"""The same paper as an editable Word file: real styles, fields, sections and tables; no text boxes, no
pictures of text.

Margin codes are left to the PDF: a Word draft is edited and travels on.
"""

import io
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from reports.documents import fonts, setting, wording
from reports.documents import word_styles as styles
from reports.documents.archive import with_fixed_times
from reports.documents.bounds import bounded
from reports.documents.content import Annex, OfficialDocument
from reports.documents.formatting import Rules, rules_on
from reports.documents.word_blocks import add_blocks
from reports.documents.word_parts import (
    add_page_number,
    bare_table,
    draw_line,
    fill,
    node,
    shrink,
    sort_properties,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: the page number stands in the middle of the top margin: half a line of 13 pt above the centre
_HALF_LINE_MM = 2.6


def render_word(document: OfficialDocument) -> bytes:
    """The paper as .docx; :class:`ContentError` when the content is too much to print."""
    rules = rules_on(document.letterhead.on)
    ready = wording.with_end_mark(bounded(document))
    word = docx.Document()
    styles.write_styles(word, rules)
    _set_up(word, ready, rules)
    _add_letterhead(word, ready, rules)
    _add_subject(word, ready, rules)
    add_blocks(word, ready.blocks, rules, rules.text_width_mm)
    _add_closing(word, ready, rules)
    for number, annex in enumerate(ready.annexes, start=1):
        _add_annex(word, ready, annex, number, rules)
    output = io.BytesIO()
    word.save(output)
    return with_fixed_times(output.getvalue())


def _set_up(word: Document, document: OfficialDocument, rules: Rules) -> None:
    for paragraph in list(word.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    section = word.sections[0]
    _shape(section, rules, landscape=False)
    section.different_first_page_header_footer = True
    heads = [section.header, section.first_page_header]
    for head in heads:
        head.is_linked_to_previous = False
        head.paragraphs[0].style = styles.PAGE_NUMBER
        if document.draft_mark:
            head.paragraphs[0].insert_paragraph_before(document.draft_mark, style=styles.DRAFT)
    add_page_number(heads[0].paragraphs[-1])
    _set_compatibility(word)
    data, properties = document.metadata, word.core_properties
    properties.title, properties.author, properties.last_modified_by = data.title[:255], data.author[:255], ""
    properties.keywords, properties.subject, properties.comments = (
        ", ".join(data.keywords)[:255],
        data.subject[:255],
        "",
    )
    properties.language = "vi-VN"
    properties.created = properties.modified = datetime(2020, 3, 5)  # noqa: DTZ001 — replaced by the fixed stamp
    properties.revision = 1


def _set_compatibility(word: Document) -> None:
    """The layout rules of Word 2013 and later instead of those of 2007."""
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = node("compat")
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(node("compatSetting", name="compatibilityMode", uri=uri, val=15))
    anchor = next(
        (e for e in settings if e.tag in (qn("w:rsids"), qn("w:themeFontLang"), qn("w:clrSchemeMapping"))), None
    )
    if anchor is None:
        settings.append(compat)
    else:
        anchor.addprevious(compat)


def _shape(section: Section, rules: Rules, *, landscape: bool) -> None:
    width, height = Mm(rules.page_width_mm), Mm(rules.page_height_mm)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(rules.margin_top_mm), Mm(rules.margin_bottom_mm)
    section.left_margin, section.right_margin = Mm(rules.margin_left_mm), Mm(rules.margin_right_mm)
    section.header_distance, section.footer_distance = Mm(rules.margin_top_mm / 2 - _HALF_LINE_MM), Mm(8)


def _add_letterhead(word: Document, document: OfficialDocument, rules: Rules) -> None:
    head = document.letterhead
    left = rules.text_width_mm * rules.letterhead_left_share
    right = rules.text_width_mm - left
    table = bare_table(word, (left, right), rows=2)
    names, motto = table.rows[0].cells
    fill(names, styles.PARENT, head.parent_lines)
    for line in head.issuer_lines:
        names.add_paragraph(line, style=styles.ISSUER)
    issuer = fonts.text_width_mm(head.issuer_lines[-1], rules.issuer_pt, bold=True)
    _line(names, issuer * rules.issuer_line_share, left, rules)
    fill(motto, styles.COUNTRY, (rules.motto_country,))
    motto.add_paragraph(rules.motto_words, style=styles.MOTTO)
    words = fonts.text_width_mm(rules.motto_words, rules.words_pt, bold=True)
    _line(motto, words * rules.words_line_share, right, rules)
    number, place = table.rows[1].cells
    fill(number, styles.NUMBER, (f"Số: {wording.number_text(head, rules)}",))
    fill(place, styles.PLACE, (wording.place_and_date(head, rules),))
    sort_properties(table)


def _line(container: Any, length_mm: float, room_mm: float, rules: Rules) -> None:
    paragraph = container.add_paragraph(style=styles.RULE)
    draw_line(paragraph, length_mm, room_mm, rules.line_thickness_pt)
    paragraph.paragraph_format.space_before = Pt(1.5)
    paragraph.paragraph_format.space_after = Pt(4)  # where neighbours ask for room, the larger of the two counts


def _add_subject(word: Document, document: OfficialDocument, rules: Rules) -> None:
    word.add_paragraph(document.type_name.upper(), style=styles.TYPE)
    lines = setting.subject_lines(document, rules)
    for line in lines:
        word.add_paragraph(line, style=styles.SUBJECT)
    last = fonts.text_width_mm(lines[-1], rules.subject_pt, bold=True)
    _line(word, last * rules.subject_line_share, rules.text_width_mm, rules)
    _add_addressees(word, wording.addressee_lines(document), rules)
    for line in wording.listed(document.legal_bases):
        word.add_paragraph(line, style=styles.LEGAL)


def _add_addressees(word: Document, lines: list[str], rules: Rules) -> None:
    before, after = Pt(10.5), Pt(12)
    if len(lines) == 1:
        only = word.add_paragraph(f"Kính gửi: {lines[0]}", style=styles.ADDRESSEE)
        only.alignment = styles.CENTRE
        only.paragraph_format.space_before, only.paragraph_format.space_after = before, after
    elif lines:
        first = word.add_paragraph("Kính gửi:", style=styles.ADDRESSEE)
        first.paragraph_format.left_indent, first.paragraph_format.space_before = Mm(setting.ADDRESSEES_LEFT_MM), before
        for line in lines:
            last = word.add_paragraph(line, style=styles.ADDRESSEE)
            last.paragraph_format.left_indent = Mm(setting.addressee_dash_mm(rules) + setting.DASH_MM)
            last.paragraph_format.first_line_indent = Mm(-setting.DASH_MM)
        last.paragraph_format.space_after = after


def _add_closing(word: Document, document: OfficialDocument, rules: Rules) -> None:
    """Recipients and signature: one row that does not break and stays with the last words of the body."""
    if word.paragraphs and word.element.body[-2] is word.paragraphs[-1]._p:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = word.add_paragraph(style=styles.RULE)
    gap.paragraph_format.space_before, gap.paragraph_format.keep_with_next = Pt(10), True
    left = rules.text_width_mm * rules.signature_left_share
    table = bare_table(word, (left, rules.text_width_mm - left))
    recipients, signature = table.rows[0].cells
    fill(recipients, styles.RECIPIENTS_TITLE, ("Nơi nhận:",))
    for line in wording.dashed(document.recipients):
        recipients.add_paragraph(line, style=styles.RECIPIENT)
    fill(signature, styles.CAPACITY, document.signature.lines)
    signature.add_paragraph(document.signature.name, style=styles.SIGNER)
    sort_properties(table)
    if not document.annexes:
        shrink(word.add_paragraph())


def _add_annex(word: Document, document: OfficialDocument, annex: Annex, number: int, rules: Rules) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _tuck_section_end(word)
    _shape(section, rules, landscape=annex.landscape)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.find(qn("w:pgMar")).addnext(node("pgNumType", start=1))
    width = rules.landscape_text_width_mm if annex.landscape else rules.text_width_mm
    word.add_paragraph(wording.annex_label(number, len(document.annexes)), style=styles.ANNEX)
    for line in setting.annex_title_lines(annex, width, rules):
        word.add_paragraph(line, style=styles.ANNEX_TITLE)
    note = setting.annex_note_lines(document, width, rules)
    for line in note:
        word.add_paragraph(line, style=styles.ANNEX_NOTE)
    last = fonts.text_width_mm(note[-1], rules.annex_note_pt, italic=True)
    _line(word, last * rules.annex_line_share, width, rules)
    add_blocks(word, annex.blocks, rules, width)


def _tuck_section_end(word: Document) -> None:
    """The paragraph that ends a section takes no room of its own."""
    shrink(word.paragraphs[-1])
