"""One row of a unit's workbook, read through the form of its answer: what is refused there is refused here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from departments.fields import number_message
from departments.vietnamese import NumberProblem, fold, parse_decimal
from reports.documents.sheets import SheetCell
from reports.submissions import sums
from reports.submissions import workbook_layout as layout
from reports.submissions.forms import AnswerForm, form_for, prefix_of
from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue
from reports.submissions.versions import Answer, plain

YES, NO = {"x", "co", "yes", "1", "true"}, {"", "khong", "no", "0", "false"}
FIGURES = ("value", "numerator", "denominator")
_STATUSES = {fold(words): str(status) for status, words in layout.STATUS_WORDS.items()}


@dataclass(frozen=True)
class CellProblem:
    """What is wrong in a cell, and what to do."""

    sheet: str
    cell: str
    text: str


@dataclass
class Read:
    """What the workbook says: entries for the answers touched in it, or problems."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


def text_of(cell: SheetCell | None) -> str:
    return cell.text if cell else ""


@dataclass
class Row:
    """One answer in the workbook, read through the form of that answer."""

    tab: str
    cells: dict[str, SheetCell | None]
    answer: Answer
    material: Material
    found: Read

    @property
    def is_automatic(self) -> bool:
        return isinstance(self.answer, IndicatorValue) and sums.is_automatic(self.answer, set(self.material.by_code))

    def read(self) -> None:
        before = len(self.found.problems)
        form = form_for(self.answer, is_automatic=self.is_automatic, data=dict(self._data()))
        readable = len(self.found.problems) == before
        if readable and not form.is_valid():
            self._explain(form)
        elif readable:
            self._take(form)

    def _boxes(self) -> dict[str, str]:
        return layout.FIGURE_BOXES if isinstance(self.answer, IndicatorValue) else layout.TEXT_BOXES

    def _data(self) -> Iterator[tuple[str, Any]]:
        """The boxes as a browser would send them."""
        prefix = prefix_of(self.answer)
        yield f"{prefix}-seen", text_of(self.cells[layout.SEEN])
        for title, box in self._boxes().items():
            if self.is_automatic and box != "note":
                continue
            yield f"{prefix}-{box}", self._entered(title, box)

    def _entered(self, title: str, box: str) -> Any:
        cell = self.cells[title]
        if box == "status":
            return self._status(cell)
        if box in FIGURES:
            return self._figure(cell, box)
        if box in ("is_estimate", "nothing_to_report"):
            return self._tick(cell)
        return text_of(cell)

    def _status(self, cell: SheetCell | None) -> str:
        words = fold(text_of(cell))
        if words and words not in _STATUSES:
            text = _("“%(typed)s” is not in the list. Please choose “Số liệu”, “Không phát sinh” or “Không thuộc "
                     "chức năng”.")  # fmt: skip
            self._problem(cell, text % {"typed": text_of(cell)[:40]})
        return _STATUSES.get(words, str(IndicatorValue.Status.VALUE))

    def _figure(self, cell: SheetCell | None, box: str) -> str:
        definition = self.answer.indicator
        if cell is None or cell.value is None:
            return ""
        if (box == "value") is definition.is_ratio:
            place = f"{layout.NUMERATOR}, {layout.DENOMINATOR}" if definition.is_ratio else layout.FIGURE
            self._problem(cell, _("The figure of this item goes into “%(place)s”. Please move it.") % {"place": place})
        elif isinstance(cell.value, date):
            text = _("Excel has turned this into a day (%(day)s). Please set the cell to the number format and "
                     "type the figure again.")  # fmt: skip
            self._problem(cell, text % {"day": cell.text})
        elif isinstance(cell.value, Decimal):
            return self._exact(cell, cell.value, definition.decimals)
        else:
            self._readable(cell, definition.decimals)
        return text_of(cell)

    def _exact(self, cell: SheetCell, figure: Decimal, places: int) -> str:
        """A true number is taken as it is, in the writing the form reads."""
        if figure != round(figure, places):
            self._readable(cell, places)
        return cell.text

    def _readable(self, cell: SheetCell, places: int) -> None:
        try:
            parse_decimal(cell.text, places)
        except NumberProblem as problem:
            self._problem(cell, number_message(problem, cell.text))

    def _tick(self, cell: SheetCell | None) -> str:
        word = fold(text_of(cell))
        if word not in YES | NO:
            self._problem(cell, _("Please write x here, or leave the cell empty."))
        return "on" if word in YES else ""

    def _problem(self, cell: SheetCell | None, text: str) -> None:
        self.found.problems.append(CellProblem(self.tab, cell.ref if cell else "–", text))

    def _explain(self, form: AnswerForm) -> None:
        titles = {box: title for title, box in self._boxes().items()}
        for name, texts in form.errors.items():
            cell = self.cells.get(titles.get(name, layout.CODE)) or self.cells[layout.CODE]
            for text in texts:
                self._problem(cell, text)

    def _take(self, form: AnswerForm) -> None:
        """What was not touched offline is no entry, whatever has happened on the server since."""
        fields = plain(form.change().fields)
        if layout.mark_of_content(fields) == text_of(self.cells[layout.MARK]):
            return
        if not self.material.report.accepts_edits_of(self.answer.code):
            text = _("%(code)s is not open for changes now. Please undo the change in this row.")
            self._problem(self.cells[layout.CODE], text % {"code": self.answer.code})
            return
        entry = {"key": prefix_of(self.answer), "seen": form.cleaned_data["seen"], "fields": fields}
        self.found.entries.append(entry)
