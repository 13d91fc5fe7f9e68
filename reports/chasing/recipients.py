"""Who is reminded: the head of the unit always, of its contributors those who have a part in the report."""

from collections.abc import Iterable
from datetime import date

from departments.models import Delegation, RoleGrant, User
from departments.roles import Role
from reports.chasing.openings import Opening
from reports.submissions.models import SectionAssignment


def recipients_of(openings: Iterable[Opening], today: date) -> dict[int, list[User]]:
    """Accounts by unit; four queries. Where no section was given to anybody, every contributor has a part."""
    openings = list(openings)
    units = [opening.unit for opening in openings]
    grants = RoleGrant.objects.filter(department__in=units, user__is_active=True).select_related("user__staff")
    heads: dict[int, list[User]] = {unit.pk: [] for unit in units}
    contributors: dict[int, list[User]] = {unit.pk: [] for unit in units}
    for grant in grants.order_by("pk"):
        by_role = {Role.UNIT_HEAD: heads, Role.CONTRIBUTOR: contributors}.get(Role(grant.role))
        if by_role is not None:
            by_role[grant.department_id].append(grant.user)
    for unit, user in _standing_in(units, today):
        heads[unit].append(user)
    assigned = _assigned(openings)
    found = {}
    for opening in openings:
        own = contributors[opening.unit.pk]
        people = [user for user in own if user.pk in assigned.get(opening.unit.pk, ())] or own
        found[opening.unit.pk] = list({user.pk: user for user in [*heads[opening.unit.pk], *people]}.values())
    return found


def _standing_in(units: list, today: date) -> list[tuple[int, User]]:
    """Who does the head's work on this day, by delegation."""
    rows = Delegation.objects.in_force(today).filter(department__in=units).order_by("pk")
    accounts = User.objects.filter(is_active=True, staff__in=rows.values("staff")).select_related("staff")
    by_staff = {user.staff_id: user for user in accounts.order_by("pk")}
    return [(row.department_id, by_staff[row.staff_id]) for row in rows if row.staff_id in by_staff]


def _assigned(openings: list[Opening]) -> dict[int, set[int]]:
    reports = [opening.report for opening in openings if opening.report]
    rows = SectionAssignment.objects.filter(report__in=reports).order_by("pk")
    found: dict[int, set[int]] = {}
    for unit, user in rows.values_list("report__department_id", "user_id"):
        found.setdefault(unit, set()).add(user)
    return found
