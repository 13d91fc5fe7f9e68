"""*Thông báo đôn đốc* in the official form (Decree 30/2020), and the list for the weekly meeting.

A paper of the division that chases: parent is the Office, number and day are written by hand.
"""

from collections.abc import Iterator
from datetime import date

from campaign.models import Campaign, ReportingPeriod
from departments.capacity import signature_of
from departments.models import Delegation, Department, User
from departments.roles import Role
from departments.vietnamese import format_date, long_date
from reports.chasing.letters import due_text, inside_sentence, part_text, standing_text
from reports.chasing.openings import Opening
from reports.documents.content import (
    CENTRE,
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

TYPE, LIST_TYPE = "THÔNG BÁO", "DANH SÁCH"


def notice(
    openings: list[Opening], *, unit: Department, reminded: dict[int, int], on: date, signatory: User | None
) -> OfficialDocument:
    """The notice to one unit, or to several; `unit` is the division that chases."""
    period = openings[0].period
    subject = f"Đôn đốc hoàn thành {inside_sentence(str(period))}"
    blocks = _to_one(openings[0], unit, reminded, on) if len(openings) == 1 else _to_many(openings, unit, reminded, on)
    return OfficialDocument(
        letterhead=_letterhead(unit, period.campaign, on, "TB"),
        type_name=TYPE,
        subject=subject,
        blocks=tuple(blocks),
        signature=_signature(unit, signatory, on),
        recipients=("Như trên", "Lãnh đạo Văn phòng (để báo cáo)", f"Lưu: {unit.name}"),
        addressees=tuple(opening.unit.name for opening in openings),
        metadata=Metadata(title=f"Thông báo đôn đốc – {period}", author=unit.name),
    )


def meeting_list(
    openings: list[Opening], period: ReportingPeriod, *, unit: Department, reminded: dict[int, int], on: date
) -> OfficialDocument:
    """Every unit with something open, for the weekly meeting."""
    return OfficialDocument(
        letterhead=_letterhead(unit, period.campaign, on, "DS"),
        type_name=LIST_TYPE,
        subject=f"Đơn vị chưa hoàn thành {inside_sentence(str(period))}, tính đến {long_date(on)}",
        blocks=tuple(_listed(openings, reminded, on)),
        signature=Signature(("NGƯỜI LẬP DANH SÁCH",), ""),
        recipients=("Lãnh đạo Văn phòng (để báo cáo)", f"Lưu: {unit.name}"),
        metadata=Metadata(title=f"Danh sách đơn vị chưa hoàn thành – {period}", author=unit.name),
    )


def _listed(openings: list[Opening], reminded: dict[int, int], on: date) -> Iterator[Block]:
    if openings:
        yield _table(openings, reminded, on)
        yield Paragraph(f"Danh sách gồm {len(openings):02d} đơn vị")
    else:
        yield Paragraph("Tất cả các đơn vị đã gửi báo cáo")


def signatory_on(unit: Department, on: date) -> User | None:
    """Who signs for the division on this day: the person it is delegated to, else its head."""
    delegated = Delegation.objects.in_force(on).filter(department=unit).order_by("pk").values("staff")
    standing_in = User.objects.filter(is_active=True, staff__in=delegated).select_related("staff").first()
    return standing_in or User.objects.with_role(Role.HCTC_HEAD).select_related("staff").first()


def _signature(unit: Department, signatory: User | None, on: date) -> Signature:
    lines, name = signature_of(signatory, unit, on) if signatory else ([unit.head_title.upper()], "")
    return Signature(tuple(lines), name)


def _letterhead(unit: Department, movement: Campaign, on: date, kind: str) -> Letterhead:
    rules = rules_on(None)
    width = rules.text_width_mm * rules.letterhead_left_share
    return Letterhead(
        parent_lines=tuple(balanced_lines(movement.agency_name.upper(), width, rules.parent_pt)),
        issuer_lines=tuple(balanced_lines(unit.name.upper(), width, rules.issuer_pt, bold=True)),
        notation=f"{kind}-{unit.code.upper()}",
        number=None,
        place=movement.place,
        on=None,
        year=on.year,
        authority=unit.name,
    )


def _opening_words(period: ReportingPeriod, unit: Department) -> Paragraph:
    movement = period.campaign
    return Paragraph(
        f"Thực hiện Kế hoạch triển khai phong trào thi đua “{movement.name}” của {movement.agency_name}, "
        f"{unit.name} được giao theo dõi, đôn đốc, tổng hợp kết quả thực hiện của các đơn vị."
    )


def _to_one(opening: Opening, unit: Department, reminded: dict[int, int], on: date) -> Iterator[Block]:
    yield _opening_words(opening.period, unit)
    yield Paragraph(
        f"Đến {long_date(on)}, {opening.unit.name} chưa hoàn thành {inside_sentence(str(opening.period))}. "
        f"Hạn gửi báo cáo: {due_text(opening, on)}. Tình trạng: {standing_text(opening)}. "
        f"Số lần đã đôn đốc: {reminded.get(opening.unit.pk, 0):02d}."
    )
    if opening.parts:
        yield Paragraph("Các nội dung còn thiếu:")
        columns = (Column("TT", 0.5, CENTRE), Column("Phần của báo cáo", 4), Column("Còn thiếu", 3))
        rows = tuple(
            (Cell(str(n)), Cell(str(part.section.title)), Cell(part_text(part)))
            for n, part in enumerate(opening.parts, start=1)
        )
        yield Table(columns, rows)
    if opening.remarks:
        yield Paragraph("Các ý kiến rà soát đơn vị chưa trả lời:")
        yield from (Paragraph(f"- {remark}") for remark in opening.remarks)
    yield Paragraph(
        f"{unit.name} đề nghị {opening.unit.name} khẩn trương hoàn thiện, gửi báo cáo theo quy định; trường hợp có khó "
        f"khăn, vướng mắc, đề nghị trao đổi với {unit.name} để phối hợp giải quyết"
    )


def _to_many(openings: list[Opening], unit: Department, reminded: dict[int, int], on: date) -> Iterator[Block]:
    period = openings[0].period
    yield _opening_words(period, unit)
    yield Paragraph(
        f"Đến {long_date(on)}, còn {len(openings):02d} đơn vị chưa hoàn thành {inside_sentence(str(period))}, cụ thể "
        "như sau:"
    )
    yield _table(openings, reminded, on)
    yield Paragraph(
        f"{unit.name} đề nghị các đơn vị nêu trên khẩn trương hoàn thiện, gửi báo cáo theo quy định; trường hợp có khó "
        f"khăn, vướng mắc, đề nghị trao đổi với {unit.name} để phối hợp giải quyết"
    )


def _table(openings: list[Opening], reminded: dict[int, int], on: date) -> Table:
    columns = (
        Column("TT", 0.5, CENTRE),
        Column("Đơn vị", 2.6),
        Column("Tình trạng, nội dung còn thiếu", 3.6),
        Column("Hạn gửi", 1.4, CENTRE),
        Column("Số ngày chậm", 0.9, kind=NUMBER),
        Column("Số lần đôn đốc", 0.9, kind=NUMBER),
    )
    rows = []
    for number, opening in enumerate(openings, start=1):
        late, times = opening.days_late(on), reminded.get(opening.unit.pk, 0)
        text = standing_text(opening)
        if opening.remarks:
            text += f"; {len(opening.remarks):02d} ý kiến rà soát chưa trả lời"
        rows.append(
            (
                Cell(str(number)), Cell(opening.unit.name), Cell(text[:1].upper() + text[1:]),
                Cell(format_date(opening.due_on) + (" (gia hạn)" if opening.is_extended else "")),
                Cell(str(late) if late else ""), Cell(str(times) if times else ""),
            )
        )  # fmt: skip
    return Table(columns, tuple(rows))


def file_name(openings: list[Opening], extension: str) -> str:
    """`thong-bao-don-doc-2026-nk.pdf`; plain letters, so that every computer keeps the name."""
    stem = f"thong-bao-don-doc-{openings[0].period.year}"
    return f"{stem}-{openings[0].unit.code}.{extension}" if len(openings) == 1 else f"{stem}.{extension}"
