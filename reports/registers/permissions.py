"""Who may do what to a unit's registers. Each rule answers why not, or None."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from departments.models import Department
from departments.roles import Permission


@dataclass(frozen=True)
class Place:
    """The registers of one unit in one year; locked once the annual period of that year is."""

    department: Department
    year: int
    is_locked: bool = False


def read(user, place: Place) -> str | None:
    """The unit's own people; HC-TC reads all."""
    if place.department.pk in user.department_ids or user.may(Permission.READ_REGISTERS):
        return None
    return _("Only the unit itself can do this.")


def write(user, place: Place) -> str | None:
    """People of the unit, all year, until the annual period is locked."""
    if not user.may(Permission.FILL_REPORT, place.department.pk):
        return _("Only the unit itself writes in its registers.")
    if place.is_locked:
        return _("The figures of %(year)s are locked, and the registers of that year with them.") % {"year": place.year}
    return None
