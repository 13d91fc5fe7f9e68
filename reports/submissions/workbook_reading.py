"""Reading a unit's workbook that came back. Nothing is written here; every problem is named by sheet and cell."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.documents.sheets import Sheet, SheetCell, UnreadableSheet, read_workbook
from reports.submissions import workbook_layout as layout
from reports.submissions.forms import prefix_of
from reports.submissions.material import Material
from reports.submissions.versions import Answer
from reports.submissions.workbook_rows import CellProblem, Read, Row, text_of

TABS = {
    layout.FIGURES_TAB: [layout.CODE, layout.KEY, layout.SEEN, layout.MARK, *layout.FIGURE_BOXES],
    layout.TEXTS_TAB: [layout.CODE, layout.KEY, layout.SEEN, layout.MARK, *layout.TEXT_BOXES],
}


class RefusedWorkbook(Exception):
    """Not the workbook of this report. `reason` is a sentence for the person who brought it."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def read(content: bytes, material: Material) -> Read:
    """Everything in the workbook, judged as the form judges what is typed. Raises RefusedWorkbook."""
    try:
        sheets = {sheet.title: sheet for sheet in read_workbook(content)}
    except UnreadableSheet as problem:
        raise RefusedWorkbook(problem.reason) from problem
    _check_marks(sheets.get(layout.MARKS_TAB), material)
    found = Read()
    answers = {prefix_of(answer): answer for answer in (*material.values, *material.narratives)}
    for tab, titles in TABS.items():
        _read_tab(tab, sheets.get(tab), titles, answers, material, found)
    return found


def _check_marks(sheet: Sheet | None, material: Material) -> None:
    report = material.report
    marks = {row[0].text: [cell.text for cell in row[1:]] for row in (sheet.rows if sheet else []) if row}
    said = {name: (marks.get(name) or [""])[0] for name in (layout.KIND, layout.UNIT, layout.PERIOD, layout.FORM)}
    named = {name: (marks.get(name) or ["", ""])[-1][:200] for name in (layout.UNIT, layout.PERIOD)}
    if said[layout.KIND] != layout.LAYOUT:
        raise RefusedWorkbook(
            _("This is not the workbook of a unit's report made by this system. Please download the workbook, fill it "
              "in and bring that file.")
        )  # fmt: skip
    if said[layout.UNIT] != report.department.code:
        text = _("This workbook belongs to %(other)s; the report on the page is that of %(unit)s. Nothing was read.")
        raise RefusedWorkbook(text % {"other": named[layout.UNIT], "unit": report.department.name})
    if said[layout.PERIOD] != str(report.period_id):
        text = _("This workbook is for “%(other)s”; the report on the page is for “%(period)s”. Nothing was read.")
        raise RefusedWorkbook(text % {"other": named[layout.PERIOD], "period": report.period.title})
    if said[layout.FORM] != layout.form_version(material):
        raise RefusedWorkbook(
            _("What the report asks for has changed since this workbook was downloaded. Please download it anew and "
              "copy what you entered.")
        )  # fmt: skip


def _read_tab(
    tab: str, sheet: Sheet | None, titles: list[str], answers: dict[str, Answer], material: Material, found: Read
) -> None:
    head = _head_of(sheet, titles)
    if sheet is None or head is None:
        text = _("The sheet or one of its columns is missing: %(columns)s. Please download the workbook anew.")
        found.problems.append(CellProblem(tab, "–", text % {"columns": ", ".join(titles)}))
        return
    seen: set[str] = set()
    for row in sheet.rows[head.number + 1 :]:
        cells = {title: row[place] if place < len(row) else None for title, place in head.places.items()}
        key = text_of(cells[layout.KEY])
        if not key:
            if any(text_of(cells[title]) for title in titles):
                text = _("This row was added by hand and belongs to no item. Please delete the row.")
                found.problems.append(CellProblem(tab, _first_ref(cells), text))
            continue
        answer = answers.get(key)
        if answer is None or answer.code != text_of(cells[layout.CODE]) or key in seen:
            text = _("The row no longer belongs together: it was copied, or moved in part. Please undo that, or "
                     "download the workbook anew.")  # fmt: skip
            found.problems.append(CellProblem(tab, _first_ref(cells), text))
            continue
        seen.add(key)
        Row(tab, cells, answer, material, found).read()


@dataclass(frozen=True)
class _Head:
    number: int
    places: dict[str, int]


def _head_of(sheet: Sheet | None, titles: list[str]) -> _Head | None:
    for number, row in enumerate(sheet.rows[:10] if sheet else []):
        places = {cell.text: place for place, cell in reversed(list(enumerate(row)))}
        if all(title in places for title in titles):
            return _Head(number, {title: places[title] for title in titles})
    return None


def _first_ref(cells: dict[str, SheetCell | None]) -> str:
    return next((cell.ref for cell in cells.values() if cell is not None), "–")
