"""The finished PDF against Nghị định 30/2020/NĐ-CP, Phụ lục I: measured on the page, not read from the template."""

import io
import re
from collections import Counter
from html import unescape

import pikepdf
import pytest

from reports.documents import page
from reports.documents.content import Heading, Paragraph
from reports.documents.pdf import render_pdf
from tests.documents import reading
from tests.documents.reading import boxes, drawn_rules, line, pages_text
from tests.documents.sample import CODES, LONG_TEXTS, sample

LAST_BODY_PAGE = 5
ANNEX_1, ANNEX_2 = 6, 9
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: height of a text box per point of letter size, in millimetres (ascent + descent of the typeface)
BOX_PER_POINT = 1.107 * 25.4 / 72


def size_of(box: reading.Line) -> float:
    return round((box.bottom - box.top) / BOX_PER_POINT)


def font_at(pdf: bytes, page_number: int) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[page_number - 1].Resources.Font
        return {str(font.BaseFont).partition("+")[2] for font in fonts.values()}


def test_pages_are_a4_and_the_wide_annex_lies_on_its_side(pdf):
    sizes = reading.page_sizes(pdf)
    assert sizes[: ANNEX_1 - 1] == [(210.0, 297.0)] * LAST_BODY_PAGE
    assert set(sizes[ANNEX_1 - 1 : ANNEX_2 - 1]) == {(297.0, 210.0)}
    assert sizes[ANNEX_2 - 1 :] == [(210.0, 297.0)]


def test_text_keeps_the_margins_of_the_decree(pdf):
    for number, (width, height) in enumerate(reading.page_sizes(pdf), start=1):
        inside = [box for box in boxes(pdf, number) if box.top > 15]
        assert min(box.left for box in inside) >= 29.9
        assert max(box.right for box in inside) <= width - 20 + 0.3
        assert min(box.top for box in inside) >= 19.9
        assert max(box.bottom for box in inside) <= height - 20 + 0.1
    full = [box for box in boxes(pdf, 2) if box.width > 158]
    assert full
    assert all(abs(box.right - 190) < 0.3 for box in full)


