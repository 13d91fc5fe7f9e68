"""A filled-in workbook of an earlier year, read cell by cell; every problem is named by sheet and cell."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.models import Indicator
from departments.fields import CleanCharField, VietnameseDecimalField
from reports.documents.sheet_rows import Problem, Row, rows_of
from reports.documents.sheets import MAX_TEXT, Sheet, SheetCell, UnreadableSheet, read_workbook
from reports.earlier_years import layout
from reports.earlier_years.layout import Scope
from reports.earlier_years.reading import Entered

FIGURE, TEXT = "figure", "text"
Content = dict[str, str | None]


@dataclass
class Found:
    """What a workbook says: the cells that were touched, by (kind, owner, code), or problems."""

    cells: dict[tuple[str, str, str], Content] = field(default_factory=dict)
    places: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, key: tuple[str, str, str], part: str, content: str | None, sheet: str, ref: str) -> None:
        self.cells.setdefault(key, {})[part] = content
        self.places[key] = (sheet, ref)


def read(content: bytes, scope: Scope, rows: Entered) -> Found:
    """Every touched cell. Raises UnreadableSheet for a workbook of another year or layout."""
    sheets = read_workbook(content)
    marks = _marks_of(sheets, scope)
    found = Found()
    for sheet in sheets:
        if sheet.title.startswith(layout.FIGURES_TAB):
            _read_figures(sheet, scope, marks, found)
        elif sheet.title.startswith(layout.TEXTS_TAB):
            _read_texts(sheet, scope, marks, found)
    _check_ratios(scope, rows, found)
    return found


def _marks_of(sheets: list[Sheet], scope: Scope) -> dict[str, str]:
    hidden = next((sheet for sheet in sheets if sheet.title == layout.MARKS_TAB), None)
    marks = {row[0].text: row[1].text for row in hidden.rows if len(row) > 1} if hidden else {}
    if marks.get(layout.KIND) != layout.LAYOUT:
        raise UnreadableSheet(
            _("This is not a workbook downloaded from this page. Please download the workbook and fill in that one.")
        )
    if marks.get(layout.YEAR) != str(scope.year):
        text = _("The workbook is about %(year)s; this page is about %(this)s.")
        raise UnreadableSheet(text % {"year": marks.get(layout.YEAR, "?"), "this": scope.year})
    return marks


def _read_figures(sheet: Sheet, scope: Scope, marks: dict[str, str], found: Found) -> None:
    indicators = {row.code: row for row in scope.indicators}
    owners = {layout.head_of(owner): owner for owner in scope.owners}
    names = {title: part for part, title in layout.PARTS.items()}
    for row in rows_of(sheet, (layout.CODE, layout.PART)):
        indicator, part = indicators.get(row.text(layout.CODE)), names.get(row.text(layout.PART), "")
        if indicator is None or part not in layout.parts_of(indicator):
            text = _("No indicator of that year has this code. Please leave the grey columns as they are.")
            found.problems.append(Problem(row.sheet, row.ref(layout.CODE), text))
            continue
        for head, cell in row.cells.items():
            if head in owners:
                _read_figure(row, cell, indicator, part, owners[head], scope, marks, found)
            elif "(" in head and cell.text:
                text = _("The column “%(head)s” belongs to no unit of that year.") % {"head": head}
                found.problems.append(Problem(row.sheet, cell.ref, text))


def _read_figure(row: Row, cell: SheetCell, indicator: Indicator, part: str, owner, scope, marks, found) -> None:
    code = layout.code_of(owner)
    shown = marks.get(layout.key_of(code, indicator.code, part))
    try:
        figure = _figure(cell, indicator)
    except ValidationError as problem:
        found.problems += [Problem(row.sheet, cell.ref, str(text)) for text in problem.messages]
        return
    if figure == (None if shown is None else Decimal(shown)):
        return
    if not scope.asks(owner, indicator):
        text = _("%(code)s is not asked of this unit. Please leave the grey cell blank.")
        found.problems.append(Problem(row.sheet, cell.ref, text % {"code": indicator.code}))
        return
    found.take((FIGURE, code, indicator.code), part, plain(figure), row.sheet, cell.ref)


def _figure(cell: SheetCell, indicator: Indicator) -> Decimal | None:
    if isinstance(cell.value, date):
        text = _("Excel has turned this into a day (%(day)s). Please set the cell to the number format and "
                 "type the figure again.")  # fmt: skip
        raise ValidationError(text % {"day": cell.text})
    least = None if indicator.may_be_negative else Decimal(0)
    box = VietnameseDecimalField(places=indicator.decimals, min_value=least, required=False)
    return box.clean(cell.text)


def _read_texts(sheet: Sheet, scope: Scope, marks: dict[str, str], found: Found) -> None:
    questions = {row.code: row for row in scope.questions}
    owners = {layout.code_of(owner): owner for owner in scope.owners}
    box = CleanCharField(multiline=True, required=False, max_length=MAX_TEXT)
    for row in rows_of(sheet, (layout.CODE, layout.UNIT, layout.TEXT)):
        code, question = row.text(layout.UNIT), questions.get(row.text(layout.CODE))
        if code not in owners or question is None or not scope.asks(owners[code], question):
            text = _("This unit and this heading do not belong together. Please leave the grey columns as they are.")
            found.problems.append(Problem(row.sheet, row.ref(layout.CODE), text))
            continue
        try:
            written = box.clean(row.text(layout.TEXT)).strip()
        except ValidationError as problem:
            found.problems += [Problem(row.sheet, row.ref(layout.TEXT), str(text)) for text in problem.messages]
            continue
        shown = marks.get(layout.key_of(code, question.code, "text"), "")
        if (layout.mark_of(written) if written else "") != shown:
            found.take((TEXT, code, question.code), "text", written, row.sheet, row.ref(layout.TEXT))


def _check_ratios(scope: Scope, rows: Entered, found: Found) -> None:
    """A ratio has both parts or none, the second of them not 0; a part that was not touched stands as it is."""
    ratios = {row.code: row for row in scope.indicators if row.is_ratio}
    for (kind, owner, code), content in found.cells.items():
        if kind != FIGURE or code not in ratios:
            continue
        for part in ("numerator", "denominator"):
            content.setdefault(part, plain(rows.cell(owner, code, part)))
        top, bottom = content["numerator"], content["denominator"]
        text = ""
        if (top is None) != (bottom is None):
            text = _("Please enter both the numerator and the denominator, or neither.")
        elif bottom is not None and Decimal(bottom) == 0:
            text = _("The denominator is 0: there is no ratio. Please leave both blank.")
        if text:
            found.problems.append(Problem(*found.places[kind, owner, code], text))


def plain(value: Decimal | str | None) -> str | None:
    """A figure as text in its shortest form, so that equal content is equal."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
