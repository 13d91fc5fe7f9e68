"""The Word file: editable like one typed by hand, and on paper the same page as the PDF."""

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.documents import word_styles as styles
from reports.documents.content import BARS, CURVE, DONUT, TARGETS, Chart, OfficialDocument, Paragraph, Series, Span
from reports.documents.pdf import Rendered
from reports.documents.word import render_word
from tests.documents import reading
from tests.documents.sample import sample


@pytest.fixture(scope="module")
def file(document: OfficialDocument) -> bytes:
    return render_word(document)


@pytest.fixture(scope="module")
def word(file: bytes):
    return docx.Document(io.BytesIO(file))


@pytest.fixture(scope="module")
def printed(file: bytes, tmp_path_factory) -> bytes:
    return reading.to_pdf(file, tmp_path_factory.mktemp("office"))


def test_the_file_has_the_same_bytes_every_time(document, file):
    assert render_word(document) == file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_it_says_what_it_is(word, document):
    properties = word.core_properties
    assert (properties.title, properties.author) == (document.metadata.title, document.metadata.author)
    assert properties.keywords == "sha256:0f1e2d"


def test_pages_margins_and_sections_are_those_of_the_decree(word):
    sections = list(word.sections)
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [(round(s.page_width.mm), round(s.page_height.mm)) for s in sections] == [(210, 297), (297, 210), (210, 297)]
    for section in sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
        assert section.different_first_page_header_footer
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in sections]
    assert [None if start is None else start.get(qn("w:start")) for start in starts] == [None, "1", "1"]


def test_the_page_number_is_a_field_and_the_first_page_has_none(word):
    section = word.sections[0]
    assert " PAGE " in "".join(node.text or "" for node in section.header._element.iter(qn("w:instrText")))
    assert list(section.first_page_header._element.iter(qn("w:instrText"))) == []
    assert all(later.header.is_linked_to_previous for later in list(word.sections)[1:])


def test_text_is_set_in_real_styles_of_times_new_roman(word):
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Heading 4", styles.BODY, styles.TYPE, styles.SUBJECT} <= used
    for style in word.styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if style.name in used and fonts is not None:
            assert set(fonts.attrib.values()) == {"Times New Roman"}
            assert qn("w:asciiTheme") not in fonts.attrib
    assert word.styles[styles.BODY].font.size.pt == 14
    assert word.styles["Normal"].font.name == "Times New Roman"


def test_there_are_no_text_boxes_and_no_pictures(file):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        body = archive.read("word/document.xml").decode()
        names = archive.namelist()
    assert not re.search(r"<w:pict|<wps:|txbxContent|<pic:pic", body)
    assert [name for name in names if name.startswith("word/media/")] == []


def test_table_headings_repeat_and_rows_do_not_break(word):
    grids = [table for table in word.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert len(grids) == 3
    for grid, heads in zip(grids, (1, 2, 1), strict=True):
        repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in grid.rows]
        assert repeated == [True] * heads + [False] * (len(grid.rows) - heads)
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in grid.rows)


def test_the_signature_stays_with_the_last_words(word):
    body = [child for child in word.element.body if child.tag in (qn("w:p"), qn("w:tbl"))]
    place = next(i for i, e in enumerate(body) if e.tag == qn("w:tbl") and "Nơi nhận:" in "".join(e.itertext()))
    for paragraph in body[place - 2 : place]:
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    assert "./." in "".join(body[place - 2].itertext())


def test_on_paper_it_has_the_pages_of_the_pdf(printed, rendered: Rendered):
    assert reading.page_sizes(printed) == reading.page_sizes(rendered.pdf)
    for ours, theirs in zip(reading.pages_text(rendered.pdf), reading.pages_text(printed), strict=True):
        headings = [
            text for text in ours.splitlines() if re.match(r"([IVX]+|\d(\.\d)?)\. |[ab]\) |Phụ lục|BÁO CÁO", text)
        ]
        assert [text for text in theirs.splitlines() if text in headings] == headings


def test_on_paper_every_line_of_the_first_page_is_within_a_millimetre_of_the_pdf(printed, pdf):
    theirs = {box.text: box for box in reading.boxes(printed, 1)}
    ours = reading.boxes(pdf, 1)
    assert len(ours) > 25
    for box in ours:
        other = theirs[box.text]
        distances = (abs(box.left - other.left), abs(box.right - other.right), abs(box.top - other.top))
        assert max(distances) < 1, (box, other)


def test_on_paper_its_lines_are_drawn_like_those_of_the_pdf(printed, pdf):
    ours, theirs = (sorted(reading.drawn_rules(file, 1), key=lambda rule: rule.y) for file in (pdf, printed))
    assert len(theirs) == len(ours) == 3
    for mine, other in zip(ours, theirs, strict=True):
        assert abs(mine.left - other.left) < 1
        assert abs(mine.right - other.right) < 1
        assert abs(mine.y - other.y) < 1


def test_on_paper_numbers_stand_in_the_top_margin_and_annexes_count_anew(printed, pdf):
    for number in range(1, len(reading.page_sizes(pdf)) + 1):
        ours, theirs = ([box for box in reading.boxes(file, number) if box.bottom < 18] for file in (pdf, printed))
        assert [box.text for box in theirs] == [box.text for box in ours]
        for mine, other in zip(ours, theirs, strict=True):
            assert abs(mine.middle - other.middle) < 0.5
            assert abs(mine.top - other.top) < 0.5


def test_on_paper_the_signature_block_is_that_of_the_pdf(printed, pdf):
    for text in ("Nơi nhận:", "- Lưu: VT, HC.", "KT. CHÁNH VĂN PHÒNG", "Nguyễn Văn Mẫu"):
        ours, theirs = reading.line(pdf, 5, text), reading.line(printed, 5, text)
        assert abs(ours.left - theirs.left) < 1
        assert abs(ours.top - theirs.top) < 1


def test_a_draft_says_so_on_every_page(tmp_path: Path):
    draft = reading.to_pdf(render_word(sample(draft_mark="DỰ THẢO 12/14 đơn vị")), tmp_path)
    assert all("DỰ THẢO 12/14 đơn vị" in text for text in reading.pages_text(draft))


def test_charts_are_words_own_with_their_figures_behind_them(file, tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
    assert [[cell.value for cell in row] for row in book["Sheet1"].iter_rows(min_row=5)] == [
        ["2025", 1147],
        ["2026", 1284.5],
    ]
    series = (Series("Thực hiện <&>", (1, None, 3)), Series("Kế hoạch", (2, 2, 2)))
    blocks = [
        Chart(
            f"Hình {kind}",
            ("Phòng Kiểm soát thủ tục hành chính", "b", "c"),
            series[: 1 if kind == DONUT else 2],
            kind=kind,
        )
        for kind in (BARS, CURVE, TARGETS, DONUT)
    ]
    printed = reading.to_pdf(render_word(sample(blocks=(*blocks, Paragraph("Hết")), annexes=())), tmp_path)
    text = reading.text_of(printed)
    assert all(chart.title in text for chart in blocks)
    assert "Thực hiện <&>" in text


def test_hostile_text_stays_text(tmp_path: Path):
    text = "\x00<w:p/> =1+1 \ud800 & ]]> {{ x }}"
    file = render_word(sample(blocks=(Paragraph([Span(text, bold=True)]),), subject=text, annexes=()))
    assert "<w:p/> =1+1  & ]]> {{ x }}./." in [p.text for p in docx.Document(io.BytesIO(file)).paragraphs]
