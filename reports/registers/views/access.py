"""The way in to a register: what a person may not see is not there."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from departments.models import Department
from reports.registers import permissions, reading
from reports.registers.catalogue import BY_SLUG, Register
from reports.registers.permissions import Place


def place_for(request, unit: str, year: int) -> Place:
    """The registers of a unit in a year this person may read; otherwise a missing page."""
    years = reading.years(timezone.localdate(request.now))
    department = get_object_or_404(Department, code=unit)
    place = years.place(department, year)
    if year not in years.all or permissions.read(request.user, place):
        raise Http404
    return place


def register_named(slug: str) -> Register:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def own_unit(user) -> Department | None:
    """The unit a person speaks for; the newest where an old one was merged into it."""
    own = {grant.department_id: grant.department for grant in user.grants if grant.department_id}
    living = [unit for unit in own.values() if unit.valid_to is None] or list(own.values())
    return min(living, key=lambda unit: (unit.order, unit.pk), default=None)
