"""A register as Excel, the empty workbook to fill in, papers of the list of people. Vietnamese like all papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.documents import content, excel, word
from reports.documents.content import NUMBER, TEXT, OfficialDocument
from reports.documents.pdf import Limits, render_pdf
from reports.registers.catalogue import CHOICE, DATE, PEOPLE, TICK, Column
from reports.registers.entry import Reader
from reports.registers.models import RegisterRow
from reports.registers.permissions import Place

PDF, WORD = "pdf", "docx"
#: A list of a few pages: nobody waits longer than this for it.
PATIENCE = Limits(cpu=25, wall=30)


@dataclass(frozen=True)
class File:
    """A file for the person at the screen."""

    name: str
    content: bytes
    media_type: str

    @property
    def is_shown(self) -> bool:
        return self.media_type == "application/pdf"


def register_file(place: Place, reader: Reader, rows: Sequence[RegisterRow]) -> File:
    """Every line, with the headings that the import knows."""
    register = reader.register
    with override("vi"):
        lines = [[number, *_values(reader, row)] for number, row in enumerate(rows, start=1)]
        columns = [content.Column("STT", 0.6, kind=NUMBER), *(_column(column) for column in register.columns)]
        caption = f"{register.annex} NĂM {place.year} – {place.department.name.upper()}"
        sheet = excel.Sheet(str(register.title), columns, lines, caption=caption)
        return File(_name(register.slug, place), excel.render_excel([sheet]), excel.MEDIA_TYPE)


def _column(column: Column) -> content.Column:
    return content.Column(str(column.label), column.width, kind=NUMBER if column.is_number else TEXT)


def _values(reader: Reader, row: RegisterRow) -> list[str | int | Decimal | None]:
    told = reader.told(reader.shown(row))
    return [
        getattr(row, c.field) if c.is_number else "x" if c.kind == TICK and told[c.field] else told[c.field]
        for c in reader.register.columns
    ]


def template_file(place: Place, reader: Reader) -> File:
    """Headings only; the second sheet says how each column is filled in."""
    register = reader.register
    with override("vi"):
        empty = excel.Sheet(str(register.title), [_column(column) for column in register.columns], [])
        heads = [content.Column(title) for title in ("Cột", "Bắt buộc", "Cách ghi", "Ví dụ")]
        rows = [[str(c.label), "x" if c.required else "", how_to_fill(reader, c), c.example] for c in register.columns]
        guide = excel.Sheet("Hướng dẫn", heads, rows, caption=f"Cách ghi sổ: {register.title}")
        made = excel.render_excel([empty, guide])
        return File(_name(f"mau-{register.slug}", place), made, excel.MEDIA_TYPE)


def how_to_fill(reader: Reader, column: Column) -> str:
    """One sentence on what may stand in the column."""
    parts = [str(column.hint)] if column.hint else []
    if column.kind == CHOICE:
        labels = [str(label) for _value, label in reader.register.model_field(column.field).choices]
        parts.insert(0, _("One of: %(labels)s.") % {"labels": "; ".join(labels)})
    elif column.kind == DATE:
        parts.insert(0, _("A day like 15/03/2026."))
    elif column.kind == TICK:
        parts.insert(0, _("x for yes, blank for no."))
    elif column.is_number:
        parts.insert(0, _("A figure like 1.234,5."))
    elif column.kind == PEOPLE:
        parts.insert(0, _("Names as on the staff list."))
    return " ".join(parts)


def paper_file(document: OfficialDocument, name: str, place: Place, extension: str) -> File:
    """A paper as PDF or Word."""
    file_name = f"{name}-{place.year}-{place.department.code}.{extension}"
    if extension == PDF:
        return File(file_name, render_pdf(document, limits=PATIENCE).pdf, "application/pdf")
    return File(file_name, word.render_word(document), word.MEDIA_TYPE)


def _name(slug: str, place: Place) -> str:
    return f"so-{slug}-{place.year}-{place.department.code}.xlsx"
