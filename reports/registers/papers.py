"""Papers of the list of people: registration, pledge, dissemination, assessment. Vietnamese like all papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from campaign.models import Campaign
from departments.models import Department
from departments.vietnamese import format_decimal, long_date
from reports.documents.content import (
    CENTRE,
    Block,
    Cell,
    Column,
    Heading,
    Letterhead,
    Metadata,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
)
from reports.documents.fonts import balanced_lines
from reports.documents.formatting import rules_on
from reports.registers.people import Person
from reports.registers.permissions import Place

ASSESSED = {"met": "Đạt", "not_met": "Chưa đạt", "not_considered": "Không xét", "": ""}


@dataclass(frozen=True)
class Given:
    """What a paper is made of."""

    place: Place
    movement: Campaign
    people: Sequence[Person]
    #: Wording of the criteria for individuals.
    criteria: Sequence[str]

    @property
    def unit(self) -> Department:
        return self.place.department


@dataclass(frozen=True)
class Paper:
    """One kind of paper: its type, its abbreviation in the notation, its content, who gets it."""

    slug: str
    #: What the page calls it.
    title: str
    type_name: str
    notation: str
    subject: Callable[[Given], str]
    blocks: Callable[[Given], list[Block]]
    recipients: tuple[str, ...] = ("Phòng Hành chính – Tổ chức",)


def _movement(given: Given) -> str:
    return f"phong trào thi đua “{given.movement.name}” năm {given.place.year}"


def _table(given: Given, people: Sequence[Person], *more: tuple[Column, Callable[[Person], str]]) -> Table:
    columns = (
        Column("STT", 0.6, align=CENTRE), Column("Họ và tên", 2.7), Column("Chức vụ", 2.4),
        *(column for column, _text in more),
    )  # fmt: skip
    rows = tuple(
        (Cell(format_decimal(n)), Cell(p.staff.full_name), Cell(p.post), *(Cell(text(p)) for _column, text in more))
        for n, p in enumerate(people, start=1)
    )
    return Table(columns, rows)


def _blank(_person: Person) -> str:
    return ""


def _registration(given: Given) -> list[Block]:
    chosen = [p for p in given.people if p.stored["registered"]]
    count = f"{len(chosen):02d}/{len(given.people):02d}"
    return [
        Paragraph(
            f"Thực hiện Kế hoạch triển khai {_movement(given)} của {given.movement.agency_name}, {given.unit.name} "
            f"đăng ký thi đua với các nội dung sau:"
        ),
        Heading(2, "1. Tập thể đăng ký"),
        Paragraph(
            "Phấn đấu hoàn thành các chỉ tiêu đăng ký của đơn vị; tham mưu đúng tiến độ, bảo đảm chất lượng; thực "
            "hành tiết kiệm, chống lãng phí trong sử dụng kinh phí, tài sản, lao động và thời gian lao động."
        ),
        Heading(2, "2. Cá nhân đăng ký"),
        Paragraph(
            f"{count} công chức, viên chức, người lao động của đơn vị đăng ký thực hiện tốt tiêu chí đối với cá nhân "
            f"của phong trào, gồm:"
        ),
        _table(given, chosen, (Column("Ký tên", 1.8), _blank), (Column("Ghi chú", 1.8), _blank)),
        Paragraph("Tập thể, cá nhân có tên trên cam kết thực hiện tốt các nội dung đã đăng ký."),
    ]


def _pledge(given: Given) -> list[Block]:
    chosen = [p for p in given.people if p.stored["pledged"]] or list(given.people)
    return [
        Paragraph(
            f"Hưởng ứng {_movement(given)}, tập thể công chức, viên chức, người lao động {given.unit.name} thống "
            f"nhất ký giao ước thi đua thực hiện tốt các nội dung sau:"
        ),
        Paragraph(
            "1. Đẩy mạnh phát triển kết cấu hạ tầng: tham mưu kịp thời, đúng quy định; đôn đốc tiến độ, chất lượng "
            "công trình, dự án; tích cực tham gia xây dựng kết cấu hạ tầng và chấp hành tốt việc giải phóng mặt bằng "
            "tại nơi cư trú."
        ),
        Paragraph(
            "2. Thực hành tiết kiệm, chống lãng phí: quản lý, sử dụng kinh phí, tài sản được giao đúng mục đích, định "
            "mức, tiêu chuẩn, chế độ; sử dụng hiệu quả thời gian làm việc; tiết kiệm điện, nước, văn phòng phẩm."
        ),
        Paragraph("3. Phát huy sáng kiến, giải pháp hữu ích; không chạy theo thành tích."),
        Paragraph("Chúng tôi cùng ký tên dưới đây và quyết tâm thực hiện giao ước:"),
        _table(given, chosen, (Column("Ký tên", 2), _blank), (Column("Ghi chú", 1.6), _blank)),
        Paragraph("Bản giao ước được lưu tại đơn vị và gửi Phòng Hành chính – Tổ chức theo dõi."),
    ]


def _dissemination(given: Given) -> list[Block]:
    told = [p for p in given.people if p.stored["informed"]]
    days = sorted({p.row.informed_on for p in told if p.row and p.row.informed_on})
    when = f" ({'; '.join(long_date(day) for day in days)})" if days else ""
    return [
        Paragraph(
            f"Thực hiện mục VI.1 của Kế hoạch triển khai {_movement(given)}, {given.unit.name} đã phổ biến, quán "
            f"triệt kế hoạch đến {len(told):02d}/{len(given.people):02d} công chức, viên chức, người lao động{when}:"
        ),
        _table(
            given, given.people,
            (Column("Ngày được phổ biến, quán triệt", 2, align=CENTRE), _informed_on),
            (Column("Ký tên", 1.5), _blank), (Column("Ghi chú", 1.5), _note_if_absent),
        ),
        Paragraph("Danh sách này được lập kèm biên bản buổi phổ biến, quán triệt của đơn vị."),
    ]  # fmt: skip


def _informed_on(person: Person) -> str:
    noted = person.stored
    return (noted["informed_on"] or "x") if noted["informed"] else ""


def _note_if_absent(person: Person) -> str:
    return "" if person.stored["informed"] else "Chưa được phổ biến"


def _assessment(given: Given) -> list[Block]:
    results = [p.stored["assessment"] for p in given.people]
    counts = ", ".join(f"{label.lower()}: {results.count(key):02d} người" for key, label in ASSESSED.items() if key)
    return [
        Heading(2, "1. Tiêu chí đối với cá nhân"),
        *(Paragraph(wording) for wording in given.criteria),
        Heading(2, "2. Kết quả"),
        Paragraph(f"Tổng số: {len(results):02d} người; {counts}."),
        _table(
            given, given.people,
            (Column("Kết quả", 1.4, align=CENTRE), lambda person: ASSESSED[person.stored["assessment"]]),
            (Column("Ghi chú", 3), lambda person: person.stored["note"]),
        ),
        Paragraph("Kết quả này là căn cứ để đơn vị bình xét, đề nghị khen thưởng; lưu hành nội bộ."),
    ]  # fmt: skip


def _carries_out(given: Given) -> str:
    return f"Thực hiện {_movement(given)}"


def _informed(given: Given) -> str:
    return f"Công chức, viên chức, người lao động được phổ biến, quán triệt Kế hoạch {_movement(given)}"


def _judged(given: Given) -> str:
    return f"Theo tiêu chí của {_movement(given)}"


_ALL = (
    Paper(
        "dang-ky-thi-dua", "Bản đăng ký thi đua",
        "BẢN ĐĂNG KÝ THI ĐUA", "ĐKTĐ", _carries_out, _registration,
    ),
    Paper(
        "giao-uoc-thi-dua", "Bản giao ước thi đua",
        "BẢN GIAO ƯỚC THI ĐUA", "GƯTĐ", _carries_out, _pledge,
    ),
    Paper(
        "danh-sach-quan-triet", "Danh sách phổ biến, quán triệt",
        "DANH SÁCH", "DS", _informed, _dissemination,
    ),
    Paper(
        "danh-gia-ca-nhan", "Bảng đánh giá cá nhân (nội bộ)",
        "BẢNG ĐÁNH GIÁ CÁ NHÂN", "ĐGCN", _judged, _assessment, recipients=(),
    ),
)  # fmt: skip
PAPERS = {paper.slug: paper for paper in _ALL}


def document(paper: Paper, given: Given) -> OfficialDocument:
    """The paper, unsigned and unnumbered."""
    unit = given.unit
    return OfficialDocument(
        letterhead=_letterhead(paper, given),
        type_name=paper.type_name,
        subject=paper.subject(given),
        blocks=tuple(paper.blocks(given)),
        signature=Signature((unit.head_title.upper(),), ""),
        recipients=(*(name for name in paper.recipients if name != unit.name), f"Lưu: {unit.name}"),
        metadata=Metadata(title=f"{paper.type_name.capitalize()} {given.place.year} – {unit.name}", author=unit.name),
    )


def _letterhead(paper: Paper, given: Given) -> Letterhead:
    rules = rules_on(None)
    width = rules.text_width_mm * rules.letterhead_left_share
    movement, name = given.movement, given.unit.name
    return Letterhead(
        parent_lines=tuple(balanced_lines(movement.agency_name.upper(), width, rules.parent_pt)),
        issuer_lines=tuple(balanced_lines(name.upper(), width, rules.issuer_pt, bold=True)),
        notation=f"{paper.notation}-{given.unit.code.upper()}",
        number=None,
        place=movement.place,
        on=None,
        year=given.place.year,
        authority=name,
    )
