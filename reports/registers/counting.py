"""What of a register counts towards which indicator, as the catalogue of indicators declares it (`counted_from`).

A rule is `{"register": slug, "where": {field: [values]}, "positive": field}` with `"count": "rows"` (or a field: the
number of different ones) or `"sum": field`; a ratio is `{"numerator": rule, "denominator": rule}`. The list of people
(`"register": "people"`) also counts `"staff"`, `"units"` and `"all_units"`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Q, Sum

from campaign.models import Indicator
from departments.models import Department, StaffMember
from reports.registers.catalogue import BY_SLUG, PEOPLE_SLUG
from reports.registers.models import PersonYear

Rule = dict[str, Any]
VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
STAFF, UNITS, ALL_UNITS = "staff", "units", "all_units"


@dataclass(frozen=True)
class Count:
    """What the registers say about one indicator. `rows`: how many lines stand behind it."""

    code: str
    register: str
    year: int
    unit: str
    rows: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_ratio(self) -> bool:
        return self.denominator is not None

    @property
    def link(self) -> tuple[str, dict[str, Any], str]:
        """Route, its arguments and the query of the page that shows just these lines."""
        return "registers:register", {"slug": self.register, "year": self.year, "unit": self.unit}, f"for={self.code}"


def rules_of(counted_from: Rule) -> dict[str, Rule]:
    """The rules of a figure by the part they fill."""
    if NUMERATOR in counted_from:
        return {part: counted_from[part] for part in (NUMERATOR, DENOMINATOR)}
    return {VALUE: counted_from} if counted_from else {}


def register_of(counted_from: Rule) -> str:
    """The slug of the register a figure is counted from; empty where it is typed."""
    return next((rule["register"] for rule in rules_of(counted_from).values()), "")


def condition(rule: Rule) -> Q:
    """Which lines count."""
    wanted = Q(**{f"{name}__in": values for name, values in rule.get("where", {}).items()})
    return wanted & Q(**{f"{rule['positive']}__gt": 0}) if rule.get("positive") else wanted


def condition_of(counted_from: Rule) -> Q:
    """Which lines stand behind a figure: those of either part of a ratio."""
    conditions = [condition(rule) for rule in rules_of(counted_from).values()]
    if not all(conditions):  # a rule without a condition counts every line
        return Q() if conditions else Q(pk__in=[])
    return reduce(or_, conditions, Q(pk__in=[]))


def feeding(year: int) -> list[Indicator]:
    """Indicators of the year's catalogue that are counted from registers, in its order."""
    return [row for row in Indicator.objects.in_year(year) if row.counted_from]


def counts(department: Department, year: int, definitions: Iterable[Any]) -> dict[str, Count]:
    """By code, what the registers of the unit say about these indicators. One query per register."""
    asked = [d for d in definitions if d.counted_from]
    amounts: dict[tuple[str, str], Decimal] = {}
    rows: dict[str, int] = {}
    for slug in sorted({register_of(d.counted_from) for d in asked}):
        mine = [d for d in asked if register_of(d.counted_from) == slug]
        count = _of_people if slug == PEOPLE_SLUG else _of_register
        for (code, part), amount in count(slug, department, year, mine).items():
            if part == "rows":
                rows[code] = int(amount or 0)
            else:
                amounts[code, part] = Decimal(amount or 0)
    return {
        d.code: Count(
            code=d.code, register=register_of(d.counted_from), year=year, unit=department.code,
            rows=rows[d.code], **{part: amounts[d.code, part] for part in rules_of(d.counted_from)},
        )
        for d in asked
    }  # fmt: skip


def _of_register(slug: str, department: Department, year: int, definitions: list) -> dict[tuple[str, str], Any]:
    keys, wanted = {}, {}
    for place, definition in enumerate(definitions):
        keys[f"r{place}"] = (definition.code, "rows")
        wanted[f"r{place}"] = CountOf("pk", filter=condition_of(definition.counted_from))
        for part, rule in rules_of(definition.counted_from).items():
            keys[f"{part}{place}"] = (definition.code, part)
            wanted[f"{part}{place}"] = _amount(rule)
    found = BY_SLUG[slug].model.objects.of(department, year).present().order_by().aggregate(**wanted)
    return {keys[name]: amount for name, amount in found.items()}


def _amount(rule: Rule):
    if "sum" in rule:
        return Sum(rule["sum"], filter=condition(rule))
    if rule.get("count", "rows") == "rows":
        return CountOf("pk", filter=condition(rule))
    return CountOf(rule["count"], filter=condition(rule), distinct=True)


def _of_people(slug: str, department: Department, year: int, definitions: list) -> dict[tuple[str, str], Any]:
    """Ticks of the people who are on the staff list; four queries whatever is asked."""
    staff = set(staff_of(department, year).values_list("pk", flat=True))
    units = set(Department.objects.reporting().valid_in_year(year).values_list("pk", flat=True))
    ticks = list(PersonYear.objects.in_year(year).order_by().values())
    own = [row for row in ticks if row["department_id"] == department.pk and row["staff_id"] in staff]
    found: dict[tuple[str, str], Any] = {}
    for definition in definitions:
        for part, rule in rules_of(definition.counted_from).items():
            ticked = [row for row in own if _is_ticked(row, rule)]
            ours = {row["department_id"] for row in ticks if _is_ticked(row, rule)} & units
            amounts = {STAFF: len(staff), UNITS: len(ours), ALL_UNITS: len(units)}
            found[definition.code, part] = amounts.get(rule.get("count", "rows"), len(ticked))
            if part != DENOMINATOR:
                found[definition.code, "rows"] = amounts.get(rule.get("count", "rows"), len(ticked))
    return found


def _is_ticked(row: dict[str, Any], rule: Rule) -> bool:
    return all(row[name] in values for name, values in rule.get("where", {}).items())


def staff_of(department: Department, year: int):
    """The people of a unit as its lists of the year name them: those in post on its last day."""
    return StaffMember.objects.of(department, date(year, 12, 31))


#: (department, year, by=, at=): told inside the transaction of every change of a register.
Listener = Callable[..., None]
_listeners: list[Listener] = []


def on_change(listener: Listener) -> Listener:
    """A room above wants to know when what its figures are counted from has changed."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def changed(department: Department, year: int, *, by, at: datetime) -> None:
    """Tell the listeners."""
    for listener in _listeners:
        listener(department, year, by=by, at=at)
