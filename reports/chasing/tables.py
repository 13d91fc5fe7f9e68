"""The board and the matrix as tables of an official paper (annex PL 10) and as workbooks; Vietnamese, as papers are."""

from datetime import date
from decimal import Decimal

from django.utils.translation import override

from campaign.models import ReportingPeriod
from departments.vietnamese import format_date
from reports.chasing.board import Board, Row, board_of
from reports.chasing.matrix import Matrix, legend
from reports.documents.content import CENTRE, NUMBER, Cell, Column, Table
from reports.documents.excel import Sheet, render_excel, sheet_of

COLUMNS = (
    Column("STT", 0.6, CENTRE),
    Column("Đơn vị", 3.2),
    Column("Hạn nộp", 1.3, CENTRE),
    Column("Ngày nộp", 1.3, CENTRE),
    Column("Số ngày chậm", 0.9, kind=NUMBER),
    Column("Số lần đôn đốc", 0.9, kind=NUMBER),
    Column("Số lần trả lại", 0.9, kind=NUMBER),
    Column("Trạng thái", 2),
)
FOLLOWED = (
    Column("Đơn vị", 3), Column("Gửi đúng hạn đến", 1.4), Column("Gia hạn đến", 1.3),
    Column("Số ngày làm việc chậm", 1), Column("Đôn đốc lần cuối", 1.3), Column("Đang xử lý", 3),
    Column("Từ ngày", 1.3), Column("Số ngày tại đơn vị", 1), Column("Số ngày tại Phòng HC-TC", 1),
)  # fmt: skip


def submissions(period: ReportingPeriod, day: date) -> Table | None:
    """PL 10: who reported when, how late, how often reminded and returned; None where no unit is asked."""
    with override("vi"):
        board = board_of(period, day)
    return table_of(board) if board.rows else None


def table_of(board: Board) -> Table:
    rows = tuple(_submission(number, row) for number, row in enumerate(board.rows, start=1))
    return Table(COLUMNS, rows, ref="PL 10")


def _submission(number: int, row: Row) -> tuple[Cell, ...]:
    due = _day(row.due_on)
    return (
        Cell(str(number)),
        Cell(row.department.name),
        Cell(f"{due}, gia hạn đến {_day(row.granted)}" if row.granted else due),
        Cell(_day(row.submitted_on)),
        *(_count(number) for number in (row.days_late, row.reminders, row.returns)),
        Cell(row.label),
    )


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _count(number: int) -> Cell:
    return Cell(str(number), value=Decimal(number)) if number else Cell("")


def board_workbook(period: ReportingPeriod, day: date) -> bytes:
    """The rows of PL 10, and on a second sheet what is followed inside."""
    with override("vi"):
        board = board_of(period, day)
    caption = f"Tình hình nộp báo cáo: {period.title} (đến ngày {format_date(day)})"
    annex = sheet_of(table_of(board), "PL 10")
    followed = [
        [
            row.department.name, _day(row.on_time_until), _day(row.granted), row.working_days_late or None,
            _day(row.last_reminder), row.holder, _day(row.since.date() if row.since else None), row.clock.unit,
            row.clock.reviewers,
        ]
        for row in board.rows
    ]  # fmt: skip
    first = Sheet(annex.title, annex.columns, annex.rows, caption=caption)
    return render_excel([first, Sheet("Theo dõi", FOLLOWED, followed, caption=caption)])


def matrix_workbook(matrix: Matrix) -> bytes:
    """Units × periods, a letter in each cell; `matrix` made under the Vietnamese language."""
    columns = [Column("Đơn vị", 3), *(Column(column.title, 1, CENTRE) for column in matrix.columns)]
    rows = [[_name(row), *(cell.text for cell in row.cells), row.rate.text] for row in matrix.rows]
    rates = ["Tỷ lệ gửi đúng hạn", *(column.rate.text for column in matrix.columns), matrix.rate.text]
    notes = [f"{letter}: {words}" for letter, words in legend()]
    return render_excel([
        Sheet("Đơn vị - kỳ báo cáo", [*columns, Column("Tỷ lệ gửi đúng hạn", 1)], [*rows, rates], notes=notes)
    ])  # fmt: skip


def _name(row) -> str:
    return (
        f"{row.department.name} (tiếp nối {', '.join(row.predecessors)})" if row.predecessors else row.department.name
    )
