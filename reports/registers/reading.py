"""The registers of a unit as its pages show them: which rows, what they feed, what was met twice. Few queries each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from campaign.models import Campaign, Criterion, Indicator, Phase, ReportingPeriod
from departments.models import Department
from reports.registers import counting
from reports.registers.catalogue import PEOPLE_SLUG, REGISTERS, Register
from reports.registers.models import PersonYear, RegisterRow
from reports.registers.permissions import Place


@dataclass(frozen=True)
class Years:
    """The years one may turn to, the latest first, and which of them are locked."""

    all: tuple[int, ...]
    locked: frozenset[int]

    def place(self, department: Department, year: int) -> Place:
        return Place(department, year, year in self.locked)


def years(today: date) -> Years:
    """Years of annual periods up to this one."""
    periods = ReportingPeriod.objects.annual().order_by().values_list("year", "state")
    known = {year for year, _state in periods if year <= today.year} | {today.year}
    locked = {year for year, state in periods if state == ReportingPeriod.State.LOCKED}
    return Years(tuple(sorted(known, reverse=True)), frozenset(locked))


def year_is_locked(year: int) -> bool:
    """Whether the annual period of the year is locked."""
    annual = ReportingPeriod.objects.annual().for_year(year)
    return annual.filter(state=ReportingPeriod.State.LOCKED).exists()


@dataclass
class Shelf:
    """One register on the overview: how many rows, and which indicators asked of the unit it feeds."""

    slug: str
    title: str
    purpose: str
    rows: int = 0
    feeds: list[Indicator] = field(default_factory=list)


def shelves(department: Department, year: int, people: tuple[str, str]) -> list[Shelf]:
    """Every register of the unit, the list of people first; one query per register. `people`: its title, purpose."""
    feeding: dict[str, list[Indicator]] = {}
    for row in counting.feeding(year):
        if row.asks(department):
            feeding.setdefault(counting.register_of(row.counted_from), []).append(row)
    ticked = PersonYear.objects.of(department, year).count()
    found = [Shelf(PEOPLE_SLUG, *people, ticked, feeding.get(PEOPLE_SLUG, []))]
    for register in REGISTERS:
        rows = register.model.objects.of(department, year).present().count()
        found.append(Shelf(register.slug, register.title, register.purpose, rows, feeding.get(register.slug, [])))
    return found


def of_all_units(year: int) -> list[tuple[Department, list[tuple[str, int]]]]:
    """Every reporting unit with the number of rows of each register; one query per register."""
    numbers = {register.slug: _by_unit(register.model.objects.in_year(year).present()) for register in REGISTERS}
    numbers = {PEOPLE_SLUG: _by_unit(PersonYear.objects.in_year(year))} | numbers
    units = Department.objects.reporting().valid_in_year(year)
    return [(unit, [(slug, by_unit.get(unit.pk, 0)) for slug, by_unit in numbers.items()]) for unit in units]


def _by_unit(rows) -> dict[int, int]:
    return dict(rows.order_by().values_list("department").annotate(n=Count("pk")))


def going_on(register: Register, place: Place) -> list[RegisterRow]:
    """Lines of last year that are not done with and do not stand in this year's register yet. Two queries at most."""
    if not register.done:
        return []
    rows = register.model.objects.of(place.department, place.year - 1).present().undone(register.done)
    known = set(register.model.objects.of(place.department, place.year).order_by().values_list("identity", flat=True))
    return [row for row in rows if row.identity not in known]


def met_twice(register: Register, rows: Iterable[RegisterRow], year: int) -> dict[int, list[RegisterRow]]:
    """By row, other rows of the year about the same thing, in this unit's register or another's. One query."""
    rows = list(rows)
    identities = {row.identity for row in rows if row.identity}
    if not identities:
        return {}
    same: dict[str, list[RegisterRow]] = {}
    for row in register.model.objects.in_year(year).named(identities).order_by("department__order", "pk"):
        same.setdefault(row.identity, []).append(row)
    found = {row.pk: [other for other in same.get(row.identity, []) if other.pk != row.pk] for row in rows}
    return {pk: others for pk, others in found.items() if others}


def criteria_for_people(year: int) -> list[Criterion]:
    """The criteria for individuals (plan III.1.b) in use in this year."""
    phase = Phase.objects.filter(from_year__lte=year, to_year__gte=year).order_by("number").first()
    found = Criterion.objects.in_use(phase) if phase else Criterion.objects.none()
    return list(
        found.filter(subject=Criterion.Subject.INDIVIDUAL).select_related("plan_item").order_by("order", "code")
    )


def movement() -> Campaign:
    """The movement the papers are about."""
    return Campaign.objects.order_by("pk").get()
