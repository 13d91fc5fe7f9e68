"""What stands beside a target: last year's target and, from the room that knows it, last year's result."""

from collections.abc import Callable

from campaign import wording
from campaign.models import Target
from departments.models import Department

#: (unit, year) → {code of the indicator: the result as it reads}.
Provider = Callable[[Department, int], dict[str, str]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """The room that keeps accepted results tells this one."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def results_of(department: Department, year: int) -> dict[str, str]:
    """Accepted results of the unit in that year."""
    return {code: text for provider in _providers for code, text in provider(department, year).items()}


def targets_of(department: Department, year: int) -> dict[str, str]:
    """Registered targets of the unit in that year, as they read."""
    rows = Target.objects.filter(department=department, year=year).select_related("indicator").order_by("pk")
    return {row.indicator.code: wording.target(row, row.indicator) for row in rows}
