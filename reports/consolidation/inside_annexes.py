"""Annexes kept inside by default: how the units reported (PL 10), and the sources."""

from datetime import datetime

from django.utils import timezone

from departments.vietnamese import format_date
from reports.chasing import tables
from reports.consolidation import annexes
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.year_sources import appraised_table, official_table
from reports.documents.content import CENTRE, NUMBER, Annex, Cell, Column, Paragraph, Table

SUBMISSIONS = "TÌNH HÌNH NỘP BÁO CÁO CỦA CÁC ĐƠN VỊ"
SOURCES = "NGUỒN SỐ LIỆU VÀ ĐƠN VỊ CHƯA BÁO CÁO"
SHORTENED = 16


def submissions(context: AnnexContext) -> Annex | None:
    """Who reported when, how late, how often reminded and returned: the rows of the board."""
    table = tables.submissions(context.period, context.day)
    return Annex(SUBMISSIONS, (table,)) if table else None


def sources(context: AnnexContext) -> Annex:
    """Each revision the figures come from with its hash, figures from paper, and who is missing and why."""
    compiled = context.compiled
    blocks = [_revisions("Báo cáo của các đơn vị", compiled.counted_units)]
    blocks += [
        _revisions(f"Báo cáo năm {year['year']} dùng để so sánh, cộng lũy kế", year["units"])
        for year in compiled.inputs["earlier"]
        if year["units"]
    ]
    blocks += [appraised_table(compiled), official_table(compiled)]
    paper = [row for year in [compiled.inputs, *compiled.inputs["earlier"]] for row in year["paper"]]
    if paper:
        blocks.append(_paper(paper))
    if compiled.missing_units:
        blocks.append(_missing(compiled.missing_units))
    fingerprint = f"Mã kiểm tra (SHA-256) của toàn bộ dữ liệu đầu vào: {compiled.input_hash}"
    blocks.append(Paragraph(fingerprint, ref="NGUON", style="note"))
    return Annex(SOURCES, tuple(block for block in blocks if block is not None))


def _revisions(title: str, units: list[dict]) -> Table | None:
    if not units:
        return None
    columns = (
        Column("STT", 0.6, CENTRE),
        Column("Đơn vị", 3.4),
        Column("Bản gửi lần", 0.8, CENTRE),
        Column("Thời điểm gửi", 1.6, CENTRE),
        Column("Người duyệt", 2),
        Column("Mã kiểm tra (rút gọn)", 2),
    )
    rows = []
    for number, unit in enumerate(units, start=1):
        revision = unit["revision"]
        name = f"{unit['name']} (nộp thay)" if revision.get("on_behalf") else unit["name"]
        rows.append(
            (
                Cell(str(number)), Cell(name), Cell(str(revision["number"])), Cell(_moment(revision["submitted_at"])),
                Cell(revision["signatory"]), Cell(revision["sha256"][:SHORTENED]),
            )
        )  # fmt: skip
    return Table(columns, tuple(rows), title=title)


def _moment(text: str) -> str:
    moment = timezone.localtime(datetime.fromisoformat(text))
    return f"{moment:%H:%M} {format_date(moment.date())}"


def _paper(rows: list[dict]) -> Table:
    """One row per year and document: how many figures came from it."""
    counts: dict[tuple[int, str], int] = {}
    for row in rows:
        counts[row["year"], row["source"]] = counts.get((row["year"], row["source"]), 0) + 1
    columns = (Column("Năm", 0.6, CENTRE), Column("Nguồn", 5), Column("Số chỉ tiêu", 1, kind=NUMBER))
    cells = [(Cell(str(year)), Cell(source), Cell(str(n))) for (year, source), n in sorted(counts.items())]
    return Table(columns, tuple(cells), title="Số liệu nhập từ văn bản, không qua phần mềm")


def _missing(units: list[dict]) -> Table:
    columns = (Column("STT", 0.6, CENTRE), Column("Đơn vị chưa có báo cáo được tiếp nhận", 4), Column("Lý do", 3))
    rows = [(Cell(str(n)), Cell(u["name"]), Cell(u["reason"])) for n, u in enumerate(units, start=1)]
    return Table(columns, tuple(rows), title="Đơn vị chưa báo cáo")


annexes.register("PL 10", SUBMISSIONS, False, submissions)
annexes.register("NGUON", SOURCES, False, sources)
