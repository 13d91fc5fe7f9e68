"""Annex PL 11, kept inside: a unit's score sheet and the ranking, as tables. Vietnamese, as papers are."""

from collections.abc import Iterable

from reports.documents.content import CENTRE, LEFT, NUMBER, Cell, Column, Table
from reports.scoring.points import FULL, Total, in_words
from reports.scoring.reading import Group, Line, Ranked, Reading

LABEL = "Thang điểm nội bộ (đề xuất), không phải mẫu chính thức; không đưa vào báo cáo gửi đi."
NOT_MINE = "Không thuộc chức năng"
DEDUCTIONS = "Điểm trừ"
ROUNDED = "Tổng điểm quy về thang 100 theo các nhiệm vụ thuộc chức năng của đơn vị, trừ điểm trừ, làm tròn 01 số lẻ."
COLUMNS = (
    Column("TT", 0.7, CENTRE),
    Column("Tiêu chí/Tiêu chí thành phần", 3.6),
    Column("Điểm tối đa", 0.8, kind=NUMBER),
    Column("Điểm tự chấm", 0.9, kind=NUMBER),
    Column("Điểm thẩm định", 0.9, kind=NUMBER),
    Column("Căn cứ, tài liệu kiểm chứng", 2.8),
    Column("Ghi chú", 2.2),
)


def sheet(reading: Reading, title: str = "") -> Table:
    """PL 11 of one unit."""
    rows: list[tuple[Cell, ...]] = []
    for group in reading.groups:
        rows.append(_heading(group))
        rows += [_line(line) for line in group.lines]
    own, appraised = reading.own, reading.appraised
    rows += [
        _sum("Cộng điểm các tiêu chí", own.possible, own.reached, appraised.reached),
        _sum("Tổng điểm (quy về thang 100)", FULL, _result(own), reading.result),
    ]
    return Table(COLUMNS, tuple(rows), title=title, notes=(LABEL, ROUNDED), ref="PL 11")


def _heading(group: Group) -> tuple[Cell, ...]:
    if not group.code:
        return (Cell(DEDUCTIONS, bold=True, colspan=len(COLUMNS), align=LEFT),)
    maximum = Cell(in_words(group.maximum), bold=True, value=group.maximum)
    return (Cell(group.code, bold=True), Cell(group.title, bold=True), maximum, *(Cell("") for _ in COLUMNS[3:]))


def _line(line: Line) -> tuple[Cell, ...]:
    item, score = line.item, line.score
    sign = "-" if item.is_deduction else ""
    reason = "; ".join(text for text in (score.reason, score.note) if text)
    return (
        Cell(item.code),
        Cell(item.name),
        Cell(f"{sign}{in_words(item.max_points)}", value=-item.max_points if sign else item.max_points),
        _points(score.self_points, score.self_not_mine),
        _points(score.points, score.not_mine, sign),
        Cell(score.basis),
        Cell(reason),
    )


def _points(points, not_mine: bool, sign: str = "") -> Cell:
    if not_mine:
        return Cell(NOT_MINE, align=CENTRE)
    if points is None:
        return Cell("")
    return Cell(f"{sign}{in_words(points)}", value=-points if sign else points)


def _sum(words: str, possible, own, appraised) -> tuple[Cell, ...]:
    figures = (Cell(in_words(figure), bold=True, value=figure) for figure in (possible, own, appraised))
    return (Cell(""), Cell(words, bold=True), *figures, Cell(""), Cell(""))


def _result(own: Total):
    return own.result if own.is_complete else None


def ranking(rows: Iterable[Ranked], title: str = "") -> Table:
    """All units; those not appraised completely have no rank."""
    columns = (
        Column("Xếp thứ", 0.8, CENTRE), Column("Đơn vị", 4), Column("Điểm tự chấm", 1.2, kind=NUMBER),
        Column("Điểm thẩm định", 1.2, kind=NUMBER), Column("Điểm trừ", 1, kind=NUMBER),
        Column("Tổng điểm", 1.2, kind=NUMBER), Column("Ghi chú", 2.6),
    )  # fmt: skip
    cells = tuple(_ranked(row) for row in rows)
    return Table(columns, cells, title=title, notes=(LABEL, ROUNDED), ref="PL 11")


def _ranked(row: Ranked) -> tuple[Cell, ...]:
    reading, appraised = row.reading, row.reading.appraised
    own, result = _result(reading.own), reading.result
    scaled = result is not None and appraised.is_rescaled
    note = f"Quy đổi từ {in_words(appraised.reached)}/{in_words(appraised.possible)} điểm" if scaled else ""
    reached = None if result is None else appraised.reached
    deducted = appraised.deducted if result is not None and appraised.deducted else None
    return (
        Cell("" if row.rank is None else str(row.rank)),
        Cell(reading.department.name),
        Cell(in_words(own), value=own),
        Cell(in_words(reached), value=reached),
        Cell("" if deducted is None else f"-{in_words(deducted)}", value=None if deducted is None else -deducted),
        Cell(in_words(result), bold=True, value=result),
        Cell(note if result is not None else "Chưa thẩm định xong"),
    )
