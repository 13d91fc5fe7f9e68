"""The score sheet of one unit and the ranking as files: PDF for the folder, Excel for the desk."""

from datetime import date

from departments.models import Department
from departments.vietnamese import format_date
from reports.documents.content import (
    Annex,
    Block,
    Letterhead,
    Metadata,
    OfficialDocument,
    Paragraph,
    Signature,
)
from reports.documents.excel import Sheet, render_excel, sheet_of
from reports.documents.fonts import balanced_lines
from reports.documents.formatting import rules_on
from reports.scoring import tables
from reports.scoring.models import PeriodScoring
from reports.scoring.reading import Ranked, Reading

TITLE = "BẢNG CHẤM ĐIỂM THI ĐUA NỘI BỘ CỦA CÁC ĐƠN VỊ"
TYPE = "BẢNG CHẤM ĐIỂM"


def annex(scoring: PeriodScoring, rows: list[Ranked]) -> Annex:
    """PL 11 of a period: the ranking, then the sheet of every unit that was appraised completely."""
    blocks: list[Block] = [Paragraph(tables.LABEL, style="note"), tables.ranking(rows, "Xếp thứ các đơn vị")]
    blocks += [tables.sheet(r.reading, r.reading.department.name) for r in rows if r.reading.result is not None]
    return Annex(TITLE, tuple(blocks), landscape=True)


def ranking_workbook(scoring: PeriodScoring, rows: list[Ranked], on: date) -> bytes:
    """The ranking, and a tab with PL 11 for each unit."""
    caption = f"{scoring.period.title}: xếp thứ theo thang điểm nội bộ (đến ngày {format_date(on)})"
    first = sheet_of(tables.ranking(rows, caption), "Xếp thứ")
    return render_excel([first, *(_tab(row.reading) for row in rows)])


def sheet_workbook(reading: Reading) -> bytes:
    return render_excel([_tab(reading)])


def _tab(reading: Reading) -> Sheet:
    return sheet_of(tables.sheet(reading, f"PL 11 – {reading.department.name}"), reading.department.short_name)


def sheet_paper(scoring: PeriodScoring, reading: Reading, unit: Department, on: date) -> OfficialDocument:
    """PL 11 of one unit as an internal paper of the division `unit`; number and day are written by hand."""
    period, rules = scoring.period, rules_on(None)
    width = rules.text_width_mm * rules.letterhead_left_share
    name = reading.department.name
    return OfficialDocument(
        letterhead=Letterhead(
            parent_lines=tuple(balanced_lines(period.campaign.agency_name.upper(), width, rules.parent_pt)),
            issuer_lines=tuple(balanced_lines(unit.name.upper(), width, rules.issuer_pt, bold=True)),
            notation=f"BCĐ-{unit.code.upper()}",
            number=None,
            place=period.campaign.place,
            on=None,
            year=on.year,
            authority=unit.name,
        ),
        type_name=TYPE,
        subject=f"Thi đua nội bộ năm {period.year} của {name}",
        blocks=(Paragraph(tables.LABEL, style="note"), tables.sheet(reading)),
        signature=Signature((unit.head_title.upper(),), ""),
        recipients=("Lãnh đạo Văn phòng", f"Lưu: {unit.name}"),
        metadata=Metadata(title=f"Bảng chấm điểm nội bộ năm {period.year} – {name}", author=unit.name),
        draft_mark="NỘI BỘ",
    )
