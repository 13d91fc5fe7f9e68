"""Entering official figures: one page of boxes, each beside its estimate; what could not be saved stays in its box."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.permissions import Refused, allows
from reports.official_figures import editing, permissions, reading
from reports.official_figures.forms import FigureForm
from reports.official_figures.models import OfficialUpdate
from reports.official_figures.views.access import TONES, own_update


@dataclass
class Row:
    """One estimate with its boxes; `theirs` is what somebody else saved meanwhile."""

    line: reading.Line
    form: FigureForm
    theirs: reading.Line | None = None

    @property
    def is_wrong(self) -> bool:
        return self.theirs is not None or (self.form.is_bound and not self.form.is_valid())


@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the boxes; on POST save what can be saved and go where the pressed button leads."""
    found = own_update(request, pk)
    if request.method == "POST":
        return _save(request, found)
    if not allows(permissions.fill, request.user, found):
        return redirect("official_figures:update", pk=pk)
    return _page(request, found, _rows(found))


def _rows(found: OfficialUpdate, data: QueryDict | None = None) -> list[Row]:
    return [Row(line, FigureForm(line.row, data=data)) for line in reading.lines_of(found)]


def _save(request: HttpRequest, found: OfficialUpdate) -> HttpResponse:
    rows = _rows(found, request.POST)
    changes = [row.form.change() for row in rows if row.form.is_valid()]
    try:
        saved = editing.save_lines(found, changes, by=request.user, at=request.now)
    except Refused as refusal:
        return _page(request, found, rows, refused=str(refusal), status=409)
    met = {row.pk for row in saved.conflicts}
    if met or any(row.is_wrong for row in rows):
        return _page(request, found, _after(found, rows, met, request.POST), status=409 if met else 422)
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime(request.now):%H:%M}"})
    target = "official_figures:update" if request.POST.get("then") == "read" else "official_figures:fill"
    return redirect(target, pk=found.pk)


def _after(found: OfficialUpdate, rows: list[Row], met: set[int], data: QueryDict) -> list[Row]:
    """Saved boxes as stored, refused ones as typed; a box that met a newer content takes its version and shows it."""
    data = data.copy()
    wrong = {row.line.row.pk for row in rows if row.is_wrong} | met
    fresh = []
    for line in reading.lines_of(found):
        pk = line.row.pk
        if pk in met:
            data[f"o{pk}-seen"] = str(line.row.version)
        form = FigureForm(line.row, data=data if pk in wrong else None)
        fresh.append(Row(line, form, line if pk in met else None))
    return fresh


def _page(request: HttpRequest, found: OfficialUpdate, rows: list[Row], *, refused: str = "", status: int = 200):
    context = {
        "update": found,
        "tone": TONES[found.state],
        "rows": rows,
        "wrong": sum(row.is_wrong for row in rows),
        "refused": refused,
    }
    return render(request, "official_figures/fill.html", context, status=status)
