"""Standard sentences with live figures, by heading of the outline.

A part is left out when one of its figures is missing or zero; `[…]` inside a part is left out alone when it cannot be
said; `or_none` is said instead when the figure is a reported zero. A sentence without parts is not written.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from reports.consolidation.amounts import NONE_ARISEN
from reports.consolidation.formatting import LIVE, LiveFigures

CONTINUING = ("với ", "trong đó ", "cả ")
OPTIONAL = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True)
class Part:
    """`{B1.2} văn bản chỉ đạo[, {B1.2 so với năm trước}]`"""

    text: str
    or_none: str = ""
    #: Not said where this other figure is said.
    unless: str = ""
    #: Said instead where the first figure is the whole of `whole`.
    when_all: str = ""
    whole: str = ""
    #: Not said where this other figure is not said.
    needs: str = ""

    @property
    def codes(self) -> list[str]:
        return [match[1] for match in LIVE.finditer(OPTIONAL.sub("", self.text))]


@dataclass(frozen=True)
class Sentence:
    lead: str
    parts: tuple[Part, ...]
    only: tuple[str, ...] = ()


def _s(lead: str, *parts: str | Part) -> Sentence:
    return Sentence(lead, tuple(Part(part) if isinstance(part, str) else part for part in parts))


SENTENCES: dict[str, tuple[Sentence, ...]] = {
    "II.1": (_s("Văn phòng đã ban hành", "{A1} văn bản triển khai phong trào[, {A1 so với năm trước}]"),),
    "II.2": (
        _s(
            "Các đơn vị đã",
            "tổ chức {A2} cuộc sinh hoạt, hội nghị quán triệt, tuyên truyền[, {A2 so với năm trước}]",
            "với {A3} lượt CCVCNLĐ tham gia",
            "đăng {A4} tin, bài, chuyên mục tuyên truyền[, {A4 so với năm trước}]",
        ),
        _s("Tỷ lệ CCVCNLĐ được quán triệt kế hoạch đạt", "{A9}[, {A9 so với năm trước}]"),
    ),
    "II.3": (
        _s("Tỷ lệ phòng, ban, trung tâm đăng ký thi đua đạt", "{A5}[, {A5 so với năm trước}]"),
        _s("Tỷ lệ CCVCNLĐ đăng ký thi đua đạt", "{A6}[, {A6 so với năm trước}]"),
    ),
    "II.4": (
        _s(
            "Trong kỳ,",
            "các đơn vị tiến hành {A7a} cuộc tự kiểm tra[, {A7a so với năm trước}]",
            Part("Phòng Hành chính – Tổ chức tiến hành {A7b} cuộc kiểm tra, giám sát", unless="K1"),
        ),
        _s("Phòng Hành chính – Tổ chức đã tiến hành", "{K1} cuộc kiểm tra, giám sát[ tại {K2} đơn vị]"),
        _s(
            "Qua kiểm tra của Phòng Hành chính – Tổ chức,",
            "phát hiện {K3} tồn tại",
            Part(
                "đã khắc phục {K4} tồn tại",
                "chưa có tồn tại được khắc phục",
                when_all="đã khắc phục xong",
                whole="K3",
                needs="K3",
            ),
        ),
        _s("Qua kiểm tra,", Part("phát hiện, xử lý {A8} vụ việc vi phạm", "không phát hiện vụ việc vi phạm")),
        _s(
            "Về việc gửi báo cáo, Phòng Hành chính – Tổ chức đã",
            "đôn đốc {K6} lượt",
            "với {K7} đơn vị được đôn đốc",
            "trả lại để hoàn thiện {K8} lượt báo cáo của {K9} đơn vị",
        ),
    ),
    "III.1.1": (
        _s(
            "Các đơn vị đã tham mưu",
            "ban hành {B1.1} văn bản quy phạm pháp luật về hạ tầng, đầu tư, đất đai, xây dựng"
            "[, {B1.1 so với năm trước}]",
            "{B1.2} quyết định, kế hoạch, chỉ thị, công văn chỉ đạo[, {B1.2 so với năm trước}]",
            "thẩm tra, trình {B1.3} đề án, quy hoạch",
        ),
        _s("Tỷ lệ văn bản tham mưu đúng hạn đạt", "{B1.4}[, {B1.4 so với năm trước}]"),
    ),
    "III.1.2": (
        _s(
            "Các đơn vị đã theo dõi, đôn đốc",
            "{B2.1} công trình, dự án trọng điểm",
            "trong đó {B2.2a} dự án đúng tiến độ",
            "{B2.2b} dự án vượt tiến độ",
            Part("{B2.2c} dự án chậm tiến độ", "không có dự án chậm tiến độ"),
        ),
        _s(
            "Trong kỳ,",
            "có {B2.3} công trình hoàn thành, đưa vào sử dụng[, {B2.3 so với năm trước}]",
            "tham mưu tổ chức {B2.4} cuộc họp, kiểm tra hiện trường, tháo gỡ vướng mắc",
            "xử lý {B2.5} kiến nghị, vướng mắc",
        ),
        _s("Tỷ lệ giải ngân vốn đầu tư công của tỉnh đạt", "{B2.6}"),
    ),
    "III.1.3": (
        _s(
            "Đã tham mưu",
            "bãi bỏ, đơn giản hóa {B3.1} thủ tục hành chính[, {B3.1 so với năm trước}]",
            "cắt giảm {B3.2} ngày giải quyết",
        ),
        _s("Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn đạt", "{B3.3}[, {B3.3 so với năm trước}]"),
        _s("Tỷ lệ hồ sơ trực tuyến toàn trình, một phần đạt", "{B3.4}[, {B3.4 so với năm trước}]"),
        _s("Tỷ lệ nhiệm vụ UBND, Chủ tịch UBND tỉnh giao được hoàn thành đúng hạn đạt", "{B3.5}"),
    ),
    "III.1.4": (
        _s("Tỷ lệ văn bản đi được ký số, gửi điện tử đạt", "{B4.1}[, {B4.1 so với năm trước}]"),
        _s("Tỷ lệ hồ sơ công việc xử lý trên môi trường mạng đạt", "{B4.2}[, {B4.2 so với năm trước}]"),
        _s("Đã đưa vào vận hành", "{B4.3} hệ thống, phần mềm dùng chung"),
    ),
    "III.1.5": (
        _s(
            "Toàn cơ quan có",
            "{B5.1a} CCVCNLĐ tham gia hiến đất",
            "{B5.1b} gia đình CCVCNLĐ tham gia hiến đất",
            "với diện tích {B5.2} m²[, {B5.2 so với năm trước}]",
        ),
        _s(
            "CCVCNLĐ và gia đình đã",
            "đóng góp {B5.3} ngày công[, {B5.3 so với năm trước}]",
            "ủng hộ tiền, vật liệu quy đổi {B5.4} triệu đồng[, {B5.4 so với năm trước}]",
        ),
        _s(
            "Có",
            "{B5.5a} hộ CCVCNLĐ thuộc diện giải phóng mặt bằng",
            Part("trong đó {B5.5b} hộ chấp hành đúng", when_all="cả {B5.5b} hộ đều chấp hành đúng", whole="B5.5a"),
        ),
    ),
    "III.2.1": (
        _s(
            "Cơ quan đã",
            "ban hành mới {C1.2a} quy chế chi tiêu nội bộ, quy chế quản lý tài sản công",
            "sửa đổi {C1.2b} quy chế",
        ),
    ),
    "III.2.2": (
        _s(
            "Tổng kinh phí tiết kiệm đạt",
            "{C2.0} triệu đồng[, {C2.0 so với năm trước}][, {C2.0 so với kế hoạch}]",
        ),
        _s(
            "Trong đó, tiết kiệm",
            "văn phòng phẩm {C2.1} triệu đồng",
            "điện {C2.2a} triệu đồng",
            "nước {C2.3a} triệu đồng",
            "điện thoại, sách báo, internet {C2.4} triệu đồng",
            "xăng, dầu {C2.5a} triệu đồng",
            "công tác phí {C2.6} triệu đồng",
            "hội nghị, hội thảo, họp {C2.7} triệu đồng",
            "tiếp khách, khánh tiết, lễ kỷ niệm {C2.8} triệu đồng",
            "mua sắm, sửa chữa {C2.9} triệu đồng",
            "khoán chi, tự chủ {C2.10} triệu đồng",
        ),
        _s("Tiết kiệm 10% chi thường xuyên để cải cách tiền lương", "{C2.11} triệu đồng"),
    ),
    "III.2.3": (
        _s(
            "Đã thực hiện",
            "{C3.1a} gói mua sắm",
            "tổng giá gói thầu {C3.1b} triệu đồng",
            "giá trúng thầu {C3.1c} triệu đồng",
            "tiết kiệm {C3.1d} triệu đồng",
        ),
        _s("Cơ quan hiện có", "{C3.2a} xe ô tô"),
        _s(
            "Đã",
            "thanh lý, điều chuyển {C3.3a} tài sản công",
            "nộp ngân sách nhà nước {C3.3b} triệu đồng",
        ),
        _s(
            "Qua rà soát,",
            Part(
                "phát hiện {C3.4} tài sản sử dụng sai mục đích, tiêu chuẩn",
                "không có tài sản sử dụng sai mục đích, tiêu chuẩn",
            ),
        ),
    ),
    "III.2.4": (
        _s("Đã", "sửa chữa, cải tạo {C4.1a} công trình", "tiết kiệm {C4.1b} triệu đồng"),
        _s("Diện tích trụ sở làm việc là", "{C4.2} m²"),
    ),
    "III.2.5": (
        _s(
            "Cơ quan",
            "được giao {C5.1a} biên chế công chức, viên chức",
            "có mặt {C5.1b} người",
            "tinh giản {C5.1c} người",
            "giảm {C5.2} đầu mối sau sắp xếp",
        ),
        _s(
            "Các đơn vị đã",
            "tổ chức {C5.3a} cuộc họp[, {C5.3a so với năm trước}]",
            "trong đó {C5.3b} cuộc họp trực tuyến",
            "tổ chức {C5.4} phiên họp không giấy tờ",
        ),
        _s("Sáng kiến, cải tiến quy trình đã tiết kiệm", "{C5.6} giờ làm việc"),
        _s(
            "Về kỷ luật lao động,",
            Part("có {C5.5} trường hợp vi phạm giờ giấc, kỷ luật lao động", "không có trường hợp vi phạm"),
        ),
    ),
    "III.2.6": (
        _s(
            "Điện tiêu thụ trong kỳ là",
            "{C6.1a} kWh[, {C6.1a so với năm trước}]",
        ),
        _s("Đã tiết kiệm", "{C2.2b} kWh điện", "{C2.3b} m³ nước", "{C2.5b} lít xăng, dầu"),
        _s("Giấy in sử dụng", "{C2.12} ram[, {C2.12 so với năm trước}]"),
    ),
    "III.2.7": (
        _s(
            "Các đơn vị đã thực hiện",
            "{C3.5} lần công khai ngân sách, tài sản, mua sắm, lao động và thời gian lao động",
        ),
        _s(
            "Về thông tin phát hiện lãng phí,",
            Part("tiếp nhận {C7.1a} vụ", "không phát sinh vụ việc"),
            Part("đã xử lý {C7.1b} vụ", when_all="đã xử lý cả {C7.1b} vụ", whole="C7.1a"),
        ),
    ),
    "III.3": (
        _s(
            "Toàn cơ quan có",
            "{D1a} sáng kiến đăng ký[, {D1a so với năm trước}]",
            "{D1b} sáng kiến được công nhận cấp cơ sở",
            "{D1c} sáng kiến được công nhận cấp tỉnh",
        ),
        _s("Các sáng kiến làm lợi", "{D2a} triệu đồng", "{D2b} giờ làm việc"),
    ),
    "III.4": (
        _s("Đã phát hiện, bồi dưỡng, nhân rộng", "{D3} điển hình tiên tiến[, {D3 so với năm trước}]"),
        _s(
            "Phòng Hành chính – Tổ chức đã",
            "lựa chọn {N1} điển hình để nhân rộng",
            "tổ chức {N2} hoạt động nhân rộng",
        ),
    ),
    "III.5": (
        _s("Trong kỳ, cơ quan đã biểu dương", "{D4a} tập thể", "{D4b} cá nhân"),
        _s("Chánh Văn phòng tặng Giấy khen cho", "{D5a} tập thể", "{D5b} cá nhân"),
        _s("Chủ tịch UBND tỉnh tặng Bằng khen cho", "{D6a} tập thể", "{D6b} cá nhân"),
        _s("Thủ tướng Chính phủ tặng Bằng khen cho", "{D7a} tập thể", "{D7b} cá nhân"),
        _s("Được tặng Huân chương Lao động:", "{D8a} tập thể", "{D8b} cá nhân"),
    ),
}


def sentences(heading: str, live: LiveFigures) -> str:
    """What the figures say under this heading, their marks still live; empty when no figure can be said."""
    return " ".join(text for sentence in SENTENCES.get(heading, ()) if (text := _said(sentence, live)))


def _said(sentence: Sentence, live: LiveFigures) -> str:
    parts = [said for part in sentence.parts if (said := _part(part, live))]
    return f"{sentence.lead} {_joined(parts)}." if parts else ""


def _joined(parts: list[str]) -> str:
    """`…; …, trong đó …, với …`"""
    return parts[0] + "".join(f"{', ' if part.startswith(CONTINUING) else '; '}{part}" for part in parts[1:])


def _part(part: Part, live: LiveFigures) -> str:
    if part.unless and _standing(part.unless, live) == "said":
        return ""
    if part.needs and _standing(part.needs, live) != "said":
        return ""
    standing = {_standing(code, live) for code in part.codes}
    if "missing" in standing:
        return ""
    if "zero" in standing:
        return part.or_none
    if part.when_all and _is_all(part.codes[0], part.whole, live):
        return part.when_all
    return OPTIONAL.sub(lambda match: "" if _cannot_be_said(match[1], live) else match[1], part.text)


def _cannot_be_said(text: str, live: LiveFigures) -> bool:
    """A mark without a figure, or a number of what HC-TC did that is zero."""
    return bool(live.unresolved(text)) or any(live.facts.get(match[1]) == 0 for match in LIVE.finditer(text))


def _is_all(code: str, whole: str, live: LiveFigures) -> bool:
    part, all_of_it = _number(code, live), _number(whole, live)
    return part is not None and part == all_of_it and part > 1


def _number(code: str, live: LiveFigures) -> Decimal | None:
    if code in live.facts:
        return Decimal(live.facts[code])
    figure = live.figures.get(code)
    return figure.shown.figure if figure else None


def _standing(code: str, live: LiveFigures) -> str:
    """Whether a figure can be said: `said`, `zero` (reported, or nothing arose anywhere), `missing`."""
    value = _number(code, live)
    if value is not None:
        return "said" if value else "zero"
    figure = live.figures.get(code)
    return "zero" if figure and figure.units_with(NONE_ARISEN) and not figure.counted else "missing"
