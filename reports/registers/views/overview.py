"""*Sổ theo dõi*: every register of a unit and year; for HC-TC the units side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from departments.roles import Permission
from reports.registers import permissions, reading
from reports.registers.catalogue import PEOPLE_SLUG, REGISTERS
from reports.registers.views.access import own_unit, place_for


def people_title() -> tuple[str, str]:
    """Title and purpose of the list of people, beside those of the registers."""
    purpose = _("Who registered for emulation, signed the pledge, was informed of the plan; assessment by criterion.")
    return _("People: registration, pledge, dissemination"), purpose


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The registers of a unit; without a unit of one's own, all units."""
    today = timezone.localdate(request.now)
    years = reading.years(today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years.all else years.all[0]
    sees_all = request.user.may(Permission.READ_REGISTERS)
    own = own_unit(request.user)
    context = {"year": year, "years": years.all, "is_locked": year in years.locked, "sees_all": sees_all, "unit": None}
    code = request.GET.get("unit") or ("" if sees_all or own is None else own.code)
    if code:
        place = place_for(request, code, year)
        unit = place.department
        context |= {
            "unit": unit,
            "shelves": reading.shelves(unit, year, people_title()),
            "why_not": permissions.write(request.user, place),
            "others": [u for u in _own_units(request.user) if u.pk != unit.pk],
        }
    elif sees_all:
        titles = {PEOPLE_SLUG: people_title()[0]} | {r.slug: r.title for r in REGISTERS}
        units = [
            (unit, [(slug, titles[slug], n) for slug, n in numbers]) for unit, numbers in reading.of_all_units(year)
        ]
        context |= {"titles": titles.items(), "units": units}
    return render(request, "registers/overview/page.html", context)


def _own_units(user) -> list:
    own = {grant.department_id: grant.department for grant in user.grants if grant.department_id}
    return sorted(own.values(), key=lambda unit: (unit.order, unit.pk))


@require_safe
def own(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A register without a unit named: that of the person's own unit."""
    unit = own_unit(request.user)
    if unit is not None:
        return redirect("registers:register", slug=slug, year=year, unit=unit.code)
    if request.user.may(Permission.READ_REGISTERS):
        return redirect("registers:overview")
    raise Http404
