"""How an official paper must look: one dated set of rules per decree, each value with its place in the decree.

Places are in Phụ lục I, Phần I of Nghị định số 30/2020/NĐ-CP unless they say otherwise. Where the decree
leaves a range, the value chosen is the decree's own example (Mục V, last column) or the one that leaves most
room for text.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Rules:
    """Lengths ``*_mm`` in millimetres, sizes and ``*_pt`` in points, shares as fractions."""

    decree: str
    valid_from: date

    # Mục I.1, I.2: khổ A4, trình bày theo chiều dài; bảng rộng nằm ở phụ lục khổ ngang
    page_width_mm: float = 210
    page_height_mm: float = 297
    # Mục I.3: trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm
    margin_top_mm: float = 20
    margin_bottom_mm: float = 20
    margin_left_mm: float = 30
    margin_right_mm: float = 20
    # Mục I.7: cỡ 13–14, đứng, giữa lề trên, không hiển thị số trang thứ nhất
    page_number_pt: float = 13

    # Mục II.1a: in hoa, 12–13, đứng, đậm. Mục II.1b: 13–14, đứng, đậm; đường kẻ dài bằng dòng chữ
    motto_country: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto_words: str = "Độc lập - Tự do - Hạnh phúc"
    country_pt: float = 12
    words_pt: float = 13
    words_line_share: float = 1.0
    # Mục II.2b: chủ quản 12–13 đứng; ban hành 12–13 đứng, đậm; đường kẻ 1/3–1/2 dòng chữ
    parent_pt: float = 12
    issuer_pt: float = 12
    issuer_line_share: float = 0.42
    # Mục IV (sơ đồ): ô 2–3 bên trái, ô 1–4 bên phải; tỷ lệ đo trên hình vẽ của nghị định
    letterhead_left_share: float = 0.40
    # Mục II.3c: cỡ 13, đứng. Mục II.4c: 13–14, nghiêng, cùng dòng với số
    number_pt: float = 13
    place_pt: float = 13

    # Mục II.5b: tên loại 13–14 in hoa, đậm; trích yếu 13–14 đậm, đường kẻ 1/3–1/2 dòng chữ
    type_pt: float = 14
    subject_pt: float = 14
    subject_line_share: float = 0.42
    # Mục II.9d (ô 9a): Kính gửi 13–14, đứng
    addressee_pt: float = 14
    # Mục II.6a: căn cứ 13–14, nghiêng
    legal_basis_pt: float = 14

    # Mục II.6e: 13–14, canh đều hai lề, lùi 1 hoặc 1,27 cm, đoạn cách tối thiểu 6 pt, dòng từ đơn đến 1,5
    body_pt: float = 14
    indent_mm: float = 10
    paragraph_gap_pt: float = 6
    line_spacing: float = 1.15

    # Nghị định không quy định cỡ chữ trong bảng: chọn cỡ lớn nhất mà từng ô còn vừa cột
    table_sizes_pt: tuple[float, ...] = (12, 11, 10)
    table_padding_mm: float = 1
    note_pt: float = 12

    # Mục II.9d (ô 9b): “Nơi nhận” 12 nghiêng, đậm; danh sách 11, đứng
    recipients_title_pt: float = 12
    recipients_pt: float = 11
    # Mục II.7đ: quyền hạn, chức vụ 13–14 in hoa, đậm; họ tên 13–14 đậm, canh giữa
    signature_pt: float = 14
    signature_left_share: float = 0.42
    # Mục II.7d, II.8a: chừa chỗ cho chữ ký và dấu (dấu cơ quan đường kính 36 mm trùm 1/3 chữ ký về bên trái)
    signature_space_mm: float = 32

    # Mục III.1b: “Phụ lục” 14 đậm; tên 13–14 in hoa, đậm. Mục III.1c: dòng kèm theo 13–14 nghiêng
    annex_pt: float = 14
    annex_title_pt: float = 14
    annex_note_pt: float = 14
    annex_line_share: float = 0.34

    # “đường kẻ ngang, nét liền”: nghị định không nêu độ dày
    line_thickness_pt: float = 0.75
    # Mục I.4: Times New Roman, TCVN 6909:2001, màu đen
    typeface: str = "Times New Roman"
    #: height of one "single" line of that typeface, in ems (ascent + descent + gap of its tables)
    single_line_em: float = 1.149
    #: blanks for a number or a day still to be written in ink, in no-break spaces of a quarter em
    blank_number: str = field(default="\u00a0" * 12)
    blank_day: str = field(default="\u00a0" * 8)

    @property
    def text_width_mm(self) -> float:
        """Width between the margins of an upright page."""
        return self.page_width_mm - self.margin_left_mm - self.margin_right_mm

    @property
    def landscape_text_width_mm(self) -> float:
        return self.page_height_mm - self.margin_left_mm - self.margin_right_mm

    @property
    def line_height_em(self) -> float:
        return self.single_line_em * self.line_spacing


DECREE_30_2020 = Rules(decree="Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", valid_from=date(2020, 3, 5))

#: Newest first. A new decree is a new entry; papers of earlier dates keep the look of their time.
RULE_SETS = (DECREE_30_2020,)


def rules_on(day: date | None) -> Rules:
    """The rules in force on ``day`` (``None``: not dated yet, so the newest); the oldest set for days before it."""
    if day is None:
        return RULE_SETS[0]
    return next((rules for rules in RULE_SETS if rules.valid_from <= day), RULE_SETS[-1])