def test_every_font_is_ours_embedded_and_named_so(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        names = {str(font.FontName).partition("+")[2] for font in fonts}
        assert names == {"VB", "VB-Bold", "VB-Italic", "VB-Bold-Italic"}
        assert all("/FontFile2" in font for font in fonts)


def test_it_is_made_as_pdf_a_3a_with_the_data_attached(pdf, document):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        metadata = opened.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "vi"
        assert str(opened.docinfo["/Title"]) == document.metadata.title
        assert str(opened.docinfo["/Author"]) == document.metadata.author
        assert "sha256:0f1e2d" in str(opened.docinfo["/Keywords"])
        (name,) = opened.attachments
        attached = opened.attachments[name].get_file()
        assert (name, attached.mime_type, attached.read_bytes()) == (
            "so-lieu.json",
            "application/json",
            b'{"nam": 2026}',
        )
        assert str(attached.creation_date)[:16] == "2026-11-20 08:00"


@pytest.mark.parametrize(
    ("text", "size", "middle"),
    [
        ("UBND TỈNH LAI CHÂU", 12, 62), ("VĂN PHÒNG", 12, 62), (COUNTRY, 12, 142), (MOTTO, 13, 142),
        ("Số: 05/BC-VPUBND", 13, 62), ("Lai Châu, ngày 05 tháng 02 năm 2026", 13, 142), ("BÁO CÁO", 14, 110),
    ],
)  # fmt: skip
def test_each_part_of_the_letterhead_has_its_size_and_place(pdf, text, size, middle):
    box = line(pdf, 1, text)
    assert size_of(box) == size
    assert abs(box.middle - middle) < 0.5


def test_the_parts_of_the_letterhead_stand_in_their_order(pdf):
    parent, issuer, number = (line(pdf, 1, t) for t in ("UBND TỈNH LAI CHÂU", "VĂN PHÒNG", "Số: 05/BC-VPUBND"))
    country, motto = line(pdf, 1, COUNTRY), line(pdf, 1, MOTTO)
    place = line(pdf, 1, "Lai Châu, ngày 05 tháng 02 năm 2026")
    assert parent.top < issuer.top < number.top < line(pdf, 1, "BÁO CÁO").top
    assert country.top < motto.top < place.top
    assert abs(parent.top - country.top) < 0.2
    assert abs(number.top - place.top) < 0.2
    assert country.width > 80  # one line, not two


def test_lines_are_drawn_with_the_lengths_of_the_decree(pdf):
    issuer, motto = line(pdf, 1, "VĂN PHÒNG"), line(pdf, 1, MOTTO)
    subject = line(pdf, 1, "thực hành tiết kiệm, chống lãng phí” năm 2026")
    rules = sorted(drawn_rules(pdf, 1), key=lambda rule: rule.y)
    assert len(rules) == 3
    under_issuer, under_motto, under_subject = rules
    for rule, text in ((under_issuer, issuer), (under_subject, subject)):
        assert 1 / 3 <= rule.width / text.width <= 1 / 2
    assert abs(under_motto.width - motto.width) < 0.4
    for rule, text in ((under_issuer, issuer), (under_motto, motto), (under_subject, subject)):
        assert abs(rule.middle - text.middle) < 0.3
        assert 0 < rule.y - text.bottom < 2
        assert 0.17 <= rule.thickness <= 0.35  # 0.75 pt = 0.26 mm, to the pixel


def test_without_number_and_date_there_is_room_for_ink(unnumbered):
    words = {box.text: box for box in reading.word_boxes(unnumbered, 1)}
    assert words["/BC-VPUBND"].left - words["Số:"].right > 12
    day, month, year = words["ngày"], words["tháng"], words["năm"]
    first = [box for box in reading.word_boxes(unnumbered, 1) if box.top < 40]
    day, month, year = (next(box for box in first if box.text == text) for text in ("ngày", "tháng", "năm"))
    assert month.left - day.right > 8
    assert year.left - month.right > 8


def test_the_first_page_has_no_number_and_the_others_have_it_centred_in_the_top_margin(pdf):
    assert [box for box in boxes(pdf, 1) if box.bottom < 20] == []
    for number in range(2, LAST_BODY_PAGE + 1):
        (box,) = [box for box in boxes(pdf, number) if box.bottom < 20]
        assert box.text == str(number)
        assert size_of(box) == 13
        assert abs(box.middle - 105 - 5) < 0.3  # centred between margins of 30 and 20 mm
        assert abs((box.top + box.bottom) / 2 - 10) < 0.7


def test_annexes_are_numbered_and_count_their_own_pages(pdf):
    texts = pages_text(pdf)
    assert texts[ANNEX_1 - 1].startswith("Phụ lục I\nTỔNG HỢP SỐ LIỆU THI ĐUA THEO ĐƠN VỊ\n")
    assert texts[ANNEX_2 - 1].startswith("Phụ lục II\nKẾT QUẢ THỰC HIỆN SO VỚI NĂM TRƯỚC\n")
    numbers = [[b.text for b in boxes(pdf, n) if b.bottom < 18] for n in range(ANNEX_1, len(texts) + 1)]
    assert numbers == [[], ["2"], ["3"], []]
    (second,) = [box for box in boxes(pdf, ANNEX_1 + 1) if box.bottom < 18]
    assert abs(second.middle - (297 + 30 - 20) / 2) < 0.3


def test_each_annex_names_its_paper_and_has_a_line_below(pdf):
    note = "(Kèm theo Báo cáo số 05/BC-VPUBND ngày 05 tháng 02 năm 2026 của Văn phòng Ủy ban nhân dân tỉnh)"
    for first in (ANNEX_1, ANNEX_2):
        assert note in pages_text(pdf)[first - 1].replace("\n", " ")
    last = line(pdf, ANNEX_1, note)
    rule = min(drawn_rules(pdf, ANNEX_1), key=lambda r: abs(r.y - last.bottom))
    assert 1 / 3 <= rule.width / last.width <= 1 / 2


def test_a_single_annex_has_no_numeral():
    annex = sample().annexes[1]
    texts = pages_text(render_pdf(sample(annexes=(annex,))).pdf)
    assert texts[-1].startswith("Phụ lục\nKẾT QUẢ")


def test_neighbouring_annexes_of_one_shape_each_begin_at_one():
    annex = sample().annexes[0]
    pdf = render_pdf(sample(annexes=(annex, annex), blocks=(Paragraph("Một câu."),))).pdf
    tops = [[b.text for b in boxes(pdf, n) if b.bottom < 18] for n in range(1, len(reading.page_sizes(pdf)) + 1)]
    assert tops == [[], [], ["2"], ["3"], [], ["2"], ["3"]]


def test_table_headings_are_repeated_on_every_page(pdf):
    for number in range(ANNEX_1, ANNEX_2):
        assert all(re.search(rf"\b{code}\b", pages_text(pdf)[number - 1]) for code in CODES)


def test_paragraphs_are_indented_justified_and_spaced(pdf):
    texts = [box for box in boxes(pdf, 2) if box.top > 18]
    start = next(i for i, box in enumerate(texts) if box.text.startswith("Trong năm, các đơn vị"))
    first, second, third = texts[start : start + 3]
    assert abs(first.left - 40) < 0.2
    assert abs(second.left - 30) < 0.2
    assert size_of(first) == 14
    spacing = (third.top - second.top) / (14 * 25.4 / 72)
    assert 1.149 <= spacing <= 1.149 * 1.5
    before = texts[start - 1]
    assert (first.top - before.top) - (third.top - second.top) >= 6 * 25.4 / 72 - 0.05


def test_headings_of_the_first_level_are_upper_case_and_stay_with_their_text(pdf):
    assert "II. KẾT QUẢ THỰC HIỆN PHONG TRÀO" in reading.text_of(pdf)
    for number in range(1, LAST_BODY_PAGE + 1):
        last = max((box for box in boxes(pdf, number)), key=lambda box: box.top)
        assert not re.match(r"([IVX]+|\d+(\.\d+)*)\. [^.]*$|[a-zđ]\) ", last.text)


def test_the_last_word_of_the_body_carries_the_end_mark(pdf):
    assert "Nội vụ tổng hợp theo quy định./.\n" in pages_text(pdf)[LAST_BODY_PAGE - 1]
    assert reading.text_of(pdf).count("./.") == 1


def test_recipients_stand_left_level_with_the_capacity_and_the_name_below_room_for_a_signature(pdf):
    page_number = LAST_BODY_PAGE
    title, capacity = line(pdf, page_number, "Nơi nhận:"), line(pdf, page_number, "KT. CHÁNH VĂN PHÒNG")
    office, name = line(pdf, page_number, "PHÓ CHÁNH VĂN PHÒNG"), line(pdf, page_number, "Nguyễn Văn Mẫu")
    assert abs(title.left - 30) < 0.1
    assert abs(title.top - capacity.top) < 0.3
    assert (size_of(title), size_of(capacity), size_of(name)) == (12, 14, 14)
    assert size_of(line(pdf, page_number, "- Như trên;")) == 11
    assert line(pdf, page_number, "- Lưu: VT, HC.").left == pytest.approx(30, abs=0.1)
    assert abs(capacity.middle - name.middle) < 0.5
    assert abs(capacity.middle - office.middle) < 0.5
    assert name.top - office.bottom >= 30
    assert capacity.left > 100


@pytest.mark.parametrize("lines", range(20, 44, 2))
def test_the_signature_never_stands_alone_on_a_page(lines):
    blocks = (*(Paragraph(f"Câu số {n}.") for n in range(lines)), Paragraph(LONG_TEXTS[0]))
    texts = pages_text(render_pdf(sample(blocks=blocks, annexes=(), attachments=()), jail=False).pdf)
    signed = next(text for text in texts if "Nơi nhận:" in text)
    assert "Nguyễn Văn Mẫu" in signed
    assert "./." in signed


def test_nothing_of_the_page_is_lost_in_the_pdf(document, pdf):
    html = unescape(re.sub(r"(?s)<head>.*</head>|<[^>]+>", " ", page.print_page(document).html))
    repeated = "TT Chỉ tiêu Đơn vị tính Khối phòng Khối ban, trung tâm Tổng số " + " ".join(CODES)
    chart = "Kinh phí tiết kiệm qua các năm (triệu đồng) 2022 2023 2024 2025 2026 760 905 980 1.147 1.284,5"
    numbers = " ".join(["2 3 4 5", *map(str, range(2, ANNEX_2 - ANNEX_1 + 1))])
    expected = Counter(re.findall(r"\w+", f"{html} {chart} {numbers} " + f"{repeated} " * (ANNEX_2 - ANNEX_1 - 1)))
    assert Counter(re.findall(r"\w+", reading.text_of(pdf))) == expected


def test_several_addressees_stand_on_lines_of_their_own_below_the_colon():
    pdf = render_pdf(sample(addressees=("Ủy ban nhân dân tỉnh", "Sở Nội vụ;"), annexes=())).pdf
    colon = next(b for b in reading.word_boxes(pdf, 1) if b.text == "gửi:").right
    first, second = line(pdf, 1, "- Ủy ban nhân dân tỉnh;"), line(pdf, 1, "- Sở Nội vụ.")
    assert abs(first.left - second.left) < 0.1
    assert abs(first.left - colon) < 1.5


def test_legal_bases_end_with_semicolons_and_a_full_stop():
    pdf = render_pdf(
        sample(legal_bases=("Căn cứ Luật A ngày 15 tháng 6 năm 2022", "Căn cứ Kế hoạch B;"), annexes=())
    ).pdf
    assert line(pdf, 1, "Căn cứ Luật A ngày 15 tháng 6 năm 2022;").left == pytest.approx(40, abs=0.2)
    assert line(pdf, 1, "Căn cứ Kế hoạch B.")


def test_working_copies_carry_the_draft_mark_and_the_codes_the_paper_for_signing_neither(pdf):
    mark = "DỰ THẢO 12/14 đơn vị"
    draft = render_pdf(sample(draft_mark=mark, margin_codes=True)).pdf
    assert all(mark in text for text in pages_text(draft))
    code = next(box for box in reading.word_boxes(draft, 1) if box.text == "A1-TH")
    assert code.right < 30
    assert render_pdf(sample(margin_codes=True, annexes=())).pdf == render_pdf(sample(annexes=())).pdf
    assert "DỰ THẢO" not in reading.text_of(pdf)
    assert "A1-TH" not in reading.text_of(pdf)


def test_refs_lead_to_the_sheet_they_are_printed_on(rendered):
    texts = pages_text(rendered.pdf)
    assert rendered.pages == len(texts)
    assert "Bảng 1. Một số kết quả chủ yếu" in texts[rendered.anchors["T1"] - 1]
    assert rendered.anchors["I"] == 1


def test_a_heading_alone_may_end_the_body():
    pdf = render_pdf(sample(blocks=(Heading(2, "1. Không có nội dung"),), annexes=())).pdf
    assert "1. Không có nội dung./." in reading.text_of(pdf)
