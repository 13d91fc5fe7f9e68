"""*Bản đăng ký chỉ tiêu thi đua*: the unit's internal paper in the official form, a marked draft until accepted."""

from collections.abc import Iterator
from datetime import date

from campaign.models import Campaign
from departments.models import Department
from departments.vietnamese import format_date
from reports.documents.content import (
    LEFT,
    NUMBER,
    Block,
    Cell,
    Column,
    Letterhead,
    Metadata,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
)
from reports.documents.fonts import balanced_lines
from reports.documents.formatting import rules_on
from reports.targets.models import TargetRegistration
from reports.targets.reading import Group

DRAFT = "DỰ THẢO"
COORDINATOR_REGISTERS_WITH = "Lãnh đạo Văn phòng"


def paper(registration: TargetRegistration, groups: list[Group], movement: Campaign, on: date) -> OfficialDocument:
    """The registration as it stands; number and day are written by hand."""
    unit, year = registration.department, registration.year
    lines = tuple(registration.capacity) or (unit.head_title.upper(),)
    accepted = registration.accepted_at
    keywords = (f"Tiếp nhận ngày {format_date(accepted)}",) if registration.is_accepted and accepted else ()
    return OfficialDocument(
        letterhead=_letterhead(unit, movement, on),
        type_name="BẢN ĐĂNG KÝ",
        subject=f"Chỉ tiêu thi đua năm {year}",
        blocks=tuple(_blocks(registration, groups, movement)),
        signature=Signature(lines, registration.signatory),
        recipients=("Như trên", f"Lưu: {unit.name}"),
        addressees=(addressee(unit),),
        metadata=Metadata(
            title=f"Bản đăng ký chỉ tiêu thi đua năm {year} – {unit.name}", author=unit.name, keywords=keywords
        ),
        draft_mark="" if registration.is_accepted else DRAFT,
    )


def _letterhead(unit: Department, movement: Campaign, on: date) -> Letterhead:
    rules = rules_on(None)
    width = rules.text_width_mm * rules.letterhead_left_share
    return Letterhead(
        parent_lines=tuple(balanced_lines(movement.agency_name.upper(), width, rules.parent_pt)),
        issuer_lines=tuple(balanced_lines(unit.name.upper(), width, rules.issuer_pt, bold=True)),
        notation=f"BĐK-{unit.code.upper()}",
        number=None,
        place=movement.place,
        on=None,
        year=on.year,
        authority=unit.name,
    )


def addressee(unit: Department) -> str:
    """A unit registers with the division that follows up; that division itself with the leadership."""
    if unit.is_coordinator:
        return COORDINATOR_REGISTERS_WITH
    coordinator = Department.objects.coordinators().order_by("pk").first()
    return coordinator.name if coordinator else COORDINATOR_REGISTERS_WITH


def _blocks(registration: TargetRegistration, groups: list[Group], movement: Campaign) -> Iterator[Block]:
    unit, year = registration.department, registration.year
    yield Paragraph(
        f"Thực hiện Kế hoạch triển khai phong trào thi đua “{movement.name}” của {movement.agency_name}, {unit.name} "
        f"đăng ký các chỉ tiêu thi đua năm {year} như sau:"
    )
    rows = list(_rows(groups))
    if rows:
        columns = (
            Column("TT", 0.5, align="centre"),
            Column("Chỉ tiêu", 5.2),
            Column("Đơn vị tính", 1.3, align="centre"),
            Column(f"Đăng ký năm {year - 1}", 1.1, kind=NUMBER),
            Column(f"Đăng ký năm {year}", 1.2, kind=NUMBER),
            Column("Ghi chú", 1.2),
        )
        yield Table(columns, tuple(rows))
    yield Paragraph(
        f"{unit.name} cam kết tổ chức thực hiện đạt và vượt các chỉ tiêu đã đăng ký; trân trọng báo cáo "
        f"{addressee(unit)} theo dõi, tổng hợp."
    )


def _rows(groups: list[Group]) -> Iterator[tuple[Cell, ...]]:
    """Only what was registered, numbered through, under the headings of the catalogue."""
    number = 0
    for group in groups:
        if group.filled:
            yield (Cell(group.title, bold=True, colspan=6, align=LEFT),)
        for row in group.filled:
            number += 1
            text = f"{row.parts} ({row.text})" if row.parts else row.text
            yield (
                Cell(str(number)),
                Cell(row.line.indicator.name),
                Cell(row.line.indicator.unit),
                Cell(row.last_target or "–"),
                Cell(text, value=row.line.value),
                Cell(row.line.note),
            )


def file_name(registration: TargetRegistration, extension: str) -> str:
    """`dang-ky-chi-tieu-2027-th.pdf`; plain letters, so that every computer keeps the name."""
    return f"dang-ky-chi-tieu-{registration.year}-{registration.department.code}.{extension}"
