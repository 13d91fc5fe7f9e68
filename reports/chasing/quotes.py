"""What the draft of the consolidated report says of a unit that has not reported. The room above registers how to
look; this one only asks, so that a reminder quotes the unit's own empty line."""

from collections.abc import Callable, Iterable

from campaign.models import ReportingPeriod
from departments.models import Department

#: (period, units) → {id of the unit: the sentence about it}, in Vietnamese, in a fixed number of queries.
Provider = Callable[[ReportingPeriod, list[Department]], dict[int, str]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    if provider not in _providers:
        _providers.append(provider)
    return provider


def quotes_of(period: ReportingPeriod, units: Iterable[Department]) -> dict[int, list[str]]:
    """The sentences about each unit; units nothing is said of are left out."""
    found: dict[int, list[str]] = {}
    asked = list(units)
    for provider in _providers if asked else ():
        for unit, sentence in provider(period, asked).items():
            found.setdefault(unit, []).append(sentence)
    return found
