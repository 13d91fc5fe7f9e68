"""The official outline of the report: headings with their codes, and the words around them.

Headings are those of the Office's practice notes, section 2.1, word for word. The code of a heading is also the code of
the question asked of the units under it; printed numbers follow from the position, so that a report on chosen questions
is numbered without gaps.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from departments.vietnamese import roman

ANNUAL, SIX_MONTH, ON_REQUEST = "annual", "six_month", "on_request"
PHASE_REVIEW, FINAL_REVIEW = "phase_review", "final_review"
REVIEWS = (PHASE_REVIEW, FINAL_REVIEW)
WHOLE_OUTLINE = (ANNUAL, *REVIEWS)

ADDRESSEE_FALLBACK = "Sở Nội vụ tỉnh Lai Châu"
RECIPIENTS = ("Như trên", "Lãnh đạo Văn phòng", "Các phòng, ban, trung tâm trực thuộc", "Lưu: VT, HC")
TYPE_NAME = "BÁO CÁO"


@dataclass(frozen=True)
class Heading:
    """One heading; `title` without its number. `is_leaf`: text stands directly under it."""

    code: str
    title: str
    only: tuple[str, ...] = ()
    number: str = ""
    is_leaf: bool = True

    @property
    def level(self) -> int:
        return self.code.count(".") + 1

    @property
    def printed(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def parent(self) -> str:
        return self.code.rpartition(".")[0]


HEADINGS = (
    Heading("I", "ĐẶC ĐIỂM TÌNH HÌNH"),
    Heading("I.1", "Thuận lợi", REVIEWS),
    Heading("I.2", "Khó khăn", REVIEWS),
    Heading("II", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI"),
    Heading("II.1", "Công tác lãnh đạo, chỉ đạo, ban hành văn bản"),
    Heading("II.2", "Công tác tuyên truyền, quán triệt"),
    Heading("II.3", "Tổ chức phát động, đăng ký, ký giao ước thi đua"),
    Heading("II.4", "Công tác kiểm tra, giám sát, đôn đốc"),
    Heading("III", "KẾT QUẢ THỰC HIỆN PHONG TRÀO"),
    Heading("III.1", "Thi đua đẩy mạnh phát triển kết cấu hạ tầng"),
    Heading("III.1.1", "Tham mưu hoàn thiện thể chế, cơ chế, chính sách, quy hoạch"),
    Heading("III.1.2", "Tham mưu chỉ đạo tiến độ, chất lượng công trình, dự án; giải ngân vốn đầu tư công"),
    Heading("III.1.3", "Cải cách thủ tục hành chính, cải thiện môi trường đầu tư"),
    Heading("III.1.4", "Hạ tầng số, ứng dụng khoa học công nghệ"),
    Heading("III.1.5", "Vận động CCVCNLĐ và nhân dân tham gia xây dựng hạ tầng, giải phóng mặt bằng"),
    Heading("III.1.6", "Huy động nguồn lực ngoài ngân sách nhà nước đầu tư phát triển kết cấu hạ tầng"),
    Heading("III.1.7", "Ứng dụng sản phẩm công nghệ thiết kế, sản xuất trong nước và phương pháp quản lý hiện đại"),
    Heading("III.2", "Thi đua thực hành tiết kiệm, chống lãng phí"),
    Heading("III.2.1", "Ban hành và thực hiện định mức, tiêu chuẩn, chế độ; quy chế chi tiêu nội bộ"),
    Heading("III.2.2", "Lập, thẩm định, phê duyệt dự toán, quyết toán, quản lý, sử dụng kinh phí ngân sách nhà nước"),
    Heading("III.2.3", "Mua sắm, quản lý, sử dụng tài sản, phương tiện, trang thiết bị"),
    Heading("III.2.4", "Đầu tư xây dựng, quản lý, sử dụng trụ sở làm việc"),
    Heading("III.2.5", "Quản lý, sử dụng lao động và thời gian lao động; sắp xếp tổ chức bộ máy, tinh giản biên chế"),
    Heading("III.2.6", "Sử dụng tiết kiệm năng lượng, tài nguyên"),
    Heading("III.2.7", "Công khai, kiểm tra, xử lý vi phạm"),
    Heading("III.3", "Sáng kiến, giải pháp; mô hình hay, cách làm mới"),
    Heading("III.4", "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến"),
    Heading("III.5", "Công tác khen thưởng"),
    Heading("IV", "ĐÁNH GIÁ CHUNG"),
    Heading("IV.1", "Ưu điểm"),
    Heading("IV.2", "Tồn tại, hạn chế"),
    Heading("IV.3", "Nguyên nhân"),
    Heading("IV.4", "Bài học kinh nghiệm"),
    Heading("V", "PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP {next_span}"),
    Heading("VI", "ĐỀ XUẤT, KIẾN NGHỊ"),
)


def outline(kind: str, from_year: int, year: int, asked: Collection[str] = ()) -> tuple[Heading, ...]:
    """The headings of a report of this kind. Six-month and requested reports keep only what was `asked` (codes)."""
    fitting = [h for h in HEADINGS if not h.only or kind in h.only]
    if kind not in WHOLE_OUTLINE:
        fitting = [h for h in fitting if any(_covers(h.code, code) for code in asked)]
    parents = {h.parent for h in fitting}
    span = next_span(kind, from_year, year)
    return tuple(
        replace(h, number=number, title=h.title.format(next_span=span), is_leaf=h.code not in parents)
        for h, number in zip(fitting, _numbers(fitting), strict=True)
    )


def _covers(heading: str, code: str) -> bool:
    return code == heading or code.startswith(f"{heading}.")


def _numbers(headings: list[Heading]) -> list[str]:
    """`I.`, `1.`, `1.1.`: the number of a third level carries that of its second level."""
    counts = [0, 0, 0]
    numbers = []
    for heading in headings:
        level = heading.level
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        numbers.append(f"{roman(counts[0])}." if level == 1 else ".".join(map(str, counts[1:level])) + ".")
    return numbers


def heading_of(code: str, headings: Collection[Heading]) -> str:
    """The heading under which a question or an indicator belongs: its own code, or the nearest one above it."""
    codes = {h.code for h in headings}
    while code and code not in codes:
        code = code.rpartition(".")[0]
    return code


def span(kind: str, from_year: int, year: int) -> str:
    """The time the report is about: `năm 2026`, `giai đoạn 2022-2025`."""
    if kind in REVIEWS:
        return f"giai đoạn {from_year}-{year}"
    return f"6 tháng đầu năm {year}" if kind == SIX_MONTH else f"năm {year}"


def next_span(kind: str, from_year: int, year: int) -> str:
    """The time the tasks of part V are for, as a heading writes it."""
    if kind == PHASE_REVIEW:
        return f"GIAI ĐOẠN {year + 1}-2030"
    if kind == FINAL_REVIEW:
        return "TRONG THỜI GIAN TỚI"
    return f"6 THÁNG CUỐI NĂM {year}" if kind == SIX_MONTH else f"NĂM {year + 1}"


def subject(kind: str, movement: str, from_year: int, year: int) -> str:
    """Trích yếu of the report."""
    opening = {PHASE_REVIEW: "Sơ kết", FINAL_REVIEW: "Tổng kết"}.get(kind, "Kết quả thực hiện")
    return f"{opening} phong trào thi đua “{movement}” {span(kind, from_year, year)}"


def opening(kind: str, bases: Collection[str], agency: str, from_year: int, year: int) -> str:
    """`Thực hiện Kế hoạch số …; Công văn số …, Văn phòng UBND tỉnh báo cáo kết quả thực hiện … như sau:`"""
    result = {PHASE_REVIEW: "báo cáo sơ kết", FINAL_REVIEW: "báo cáo tổng kết"}.get(kind, "báo cáo kết quả thực hiện")
    about = f"{result} phong trào thi đua {span(kind, from_year, year)} như sau:"
    cited = "; ".join(base.strip().rstrip(".;,") for base in bases)
    return f"Thực hiện {cited}, {agency} {about}" if cited else f"{agency} {about}"


def letter_citation(number: str, day: str, issuer: str, about: str) -> str:
    """The letter that asked for the report, as the opening cites it; empty without a number."""
    if not number:
        return ""
    parts = [f"Công văn số {number}", f"ngày {day}" if day else "", f"của {issuer}" if issuer else "", about]
    return " ".join(part for part in parts if part)


def closing(kind: str, movement: str, agency: str, from_year: int, year: int) -> str:
    """The sentence before the signature; the document layer ends it with `./.`."""
    result = {PHASE_REVIEW: "báo cáo sơ kết", FINAL_REVIEW: "báo cáo tổng kết"}.get(kind, "báo cáo kết quả thực hiện")
    return (
        f"Trên đây là {result} phong trào thi đua “{movement}” {span(kind, from_year, year)}, "
        f"{agency} báo cáo Sở Nội vụ tổng hợp theo quy định."
    )
