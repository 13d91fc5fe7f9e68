"""Rows of a table that was brought, under their heads; every problem is named by sheet and cell with what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.documents.sheets import Sheet, SheetCell, UnreadableSheet


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and what to do."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class Row:
    """One row of a table under its heads."""

    sheet: str
    cells: dict[str, SheetCell]
    first: str

    def text(self, title: str) -> str:
        return self.cells[title].text if title in self.cells else ""

    def ref(self, title: str) -> str:
        return self.cells[title].ref if title in self.cells else self.first


def rows_of(sheet: Sheet, wanted: tuple[str, ...]) -> list[Row]:
    """Rows under the heads, which may stand in any order. Raises UnreadableSheet where a head is missing."""
    for number, row in enumerate(sheet.rows):
        titles = [" ".join(cell.text.split()) for cell in row]
        if wanted[0] in titles:
            missing = [title for title in wanted if title not in titles]
            if missing:
                text = _("Sheet “%(sheet)s” has no column “%(column)s”. Please use the workbook of this page.")
                raise UnreadableSheet(text % {"sheet": sheet.title, "column": missing[0]})
            below = [cells for cells in sheet.rows[number + 1 :] if any(cell.text for cell in cells)]
            return [Row(sheet.title, dict(zip(titles, cells, strict=False)), cells[0].ref) for cells in below]
    text = _("Sheet “%(sheet)s” has no column “%(column)s”. Please use the workbook of this page.")
    raise UnreadableSheet(text % {"sheet": sheet.title, "column": wanted[0]})
