"""The one engine for every life cycle: a move is a transaction that locks, checks, changes, records, then announces."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments import audit
from departments.permissions import Refused, Rule, check


class WrongState(Refused):
    """The object has moved on since the page was opened."""


class StalePage(Refused):
    """Somebody changed the object after this page was opened."""


class NoteRequired(Refused):
    """The move needs a reason."""


def nothing(*args: Any, **kwargs: Any) -> None:
    """The default for a move that changes nothing else and tells nobody."""


@dataclass(frozen=True)
class Move:
    """What a change and an announcement need to know about the move under way."""

    transition: "Transition"
    by: Any
    at: datetime
    note: str = ""
    data: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Transition:
    """One line of a life-cycle table.

    `change(instance, move)` runs inside the transaction before the state is saved; it may return a dict that is kept
    with the audit event. `announce(instance, move)` runs after commit. `target` None keeps the state.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    rule: Rule
    note_required: bool = False
    change: Callable[[Any, Move], dict | None] = nothing
    announce: Callable[[Any, Move], None] = nothing


#: Model label → its moves, as declared by the rooms; the diagrams in docs/ are drawn from here.
LIFE_CYCLES: dict[str, tuple[type, tuple[Transition, ...]]] = {}


def declare(model: type, transitions: tuple[Transition, ...]) -> None:
    """Make a table of moves known. Two rooms may each declare a part of one life cycle; a name stands once."""
    label = model._meta.label_lower
    known = LIFE_CYCLES.get(label, (model, ()))[1]
    names = {t.name for t in known}
    LIFE_CYCLES[label] = (model, known + tuple(t for t in transitions if t.name not in names))


def why_not(instance, transition: Transition, user) -> str | None:
    """Why this person cannot make this move now, or None: the sentence beside a disabled button."""
    if instance.state not in transition.sources:
        return _("Not possible while the state is “%(state)s”.") % {"state": instance.get_state_display()}
    return transition.rule(user, instance)


def possible(instance, transitions, user) -> list[Transition]:
    """The moves this person can make now."""
    return [t for t in transitions if why_not(instance, t, user) is None]


@transaction.atomic
def move(instance, transition: Transition, *, by, at: datetime, note: str = "", seen: int | None = None, **data):
    """Make the move and return the fresh object.

    Raises WrongState or StalePage (somebody was faster), Denied (no right) or NoteRequired; then nothing has changed.
    """
    instance = type(instance)._base_manager.select_for_update(of=("self",)).get(pk=instance.pk)
    if instance.state not in transition.sources:
        raise WrongState(
            _("Somebody was faster: the state is now “%(state)s”. Nothing was changed.")
            % {"state": instance.get_state_display()}
        )
    if seen is not None and seen != instance.version:
        raise StalePage(_("This page is no longer up to date: somebody changed it meanwhile. Nothing was changed."))
    check(transition.rule, by, instance)
    if transition.note_required and not note.strip():
        raise NoteRequired(_("Please give the reason."))
    step = Move(transition, by, at, note.strip(), data)
    kept = transition.change(instance, step)
    before = instance.state
    instance.state = transition.target or before
    instance.version += 1
    if instance.state != before:
        instance.state_changed_at = at
    instance.save()
    with override("vi"):
        audit.record(
            f"{instance._meta.label_lower}.{transition.name}", target=instance, by=by, at=at, label=transition.label,
            before=before, after=instance.state, note=step.note, data=kept or {},
        )  # fmt: skip
    transaction.on_commit(lambda: transition.announce(instance, step), robust=True)
    return instance
