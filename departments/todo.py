"""*Việc cần làm của tôi*: each room registers who gives a person's tasks; the start page gathers them.

A room has a module `todo` (loaded when the program starts) with functions marked `@register`, and `@register_panel` for
the cards beside the list (the period at hand, the progress of one's own report).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

#: A task without a date stands among the others as if it were due after this time.
UNDATED = timedelta(days=7)


class Tone(StrEnum):
    """How pressing, in the house's colours: green, blue, amber, red, grey."""

    OK = "ok"
    RUN = "run"
    WARN = "warn"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, until when, one button. The earlier due date comes first, then the small `order`.

    `about` names the object: of several tasks about one object only the most pressing is shown.
    """

    title: str
    url: str
    action: str
    detail: str = ""
    due: date | None = None
    tone: Tone = Tone.NONE
    badge: str = ""
    order: int = 100
    about: str = ""


@dataclass(frozen=True)
class Panel:
    """A card on the start page: a template and what it shows."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 100


Provider = Callable[[Any, datetime], list[Todo]]
PanelProvider = Callable[[Any, datetime], list[Panel]]

_providers: list[Provider] = []
_panel_providers: list[PanelProvider] = []


def register(provider: Provider) -> Provider:
    """`provider(user, now)` returns this person's tasks of one room."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def register_panel(provider: PanelProvider) -> PanelProvider:
    """`provider(user, now)` returns this person's cards of one room."""
    if provider not in _panel_providers:
        _panel_providers.append(provider)
    return provider


def tasks_of(user: Any, now: datetime) -> list[Todo]:
    """Everything the person has to do, most pressing first across rooms; a room's own order is kept among equals."""
    undated = timezone.localdate(now) + UNDATED
    found = [task for provider in _providers for task in provider(user, now)]
    found.sort(key=lambda task: (task.due or undated, task.order))
    first = {task.about: task for task in reversed(found) if task.about}
    return [task for task in found if first.get(task.about, task) is task]


def panels_of(user: Any, now: datetime) -> list[Panel]:
    """The cards of this person's start page."""
    found = [panel for provider in _panel_providers for panel in provider(user, now)]
    return sorted(found, key=lambda panel: panel.order)
