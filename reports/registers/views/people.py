"""The people of a unit in a year: who registered, pledged, was informed; the assessment; and the papers of the list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods, require_safe

from departments.permissions import Refused
from reports.registers import counting, exports, papers, permissions, reading
from reports.registers import people as actions
from reports.registers.catalogue import PEOPLE_SLUG
from reports.registers.models import Book, PersonYear
from reports.registers.permissions import Place
from reports.registers.views.access import place_for
from reports.registers.views.files import send

ALL = "all"


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """The list made from the staff list; on POST save what can be saved, keep what cannot in its boxes."""
    place = place_for(request, unit, year)
    if request.method == "GET":
        return _page(request, place)
    then, _colon, target = request.POST.get("then", "").partition(":")
    leave, tick_all = (target if then == "theirs" else ""), (target if then == ALL else "")
    try:
        saved = actions.save(place, request.POST, by=request.user, at=request.now, leave=leave, tick_all=tick_all)
    except Refused as refusal:
        return _page(request, place, refused=refusal.reason, status=409)
    if saved.unsaved:
        status = 409 if any(person.conflict for person in saved.unsaved.values()) else 422
        return _page(request, place, saved, status=status)
    if saved.count:
        text = ngettext("%(n)s person was updated.", "%(n)s people were updated.", saved.count)
        messages.success(request, text % {"n": saved.count})
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect(request.path)


def _page(request, place: Place, saved: actions.Saved | None = None, *, refused: str = "", status: int = 200):
    department, year = place.department, place.year
    rows = actions.roster(department, year)
    for person in rows:
        kept = saved.unsaved.get(person.staff.pk) if saved else None
        if kept:
            person.typed, person.problems, person.conflict = kept.typed, kept.problems, kept.conflict
    feeding = [i for i in counting.feeding(year) if counting.register_of(i.counted_from) == PEOPLE_SLUG]
    feeding = [indicator for indicator in feeding if indicator.asks(department)]
    found = counting.counts(department, year, feeding)
    context = {
        "unit": department, "year": year, "people": rows, "refused": refused,
        "why_not": refused or permissions.write(request.user, place),
        "saved": saved, "counts": [(indicator, found[indicator.code]) for indicator in feeding],
        "criteria": reading.criteria_for_people(year), "papers": papers.PAPERS.values(),
        "assessments": PersonYear.Assessment.choices,
        "totals": [(name, sum(1 for p in rows if p.stored[name])) for name in actions.TICKS],
        "book": Book.objects.visible_to(request.user).of(department, year).named(PEOPLE_SLUG).first(),
    }  # fmt: skip
    return render(request, "registers/people/page.html", context, status=status)


@require_safe
def paper(request: HttpRequest, year: int, unit: str, name: str, extension: str) -> HttpResponse:
    """One of the papers as PDF or Word."""
    place, wanted = place_for(request, unit, year), papers.PAPERS.get(name)
    if wanted is None or extension not in (exports.PDF, exports.WORD):
        raise Http404
    with override("vi"):
        criteria = [criterion.wording for criterion in reading.criteria_for_people(year)]
        given = papers.Given(place, reading.movement(), actions.roster(place.department, year), criteria)
        document = papers.document(wanted, given)
    back = reverse("registers:people", kwargs={"year": year, "unit": unit})
    return send(request, lambda: exports.paper_file(document, name, place, extension), back)
