"""Sheets people fill in and bring back: grey columns to read, hidden ones for the program, lists to choose from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

LINE, MAX_HEIGHT = 16, 400  # points
_READ_ONLY = PatternFill("solid", fgColor="ECECEC")


@dataclass(frozen=True)
class Entry:
    """How one sheet is filled in. Columns are counted from 1, rows of the table from 0."""

    grey: Sequence[int] = ()
    hidden: Sequence[int] = ()
    #: Column → what may be chosen there.
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)
    #: (row, column) of single cells that are not for entry.
    closed: Sequence[tuple[int, int]] = ()
    #: Columns left of this one stay in view.
    frozen: int = 3
    is_hidden: bool = False

    @property
    def finish(self) -> Callable[[Worksheet, int, int], None]:
        return self._finish

    def _finish(self, page: Worksheet, first: int, last: int) -> None:
        for row in range(first, last + 1):
            for column in self.grey:
                page.cell(row, column).fill = _READ_ONLY
        for row, column in self.closed:
            page.cell(first + row, column).fill = _READ_ONLY
        for row in range(first, last + 1):
            page.row_dimensions[row].height = self._height(page, row)
            for cell in page[row]:
                cell.alignment = Alignment(cell.alignment.horizontal, "top", wrap_text=True)
        for column in self.hidden:
            page.column_dimensions[get_column_letter(column)].hidden = True
        for column, width in self.widths.items():
            page.column_dimensions[get_column_letter(column)].width = width
        for column, offered in self.choices.items():
            self._offer(page, get_column_letter(column), offered, first, last)
        page.freeze_panes = page.cell(first, self.frozen)
        if self.is_hidden:
            page.sheet_state = "hidden"

    def _height(self, page: Worksheet, row: int) -> int:
        """Room for the longest text of the row: not every program makes it by itself."""
        lines = [
            sum(ceil(max(len(line), 1) / width) for line in str(page.cell(row, column).value or "").split("\n"))
            for column, width in self.widths.items()
        ]
        return min(max(lines, default=1) * LINE, MAX_HEIGHT)

    @staticmethod
    def _offer(page: Worksheet, letter: str, offered: Sequence[str], first: int, last: int) -> None:
        rule = DataValidation(type="list", formula1=f'"{",".join(offered)}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "Giá trị không có trong danh sách", "Đề nghị chọn một giá trị trong danh sách."
        rule.add(f"{letter}{first}:{letter}{max(first, last)}")
        page.add_data_validation(rule)
