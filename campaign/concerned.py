"""Which reports an amendment of an open period touches. The room above registers how to look; this one only asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from campaign.models import ReportingPeriod
from departments.models import Department


@dataclass(frozen=True)
class Concerned:
    """A unit whose report an amendment touches, and how far that report is."""

    department: Department
    state: str = ""
    begun: bool = False


#: (period) → {id of the unit: label of the state of its report}, for reports that have been begun.
Finder = Callable[[ReportingPeriod], dict[int, str]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Reports tell this room which units have begun."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def reports_of(period: ReportingPeriod, departments: Iterable[Department]) -> list[Concerned]:
    """The reports of these units in this period."""
    states = {key: label for finder in _finders for key, label in finder(period).items()}
    return [Concerned(unit, str(states.get(unit.pk, "")), unit.pk in states) for unit in departments]
