"""Bringing a table: paste or upload, look at it, write it."""

from pathlib import PurePosixPath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from departments.file_types import XLSX, RefusedFile, media_type_of
from departments.permissions import Refused
from reports.documents.sheets import Sheet, UnreadableSheet, read_csv, read_pasted, read_workbook
from reports.registers import exports, importing, permissions
from reports.registers.columns import FIXED, PLACE
from reports.registers.entry import Reader
from reports.registers.importing import Preview, Skips
from reports.registers.models import BroughtTable
from reports.registers.typed import Names
from reports.registers.views.access import place_for, register_named

MAX_BYTES = 10 * 1024 * 1024
CSV = ".csv"
SHOWN_LINES = 30
SHOWN_PROBLEMS = 200


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, slug: str, year: int, unit: str) -> HttpResponse:
    """Paste cells or choose a file; nothing is written yet."""
    found, place = register_named(slug), place_for(request, unit, year)
    reader = Reader(found, year, Names.of(place.department, year))
    context = {
        "register": found, "unit": place.department, "year": year, "why_not": permissions.write(request.user, place),
        "columns": [(column, exports.how_to_fill(reader, column)) for column in found.columns],
    }  # fmt: skip
    if request.method == "POST":
        context["pasted"] = request.POST.get("pasted", "")
        try:
            sheets, title = _sheets(request)
            table = importing.bring(reader, place, sheets, title, by=request.user, at=request.now)
            return redirect("registers:preview", slug=slug, year=year, unit=unit, pk=table.pk)
        except (UnreadableSheet, RefusedFile, Refused) as problem:
            context["problem"] = problem.reason
    return render(request, "registers/import/bring.html", context, status=422 if "problem" in context else 200)


def _sheets(request: HttpRequest) -> tuple[list[Sheet], str]:
    upload = request.FILES.get("file")
    if upload:
        return _uploaded(upload), upload.name
    return [read_pasted(request.POST.get("pasted", ""))], _("pasted from a spreadsheet")


def _uploaded(upload: UploadedFile) -> list[Sheet]:
    if upload.size > MAX_BYTES:
        raise RefusedFile(_("The file is larger than 10 MB. Please divide it into smaller files."))
    content = upload.read()
    if PurePosixPath(upload.name).suffix.lower() == CSV:
        return [read_csv(content)]
    if media_type_of(upload.name, content) != XLSX:
        raise RefusedFile(_("Please choose an Excel workbook (.xlsx) or a .csv file."))
    return read_workbook(content)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str, year: int, unit: str, pk: int) -> HttpResponse:
    """What would be written, with every problem; *write* writes all of it or nothing."""
    register, place = register_named(slug), place_for(request, unit, year)
    tables = BroughtTable.objects.visible_to(request.user).of(place.department, year).for_register(slug)
    reader = Reader(register, year, Names.of(place.department, year))
    if request.method == "POST" and not tables.filter(pk=pk).exists():
        messages.info(request, _("This table has been written or replaced already."))
        return redirect("registers:register", slug=slug, year=year, unit=unit)
    table = get_object_or_404(tables, pk=pk)
    if request.method == "GET":
        return _page(request, place, reader, table, importing.preview(table, reader, place), Skips())
    chosen = {column.field: request.POST.get(f"m-{column.field}", "") for column in register.columns}
    skips = Skips(*(f"skip-{what}" in request.POST for what in ("own", "elsewhere", "years")))
    found = importing.preview(table, reader, place, chosen, skips)
    if request.POST.get("then") != "write":
        return _page(request, place, reader, table, found, skips)
    try:
        saved = importing.write(table, reader, place, found, by=request.user, at=request.now)
    except Refused as refusal:
        return _page(request, place, reader, table, found, skips, refused=refusal.reason, status=422)
    text = ngettext(
        "%(n)s line was written from “%(title)s”.", "%(n)s lines were written from “%(title)s”.", saved.count
    )
    messages.success(request, text % {"n": saved.count, "title": table.title})
    return redirect("registers:register", slug=slug, year=year, unit=unit)


def _page(request, place, reader, table, found: Preview, skips: Skips, *, refused: str = "", status: int = 200):
    register = reader.register
    sources = [(f"{PLACE}{number}", name) for number, name in found.layout.letters()]
    rows = [
        (
            column,
            found.chosen[column.field],
            [(f"{FIXED}{value}", label) for value, label in _choices(register, column)],
        )
        for column in register.columns
    ]
    shown = sorted(found.lines, key=lambda line: (not line.is_wrong, line.number))[:SHOWN_LINES]
    context = {
        "register": register, "unit": place.department, "year": place.year, "table": table, "found": found,
        "mapping": rows, "sources": sources, "skips": skips, "refused": refused,
        "own": found.count("own"), "elsewhere": found.count("elsewhere"), "years": found.count("years"),
        "lines": [(line, [(c, line.texts[c.field], line.reading.problems.get(c.field, "")) for c in register.columns])
                  for line in sorted(shown, key=lambda line: line.number)],
        "hidden": max(0, len(found.lines) - SHOWN_LINES),
        "problems": found.problems[:SHOWN_PROBLEMS], "more_problems": max(0, len(found.problems) - SHOWN_PROBLEMS),
    }  # fmt: skip
    return render(request, "registers/import/preview.html", context, status=status)


def _choices(register, column) -> list[tuple[str, str]]:
    return list(register.model_field(column.field).choices or ())
