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


Provider = Callable[[AnnualReport, Any], list[Annotation]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """`provider(report, user)` gives what this person may see on the fields of this report."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def on(report: AnnualReport, user: Any) -> dict[str, list[Annotation]]:
    """Field code → annotations in the order they were given."""
    found: dict[str, list[Annotation]] = {}
    for provider in _providers:
        for annotation in provider(report, user):
            found.setdefault(annotation.field_code, []).append(annotation)
    return found
