"""Two figures of 2025 that the reviewer counts otherwise than they were reported."""

from decimal import Decimal

#: (year, unit) → indicator, difference to the reported figure, reason.
APPRAISED = {
    (2025, "th"): (
        "B1.2", Decimal(-6),
        "06 văn bản do Phòng Nội chính chủ trì tham mưu, đã tính trong báo cáo của Phòng Nội chính.",
    ),
    (2025, "qttv"): (
        "C2.1", Decimal("-1.5"),
        "Chưa tính 1,5 triệu đồng văn phòng phẩm còn trong kho, đến 15/11/2025 chưa sử dụng.",
    ),
}  # fmt: skip
