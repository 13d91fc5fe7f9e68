"""One register of one unit and year: the grid, its removed lines, its Excel and its paper."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign.models import Indicator
from departments.permissions import Refused
from reports.registers import counting, editing, exports, grid, permissions, reading
from reports.registers.catalogue import Register
from reports.registers.entry import Reader
from reports.registers.models import Book
from reports.registers.permissions import Place
from reports.registers.typed import Names
from reports.registers.views.access import place_for, register_named
from reports.registers.views.files import send

PER_PAGE = 25
BLANK_LINES = 4
MOST_BLANK_LINES = 50


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, slug: str, year: int, unit: str) -> HttpResponse:
    """The lines with their boxes; on POST save what can be saved, keep what cannot in its boxes."""
    found, place = register_named(slug), place_for(request, unit, year)
    reader = Reader(found, year, Names.of(place.department, year))
    if request.method == "POST":
        return _save(request, place, reader)
    return _page(request, place, grid.Sheet(reader))


def _save(request: HttpRequest, place: Place, reader: Reader) -> HttpResponse:
    then, _colon, target = request.POST.get("then", "").partition(":")
    leave = frozenset({target}) if then in ("theirs", "remove") else frozenset()
    sent = grid.read(reader, request.POST, leave)
    try:
        saved = editing.save_rows(reader.register, place, sent.changes, reader, by=request.user, at=request.now)
        if then == "remove":
            _remove(request, reader.register, place, target)
    except Refused as refusal:
        return _page(request, place, grid.Sheet(reader, sent, is_refused=True), refused=str(refusal), status=409)
    if sent.problems or saved.conflicts or saved.gone:
        status = 409 if saved.conflicts else 422
        return _page(request, place, grid.Sheet(reader, sent, saved), saved=saved.count, status=status)
    if saved.count:
        text = ngettext("%(n)s line was saved at %(time)s.", "%(n)s lines were saved at %(time)s.", saved.count)
        messages.success(request, text % {"n": saved.count, "time": f"{timezone.localtime(request.now):%H:%M}"})
    elif then not in ("more", "remove", "theirs"):
        messages.info(request, _("Nothing was changed."))
    query = request.GET.copy()
    if saved.added or then == "more":
        query.pop("page", None)
    if then == "more":
        query["lines"] = str(min(MOST_BLANK_LINES, _blank_lines(request) + 6))
    return redirect(f"{request.path}{'?' if query else ''}{query.urlencode()}{'#new' if then == 'more' else ''}")


def _remove(request: HttpRequest, found: Register, place: Place, key: str) -> None:
    number = key.removeprefix(grid.ROW)
    rows = found.model.objects.visible_to(request.user).of(place.department, place.year).present()
    row = rows.filter(pk=number).first() if number.isdecimal() else None
    if row is None or not editing.remove(found, place, row, by=request.user, at=request.now):
        messages.info(request, _("This line had been removed already."))
        return
    messages.success(request, _("“%(row)s” was removed. It can be put back under “Removed lines”.") % {"row": row})


def _blank_lines(request: HttpRequest) -> int:
    asked = request.GET.get("lines", "")
    return min(MOST_BLANK_LINES, int(asked)) if asked.isdecimal() else BLANK_LINES


def _rows(request: HttpRequest, found: Register, place: Place):
    """The lines to show, and the indicator they were asked for."""
    rows = found.model.objects.visible_to(request.user).of(place.department, place.year).present()
    words, code = request.GET.get("q", "").strip()[:100], request.GET.get("for", "")[:12]
    feeding = [row for row in counting.feeding(place.year) if counting.register_of(row.counted_from) == found.slug]
    indicator = next((row for row in feeding if row.code == code), None)
    if indicator is not None:
        rows = rows.meeting(counting.condition_of(indicator.counted_from))
    if words:
        rows = rows.matching(words)
    mine = [row for row in feeding if row.asks(place.department)]
    return editing.with_people(found, rows), words, indicator, mine


def _turn_to(request: HttpRequest, paginator: Paginator, is_filtered: bool) -> Page:
    """A register opens at its last written page, like a book."""
    asked = request.GET.get("page") or (1 if is_filtered else paginator.num_pages)
    return paginator.get_page(asked)


def _page(request, place: Place, sheet: grid.Sheet, *, saved: int | None = None, refused: str = "", status: int = 200):
    found = sheet.register
    rows, words, indicator, feeding = _rows(request, found, place)
    is_filtered = bool(words or indicator)
    page = _turn_to(request, Paginator(rows, PER_PAGE), is_filtered)
    why_not = refused or permissions.write(request.user, place)
    same = reading.met_twice(found, page.object_list, place.year)
    lines = sheet.lines(page.object_list, page.start_index(), same)
    may_add = not why_not and not is_filtered and not page.has_next()
    blank = sheet.blank(page.end_index() + 1, _blank_lines(request)) if may_add or sheet.sent.typed else []
    going_on = [] if why_not else reading.going_on(found, place)
    context = {
        "register": found, "place": place, "unit": place.department, "year": place.year,
        "lines": lines, "blank": blank, "going_on": going_on, "page": page, "why_not": why_not, "refused": refused,
        "words": words, "indicator": indicator, "feeding": feeding, "counts": _counts(place, feeding),
        "query": urlencode({k: v for k, v in (("q", words), ("for", indicator.code if indicator else "")) if v}),
        "saved": saved, "wrong": [line for line in (*lines, *blank) if line.is_wrong or line.conflict or line.is_gone],
        "names": list(sheet.reader.names.labels.values()),
        "has_people": any(column.kind in ("person", "people") for column in found.columns),
        "book": Book.objects.visible_to(request.user).of(place.department, place.year).named(found.slug).first(),
        "removed": found.model.objects.visible_to(request.user).of(place.department, place.year).removed().count(),
    }  # fmt: skip
    return render(request, "registers/register/page.html", context, status=status)


def _counts(place: Place, feeding: list[Indicator]) -> list[tuple[Indicator, counting.Count]]:
    found = counting.counts(place.department, place.year, feeding)
    return [(row, found[row.code]) for row in feeding]


@require_safe
def removed(request: HttpRequest, slug: str, year: int, unit: str) -> HttpResponse:
    """Lines that were taken out, each with a button to put it back."""
    found, place = register_named(slug), place_for(request, unit, year)
    rows = found.model.objects.visible_to(request.user).of(place.department, year).removed()
    page = Paginator(rows.select_related("removed_by__staff"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "register": found, "unit": place.department, "year": year, "page": page,
        "why_not": permissions.write(request.user, place),
    }  # fmt: skip
    return render(request, "registers/removed/page.html", context)


@require_POST
def restore(request: HttpRequest, slug: str, year: int, unit: str, pk: int) -> HttpResponse:
    """Put a removed line back."""
    found, place = register_named(slug), place_for(request, unit, year)
    rows = found.model.objects.visible_to(request.user).of(place.department, year)
    row = get_object_or_404(rows, pk=pk)
    try:
        editing.restore(found, place, row, by=request.user, at=request.now)
        messages.success(request, _("“%(row)s” stands in the register again.") % {"row": row})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("registers:removed", kwargs={"slug": slug, "year": year, "unit": unit}))


@require_POST
def carry(request: HttpRequest, slug: str, year: int, unit: str) -> HttpResponse:
    """What goes on from last year stands in this year's register too."""
    found, place = register_named(slug), place_for(request, unit, year)
    reader = Reader(found, year, Names.of(place.department, year))
    try:
        saved = editing.carry_over(place, reader, by=request.user, at=request.now)
        text = ngettext("%(n)s line was taken over.", "%(n)s lines were taken over.", saved.count)
        messages.success(request, text % {"n": saved.count})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registers:register", slug=slug, year=year, unit=unit)


@require_safe
def download(request: HttpRequest, slug: str, year: int, unit: str) -> HttpResponse:
    """The whole register as Excel."""
    found, place = register_named(slug), place_for(request, unit, year)
    reader = Reader(found, year, Names.of(place.department, year))
    rows = found.model.objects.visible_to(request.user).of(place.department, year).present()
    rows = editing.with_people(found, rows)
    return send(request, lambda: exports.register_file(place, reader, list(rows)), request.path)


@require_safe
def template(request: HttpRequest, slug: str, year: int, unit: str) -> HttpResponse:
    """An empty workbook with the columns of the register, to fill in and bring back."""
    found, place = register_named(slug), place_for(request, unit, year)
    reader = Reader(found, year, Names.of(place.department, year))
    return send(request, lambda: exports.template_file(place, reader), request.path)
