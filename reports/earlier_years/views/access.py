"""The way in: years of which results can be entered, and whose results are meant."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from departments.models import Department
from reports.earlier_years import layout, reading
from reports.earlier_years.layout import Scope

ALL = "all"
#: With more units the workbook is made for the Office or for one unit.
UNITS_AT_ONCE = 80


def checked_year(request: HttpRequest, year: int) -> int:
    if year not in reading.years(timezone.localdate(request.now)):
        raise Http404
    return year


def owner_of(request: HttpRequest, units: list[Department]) -> Department | None:
    """The unit of `?unit=`; None: the Office as a whole."""
    code = request.GET.get("unit", "")
    if code in ("", layout.OFFICE):
        return None
    found = next((unit for unit in units if unit.code == code), None)
    if found is None:
        raise Http404
    return found


def scope_for(request: HttpRequest, year: int) -> Scope:
    """`?unit=` one unit, nothing for the Office, `all` for everything together."""
    units = reading.units_of(year)
    if request.GET.get("unit") == ALL and len(units) <= UNITS_AT_ONCE:
        return reading.scope_of(year, [None, *units])
    return reading.scope_of(year, [owner_of(request, units)])


def whole_scope(year: int) -> Scope:
    """The Office and every unit: what a workbook may speak about."""
    return reading.scope_of(year, [None, *reading.units_of(year)])
