"""The unit's own report as an official paper: the unit's cut of the outline, from live or frozen content.

Internal paper of a division: parent is the Office, the number stays blank, the head signs without TL. (design page §7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from departments.models import Department
from departments.vietnamese import format_decimal
from reports.documents.content import (
    LEFT,
    NUMBER,
    Annex,
    Block,
    Cell,
    Column,
    Heading,
    Letterhead,
    Metadata,
    OfficialDocument,
    Paragraph,
    Signature,
    Span,
    Table,
)
from reports.documents.fonts import balanced_lines
from reports.documents.formatting import rules_on
from reports.submissions.models import AnnualReport, IndicatorValue, Revision
from reports.submissions.reading import FigureLine, SectionReading, TextLine

Status = IndicatorValue.Status

#: Slug of a section → headings printed above it.
HEADINGS = {
    "1": [(2, "1. Công tác triển khai")],
    "2.1": [(2, "2. Kết quả thực hiện"), (3, "2.1. Phát triển kết cấu hạ tầng")],
    "2.2": [(3, "2.2. Thực hành tiết kiệm, chống lãng phí")],
    "3": [(2, "3. Sáng kiến, điển hình")],
    "4": [(2, "4. Tồn tại, hạn chế, nguyên nhân, bài học")],
    "5": [(2, "5. Phương hướng, đề xuất")],
}
DRAFT = "DỰ THẢO"
COORDINATOR_REPORTS_TO = "Lãnh đạo Văn phòng"


@dataclass(frozen=True)
class Signatory:
    """Lines of the signature block and the name; blank name while nobody has approved."""

    lines: tuple[str, ...]
    name: str = ""


def draft(report: AnnualReport, sections: list[SectionReading], on: date) -> OfficialDocument:
    """What the report would look like if it were submitted now; marked as a draft."""
    signatory = Signatory((report.department.head_title.upper(),))
    return _document(report, sections, signatory, on, mark=DRAFT)


def submitted(report: AnnualReport, revision: Revision, sections: list[SectionReading], on: date) -> OfficialDocument:
    """The report as it was submitted; its metadata carry the hash of the revision."""
    signatory = Signatory(tuple(revision.capacity), revision.signatory)
    keywords = (f"Bản gửi lần {revision.number}", f"SHA-256: {revision.sha256}")
    return _document(report, sections, signatory, on, keywords=keywords)


def _document(
    report: AnnualReport, sections: list[SectionReading], signatory: Signatory, on: date, mark: str = "", keywords=()
) -> OfficialDocument:
    movement, unit = report.period.campaign, report.department
    subject = f"Kết quả thực hiện phong trào thi đua “{movement.name}” {_span(report)}"
    return OfficialDocument(
        letterhead=_letterhead(report, on),
        type_name="BÁO CÁO",
        subject=subject,
        blocks=tuple(_blocks(report, sections)),
        signature=Signature(signatory.lines, signatory.name),
        annexes=tuple(_annexes(report, sections)),
        recipients=("Như trên", f"Lưu: {unit.name}"),
        addressees=(addressee(unit),),
        metadata=Metadata(title=f"{report.period.title} – {unit.name}", author=unit.name, keywords=keywords),
        draft_mark=mark,
    )


def _letterhead(report: AnnualReport, on: date) -> Letterhead:
    rules = rules_on(None)
    width = rules.text_width_mm * rules.letterhead_left_share
    movement, name = report.period.campaign, report.department.name
    return Letterhead(
        parent_lines=tuple(balanced_lines(movement.agency_name.upper(), width, rules.parent_pt)),
        issuer_lines=tuple(balanced_lines(name.upper(), width, rules.issuer_pt, bold=True)),
        notation=f"BC-{report.department.code.upper()}",
        number=None,
        place=movement.place,
        on=None,
        year=on.year,
        authority=name,
    )


def addressee(unit: Department) -> str:
    """A unit reports to the division that consolidates; that division itself to the leadership."""
    if unit.is_coordinator:
        return COORDINATOR_REPORTS_TO
    coordinator = Department.objects.coordinators().order_by("pk").first()
    return coordinator.name if coordinator else COORDINATOR_REPORTS_TO


def _span(report: AnnualReport) -> str:
    period = report.period
    return f"năm {period.year}" if period.from_year == period.year else f"giai đoạn {period.from_year}-{period.year}"


def _blocks(report: AnnualReport, sections: list[SectionReading]) -> Iterator[Block]:
    movement, unit = report.period.campaign, report.department
    yield Paragraph(
        f"Thực hiện Kế hoạch triển khai phong trào thi đua “{movement.name}” của {movement.agency_name}, {unit.name} "
        f"báo cáo kết quả thực hiện {_span(report)} như sau:"
    )
    if report.nothing_to_report:
        yield Paragraph(f"Trong kỳ báo cáo, {unit.name} không phát sinh nội dung. {report.nothing_reason}".strip())
    for page in [] if report.nothing_to_report else sections:
        for level, title in HEADINGS[page.section.slug]:
            yield Heading(level, title)
        for line in page.texts:
            yield from _text(line)
    if not report.nothing_to_report and any(page.figures for page in sections):
        yield Paragraph("Kết quả thực hiện các chỉ tiêu tại Phụ lục kèm theo.")
    yield Paragraph(f"Trên đây là báo cáo kết quả thực hiện phong trào thi đua {_span(report)} của {unit.name}.")


def _text(line: TextLine) -> Iterator[Paragraph]:
    title = Span(f"{line.definition.title}: ", bold=True, italic=True)
    if line.nothing:
        yield Paragraph((title, Span(f"Không có nội dung báo cáo. {line.reason}".strip())))
        return
    first, *others = line.text.splitlines() or ["(chưa có nội dung)"]
    yield Paragraph((title, Span(first)))
    for other in others:
        if other.strip():
            yield Paragraph(other)


def _annexes(report: AnnualReport, sections: list[SectionReading]) -> Iterator[Annex]:
    """All figures in one table; what is not the unit's task is left out, what did not arise is said so."""
    year = report.period.year
    rows = [row for page in sections for row in _rows(page)]
    if report.nothing_to_report or not rows:
        return
    columns = (
        Column("Chỉ tiêu", 5),
        Column("Đơn vị tính", 1.4, align="centre"),
        Column(f"Năm {year - 1}", 1.3, kind=NUMBER),
        Column(f"Năm {year}", 1.6, kind=NUMBER),
        Column("Ghi chú", 2),
    )
    yield Annex("Kết quả thực hiện các chỉ tiêu", (Table(columns, tuple(rows)),))


def _rows(page: SectionReading) -> list[tuple[Cell, ...]]:
    rows = [_row(line) for line in page.figures if line.status != Status.NOT_MINE]
    title = HEADINGS[page.section.slug][-1][1]
    return [(Cell(title, bold=True, colspan=5, align=LEFT),), *rows] if rows else []


def _row(line: FigureLine) -> tuple[Cell, ...]:
    answer = f"{line.parts} ({line.answer})" if line.parts else line.answer
    remarks = [text for text in ("số ước" if line.is_estimate else "", line.note) if text]
    return (
        Cell(line.definition.name),
        Cell(line.definition.unit),
        Cell(line.last_year or "–"),
        Cell(answer or "…", value=line.figure),
        Cell("; ".join(remarks)),
    )


def file_name(report: AnnualReport, extension: str, revision: Revision | None = None) -> str:
    """`bao-cao-2026-th-lan-2.pdf`; plain letters, so that every computer keeps the name."""
    part = f"lan-{format_decimal(revision.number)}" if revision else "du-thao"
    return f"bao-cao-{report.period.year}-{report.department.code}-{part}.{extension}"
