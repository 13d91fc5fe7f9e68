"""What rooms above have to say on single fields (remarks of a review, for example), shown beside the field itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reports.submissions.models import AnnualReport


@dataclass(frozen=True)
class Annotation:
    """A template and what it shows. On the fill page it stands inside a form, on the check page it may hold its own:
    the template is told by `on_check`.
    """

    field_code: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    #: Also listed where the unit reads its report as a whole.
    on_read: bool = False


Provider = Callable[[AnnualReport, Any], list[Annotation]]
_providers: list[Provider] = []
_whole: list[Provider] = []


def register(provider: Provider) -> Provider:
    """`provider(report, user)` gives what this person may see on the fields of this report."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def register_whole(provider: Provider) -> Provider:
    """`provider(report, user)` gives what stands above the report as a whole."""
    if provider not in _whole:
        _whole.append(provider)
    return provider


def on_whole(report: AnnualReport, user: Any) -> list[Annotation]:
    """What rooms above say on the report as a whole (why it was given back, for example)."""
    return [annotation for provider in _whole for annotation in provider(report, user)]


def on(report: AnnualReport, user: Any) -> dict[str, list[Annotation]]:
    """Field code → annotations in the order they were given."""
    found: dict[str, list[Annotation]] = {}
    for provider in _providers:
        for annotation in provider(report, user):
            found.setdefault(annotation.field_code, []).append(annotation)
    return found


def to_read(report: AnnualReport, user: Any) -> list[Annotation]:
    """What stands beside the whole report when its unit reads it."""
    return [annotation for found in on(report, user).values() for annotation in found if annotation.on_read]
