"""A realistic paper for tests: about five pages, a landscape annex with twelve units, an upright annex;
figures invented."""

from datetime import UTC, date, datetime
from decimal import Decimal

from departments.vietnamese import format_decimal
from reports.documents.content import (
    CENTRE,
    NUMBER,
    Annex,
    Attachment,
    Cell,
    Chart,
    Column,
    Heading,
    Letterhead,
    Metadata,
    OfficialDocument,
    Paragraph,
    Series,
    Signature,
    Span,
    Table,
)

MOVEMENT = "Lai Châu đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành tiết kiệm, chống lãng phí"
UNITS = (
    "Phòng Tổng hợp",
    "Phòng Kinh tế ngành",
    "Phòng Nội chính",
    "Phòng Khoa giáo - Văn xã",
    "Phòng Kiểm soát thủ tục hành chính",
    "Phòng Ngoại vụ",
    "Phòng Hành chính - Tổ chức",
    "Phòng Quản trị - Tài vụ",
    "Ban Tiếp công dân tỉnh",
    "Trung tâm Phục vụ hành chính công",
    "Trung tâm Thông tin - Công báo",
    "Nhà khách",
)
CODES = ("TH", "KTN", "NC", "KGVX", "KSTTHC", "NV", "HCTC", "QTTV", "BTCD", "TTPVHCC", "TTTHCB", "NK")
INDICATORS = (
    ("B1.1", "Văn bản quy phạm pháp luật đã tham mưu ban hành", "văn bản", 3),
    ("B1.2", "Quyết định, kế hoạch, chỉ thị, công văn chỉ đạo đã tham mưu ban hành", "văn bản", 41),
    ("B2.1", "Công trình, dự án trọng điểm được theo dõi, đôn đốc tiến độ", "dự án", 4),
    ("B3.1", "Thủ tục hành chính được rà soát, đề nghị đơn giản hóa", "thủ tục", 7),
    ("C2.1", "Kinh phí tiết kiệm trong chi quản lý hành chính", "triệu đồng", 118),
    ("C5.2", "Cuộc họp được tổ chức theo hình thức trực tuyến, không giấy tờ", "cuộc", 16),
)
LONG_TEXTS = (
    (
        "Lãnh đạo Văn phòng đã chỉ đạo các phòng, ban, trung tâm quán triệt mục đích, yêu cầu "
        "của phong trào thi đua đến toàn "
        "thể công chức, viên chức, người lao động; gắn việc thực hiện phong trào với nhiệm vụ "
        "chính trị được giao, với chương "
        "trình công tác năm và kế hoạch cải cách hành chính của cơ quan. Việc phát động, đăng "
        "ký thi đua được tổ chức ngay từ "
        "đầu năm, bảo đảm dân chủ, thiết thực, không phô trương hình thức."
    ),
    (
        "Trong năm, các đơn vị đã tham mưu cho Ủy ban nhân dân tỉnh ban hành nhiều văn bản chỉ "
        "đạo, điều hành về đầu tư xây "
        "dựng kết cấu hạ tầng giao thông, thủy lợi, hạ tầng số; theo dõi, đôn đốc tiến độ các "
        "công trình, dự án trọng điểm; "
        "kịp thời tổng hợp khó khăn, vướng mắc về giải phóng mặt bằng để báo cáo cấp có thẩm "
        "quyền xem xét, tháo gỡ. Tỷ lệ "
        "văn bản tham mưu bảo đảm thời hạn đạt 98,7%, tăng 1,2 điểm phần trăm so với năm trước."
    ),
    (
        "Công tác thực hành tiết kiệm, chống lãng phí được thực hiện thường xuyên trong lập, "
        "chấp hành dự toán; mua sắm, quản "
        "lý, sử dụng tài sản công; sử dụng điện, nước, văn phòng phẩm, xăng xe. Kinh phí tiết "
        "kiệm được trong năm là 1.284,5 "
        "triệu đồng, bằng 107,0% kế hoạch; số cuộc họp trực tuyến, không giấy tờ chiếm 55% tổng số cuộc họp."
    ),
)


