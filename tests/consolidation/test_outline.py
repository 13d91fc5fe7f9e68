"""The outline in the official wording, whole for a year, cut and renumbered for a requested report."""

import pytest
import yaml

from config.environment import BASE_DIR
from reports.consolidation.official import NOT_ENTERED
from reports.consolidation.outline import HEADINGS, closing, heading_of, opening, outline, span, subject

MOVEMENT = "Lai Châu đẩy mạnh phát triển kết cấu hạ tầng"


def printed(headings):
    return [heading.printed for heading in headings]


def test_the_annual_report_has_every_heading_in_the_official_wording():
    headings = printed(outline("annual", 2026, 2026))
    assert headings[:4] == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI",
        "1. Công tác lãnh đạo, chỉ đạo, ban hành văn bản",
        "2. Công tác tuyên truyền, quán triệt",
    ]
    assert headings[7:10] == [
        "1. Thi đua đẩy mạnh phát triển kết cấu hạ tầng",
        "1.1. Tham mưu hoàn thiện thể chế, cơ chế, chính sách, quy hoạch",
        "1.2. Tham mưu chỉ đạo tiến độ, chất lượng công trình, dự án; giải ngân vốn đầu tư công",
    ]
    assert headings[-2:] == ["V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP NĂM 2027", "VI. ĐỀ XUẤT, KIẾN NGHỊ"]


def test_a_review_describes_the_situation_in_two_headings():
    headings = printed(outline("phase_review", 2022, 2025))
    assert headings[:3] == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "1. Thuận lợi", "2. Khó khăn"]
    assert headings[-2] == "V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP GIAI ĐOẠN 2026-2030"


def test_a_requested_report_keeps_what_was_asked_and_is_numbered_without_gaps():
    asked = outline("on_request", 2026, 2026, ["III.2.2", "III.2.6", "IV.2"])
    assert printed(asked) == [
        "I. KẾT QUẢ THỰC HIỆN PHONG TRÀO",
        "1. Thi đua thực hành tiết kiệm, chống lãng phí",
        "1.1. Lập, thẩm định, phê duyệt dự toán, quyết toán, quản lý, sử dụng kinh phí ngân sách nhà nước",
        "1.2. Sử dụng tiết kiệm năng lượng, tài nguyên",
        "II. ĐÁNH GIÁ CHUNG",
        "1. Tồn tại, hạn chế",
    ]
    assert [heading.code for heading in asked if heading.is_leaf] == ["III.2.2", "III.2.6", "IV.2"]


def test_every_question_and_indicator_of_the_catalogue_has_a_heading():
    data = BASE_DIR / "campaign" / "data"
    questions = yaml.safe_load((data / "questions.yaml").read_text())["questions"]
    groups = yaml.safe_load((data / "indicators.yaml").read_text())["groups"]
    wanted = {row["code"] for group in questions for row in group["rows"]}
    wanted |= {row["heading"] for group in groups for row in group["rows"]}
    assert wanted - {heading.code for heading in HEADINGS} == set()


def test_headings_read_as_the_questions_asked_of_the_units():
    questions = yaml.safe_load((BASE_DIR / "campaign" / "data" / "questions.yaml").read_text())["questions"]
    asked = {row["code"]: row["heading"] for group in questions for row in group["rows"]}
    own = {h.code: h.printed for h in [*outline("annual", 2026, 2026), *outline("phase_review", 2022, 2025)]}
    assert {code: own[code] for code in asked if code != "V"} == {c: t for c, t in asked.items() if c != "V"}


@pytest.mark.parametrize(("code", "heading"), [("III.1.1", "III.1.1"), ("IV.3.a", "IV.3"), ("I.1", "I"), ("VII", "")])
def test_an_unknown_code_goes_to_the_nearest_heading_above(code, heading):
    assert heading_of(code, outline("annual", 2026, 2026)) == heading


@pytest.mark.parametrize(
    ("kind", "from_year", "year", "words"),
    [
        ("annual", 2026, 2026, "Kết quả thực hiện phong trào thi đua “X” năm 2026"),
        ("phase_review", 2022, 2025, "Sơ kết phong trào thi đua “X” giai đoạn 2022-2025"),
        ("final_review", 2022, 2030, "Tổng kết phong trào thi đua “X” giai đoạn 2022-2030"),
        ("six_month", 2026, 2026, "Kết quả thực hiện phong trào thi đua “X” 6 tháng đầu năm 2026"),
    ],
)
def test_the_subject_names_the_kind_and_the_time(kind, from_year, year, words):
    assert subject(kind, "X", from_year, year) == words
    assert span(kind, from_year, year) in words


def test_opening_and_closing():
    assert opening("annual", ["Kế hoạch số 367/KH-UBND;", "Công văn số 5"], "Văn phòng UBND tỉnh", 2026, 2026) == (
        "Thực hiện Kế hoạch số 367/KH-UBND; Công văn số 5, Văn phòng UBND tỉnh báo cáo kết quả thực hiện "
        "phong trào thi đua năm 2026 như sau:"
    )
    assert closing("annual", MOVEMENT, "Văn phòng UBND tỉnh", 2026, 2026) == (
        "Trên đây là báo cáo kết quả thực hiện phong trào thi đua “Lai Châu đẩy mạnh phát triển kết cấu hạ tầng” "
        "năm 2026, Văn phòng UBND tỉnh báo cáo Sở Nội vụ tổng hợp theo quy định."
    )


@pytest.mark.parametrize(
    ("citation", "cited"),
    [
        ("Kế hoạch số      /KH-VPUBND ngày      tháng 02 năm 2023 của Văn phòng", "Kế hoạch của Văn phòng"),
        (
            "Kế hoạch số 15/KH-VPUBND ngày 15 tháng 02 năm 2023 của Văn phòng",
            "Kế hoạch số 15/KH-VPUBND ngày 15 tháng 02 năm 2023 của Văn phòng",
        ),
    ],
)
def test_what_nobody_has_entered_leaves_no_gap_in_the_opening(citation, cited):
    assert NOT_ENTERED.sub("", citation) == cited
