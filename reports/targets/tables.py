"""Tables of targets as they come in: rows under their heads, each entry judged by the form of the page.

Every problem is named by sheet and cell with what to do; only a workbook without any can be taken over.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from departments.vietnamese import format_decimal
from reports.documents.sheet_rows import Problem, Row
from reports.targets import editing
from reports.targets.forms import TargetForm, prefix_of
from reports.targets.models import TargetLine

#: Names on the tabs and in the heads; the workbook is Vietnamese like the paper it stands for.
TARGETS_TAB, INFORMATION_TAB = "Chỉ tiêu", "Thông tin"
UNIT, CODE, NUMERATOR, DENOMINATOR, NOTE = "Mã đơn vị", "Mã chỉ tiêu", "Tử số", "Mẫu số", "Ghi chú"
KIND, YEAR = "Loại bảng", "Năm"
OWN_KIND, LAYOUT = "Bản đăng ký chỉ tiêu của đơn vị", "1"


def value_title(year: int) -> str:
    """The head of the column that is filled in; it names the year."""
    return f"Chỉ tiêu năm {year}"


@dataclass(frozen=True)
class Found:
    """One target that would change: what stands there, what the workbook says, and what to know about it."""

    line: TargetLine
    before: str
    after: str
    remark: str = ""
    unit: str = ""


@dataclass
class DryRun:
    """What a workbook would do: `changes` of a unit's lines, `entries` of many units, or `problems`."""

    problems: list[Problem] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    changes: list[editing.Change] = field(default_factory=list)
    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


def entry_of(row: Row, line: TargetLine, year: int, run: DryRun) -> dict[str, Any] | None:
    """The cells through the form of the page: the same rules and sentences."""
    titles = {"value": value_title(year), "numerator": NUMERATOR, "denominator": DENOMINATOR, "note": NOTE}
    key = prefix_of(line)
    typed = {f"{key}-{name}": row.text(title) for name, title in titles.items()}
    form = TargetForm(line, data=typed | {f"{key}-seen": str(line.version), f"{key}-base": ""})
    if line.indicator.is_ratio and (doubt := _share_or_percentage(row, titles["value"])):
        run.problems.append(doubt)
        return None
    if not line.indicator.is_ratio and (row.text(NUMERATOR) or row.text(DENOMINATOR)):
        text = _("This indicator is no ratio. Please leave numerator and denominator blank.")
        run.problems.append(Problem(row.sheet, row.ref(NUMERATOR), text))
        return None
    if form.is_valid():
        return form.entry()
    for name, errors in form.errors.items():
        ref = row.ref(titles.get(name, CODE))
        run.problems += [Problem(row.sheet, ref, str(error)) for error in errors]
    return None


def _share_or_percentage(row: Row, title: str) -> Problem | None:
    """Excel keeps “97,5%” as 0.975: a number of at most one may be meant either way, and is not guessed."""
    cell = row.cells.get(title)
    if cell is None or not isinstance(cell.value, Decimal) or not 0 < abs(cell.value) <= 1:
        return None
    text = _("The cell holds %(number)s: either %(small)s%% or, if the cell is formatted as a percentage, %(large)s%%. "
             "Please format the cell as text and type the one you mean.")  # fmt: skip
    small, large = format_decimal(cell.value), format_decimal(cell.value * 100)
    return Problem(row.sheet, cell.ref, text % {"number": small, "small": small, "large": large})


def unknown_indicator(row: Row) -> Problem:
    """The row names an indicator that is not asked of the unit."""
    text = _("The indicator “%(code)s” is not asked of this unit in this year. Please delete the row.")
    return Problem(row.sheet, row.ref(CODE), text % {"code": row.text(CODE)[:20]})


def is_double(row: Row, key: tuple[str, ...], seen: dict[Any, str], run: DryRun) -> bool:
    """Whether the same target stands further up; then that is a problem."""
    if key in seen:
        text = _("The indicator stands in the table twice, also at %(cell)s. Please keep one row.")
        run.problems.append(Problem(row.sheet, row.ref(CODE), text % {"cell": seen[key]}))
        return True
    seen[key] = row.ref(CODE)
    return False
