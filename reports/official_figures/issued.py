"""Which annual reports are issued: the room that issues them tells this one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class IssuedReport:
    """Number and day of the report in force for a period."""

    number: str
    day: date


#: Returns the issued annual reports by the period's id.
Provider = Callable[[], dict[int, IssuedReport]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    if provider not in _providers:
        _providers.append(provider)
    return provider


def reports() -> dict[int, IssuedReport]:
    """Issued annual reports by the id of their period."""
    return {period: report for provider in _providers for period, report in provider().items()}