def sample(*, number: str | None = None, on: date | None = None, **changes: object) -> OfficialDocument:
    """The sample; ``changes`` replace fields of the document."""
    fields: dict = {
        "letterhead": Letterhead(
            parent_lines=("UBND TỈNH LAI CHÂU",),
            issuer_lines=("VĂN PHÒNG",),
            notation="BC-VPUBND",
            number=number,
            place="Lai Châu",
            on=on,
            year=2026,
            authority="Văn phòng Ủy ban nhân dân tỉnh",
        ),
        "type_name": "BÁO CÁO",
        "subject": f"Kết quả thực hiện phong trào thi đua “{MOVEMENT}” năm 2026",
        "addressees": ("Sở Nội vụ tỉnh Lai Châu",),
        "blocks": tuple(_body()),
        "signature": Signature(("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "Nguyễn Văn Mẫu"),
        "recipients": (
            "Như trên",
            "Lãnh đạo Văn phòng",
            "Các phòng, ban, trung tâm trực thuộc Văn phòng",
            "Lưu: VT, HC",
        ),
        "annexes": (
            Annex("Tổng hợp số liệu thi đua theo đơn vị", (_by_unit(),), landscape=True),
            Annex(
                "Kết quả thực hiện so với năm trước",
                (_by_year(), Paragraph("Số liệu chốt đến ngày 15 tháng 11 năm 2026.")),
            ),
        ),
        "attachments": (
            Attachment(
                "so-lieu.json",
                b'{"nam": 2026}',
                "application/json",
                datetime(2026, 11, 20, 8, tzinfo=UTC),
                datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
                "Số liệu của báo cáo",
            ),
        ),
        "metadata": Metadata("Báo cáo phong trào thi đua năm 2026", "Văn phòng UBND tỉnh Lai Châu", ("sha256:0f1e2d",)),
    }
    return OfficialDocument(**(fields | changes))


def _body() -> list:
    return [
        Paragraph(
            "Thực hiện Kế hoạch số 367/KH-UBND ngày 09 tháng 02 năm 2023 của Ủy ban nhân "
            "dân tỉnh về tổ chức phong trào "
            f"thi đua “{MOVEMENT}”, Văn phòng Ủy ban nhân dân tỉnh báo cáo kết quả thực "
            "hiện năm 2026 như sau (số liệu chi "
            "tiết tại Phụ lục I và Phụ lục II kèm theo):"
        ),
        Heading(1, "I. Công tác lãnh đạo, chỉ đạo, triển khai", ref="I"),
        Heading(2, "1. Công tác lãnh đạo, chỉ đạo, ban hành văn bản"),
        Paragraph(LONG_TEXTS[0], ref="A1-TH"),
        Paragraph([Span("Phòng Tổng hợp ", italic=True), LONG_TEXTS[1]], ref="A1-KTN"),
        Heading(2, "2. Công tác tuyên truyền, quán triệt"),
        Paragraph(LONG_TEXTS[2]),
        Heading(1, "II. Kết quả thực hiện phong trào", ref="II"),
        Heading(2, "1. Thi đua đẩy mạnh phát triển kết cấu hạ tầng"),
        Heading(3, "1.1. Tham mưu hoàn thiện thể chế, cơ chế, chính sách, quy hoạch"),
        Paragraph(LONG_TEXTS[1], ref="B1-TH"),
        Heading(4, "a) Văn bản quy phạm pháp luật"),
        Paragraph(LONG_TEXTS[0]),
        Heading(4, "b) Văn bản chỉ đạo, điều hành"),
        Paragraph(LONG_TEXTS[1]),
        Heading(3, "1.2. Tham mưu chỉ đạo tiến độ, chất lượng công trình, dự án"),
        Paragraph(LONG_TEXTS[1]),
        Chart(
            "Kinh phí tiết kiệm qua các năm",
            ("2022", "2023", "2024", "2025", "2026"),
            (Series("Kinh phí tiết kiệm", (760, 905, 980, 1147, Decimal("1284.5"))),),
            unit="triệu đồng",
            ref="H1",
        ),
        Heading(2, "2. Thi đua thực hành tiết kiệm, chống lãng phí"),
        Paragraph(LONG_TEXTS[2], ref="C2-QTTV"),
        Table(
            (
                Column("TT", 1, CENTRE),
                Column("Nội dung", 7),
                Column("Đơn vị tính", 3, CENTRE),
                Column("Năm 2025", 2.4, kind=NUMBER),
                Column("Năm 2026", 2.4, kind=NUMBER),
                Column("So sánh (%)", 2.4, kind=NUMBER),
            ),
            [
                (Cell(str(i)), Cell(name), Cell(unit), *_figures(base * 11, base * 12), Cell("109,1"))
                for i, (_, name, unit, base) in enumerate(INDICATORS, start=1)
            ],
            title="Bảng 1. Một số kết quả chủ yếu",
            ref="T1",
        ),
        Heading(1, "III. Đánh giá chung"),
        Heading(2, "1. Ưu điểm"),
        Paragraph(LONG_TEXTS[0]),
        Paragraph(LONG_TEXTS[2]),
        Heading(2, "2. Tồn tại, hạn chế và nguyên nhân"),
        Paragraph(LONG_TEXTS[1]),
        Paragraph(LONG_TEXTS[0]),
        Heading(1, "IV. Phương hướng, nhiệm vụ, giải pháp năm 2027"),
        *(Paragraph(f"{i}. {text}") for i, text in enumerate(LONG_TEXTS, start=1)),
        Heading(1, "V. Đề xuất, kiến nghị"),
        Paragraph(
            "Đề nghị Sở Nội vụ hướng dẫn sớm biểu mẫu báo cáo tổng kết phong trào thi đua giai đoạn 2026 - 2030."
        ),
        Paragraph(
            "Trên đây là báo cáo kết quả thực hiện phong trào thi đua năm 2026, Văn phòng "
            "Ủy ban nhân dân tỉnh báo cáo Sở "
            "Nội vụ tổng hợp theo quy định."
        ),
    ]


def _figures(*values: int | Decimal) -> tuple[Cell, ...]:
    return tuple(Cell(format_decimal(value), value=Decimal(value)) for value in values)


def _by_unit() -> Table:
    columns = (
        Column("TT", 1, CENTRE),
        Column("Chỉ tiêu", 5.6),
        Column("Đơn vị tính", 1.7, CENTRE),
        *(
            Column(code, 1.9, kind=NUMBER, group="Khối phòng" if i < 8 else "Khối ban, trung tâm")
            for i, code in enumerate(CODES)
        ),
        Column("Tổng số", 1.9, kind=NUMBER),
    )
    rows = []
    for section in range(3):
        rows.append(
            (
                Cell(
                    f"{'ABCD'[section]}. Nhóm chỉ tiêu thứ {section + 1}", bold=True, colspan=len(columns), align="left"
                ),
            )
        )
        for i, (code, name, unit, base) in enumerate(INDICATORS, start=1):
            values = [
                Decimal(base * (3 + (i * 7 + k * 5 + section) % 9)) / (2 if unit == "triệu đồng" else 1)
                for k in range(12)
            ]
            total = Cell(format_decimal(sum(values)), bold=True, value=Decimal(sum(values)))
            rows.append((Cell(str(i)), Cell(f"{code} {name}"), Cell(unit), *_figures(*values), total))
    return Table(
        columns,
        tuple(rows),
        unit="Đơn vị viết tắt theo quy định của Văn phòng",
        notes=("Ghi chú: số liệu ước cả năm.",),
    )


def _by_year() -> Table:
    columns = (
        Column("TT", 1, CENTRE),
        Column("Đơn vị", 6),
        *(Column(str(y), 2, kind=NUMBER) for y in range(2022, 2027)),
    )
    rows = [
        (Cell(str(i)), Cell(unit), *_figures(*(Decimal(40 + i * 3 + y * 5) for y in range(5))))
        for i, unit in enumerate(UNITS, start=1)
    ]
    return Table(columns, tuple(rows), title="Số văn bản tham mưu ban hành", unit="Đơn vị tính: văn bản")
