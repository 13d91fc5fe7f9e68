"""Which unit gets which step on which day: a decision without clock and without database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from reports.chasing.models import ReminderStep
from reports.chasing.openings import Opening

Anchor = ReminderStep.Anchor
#: (day, n) → the day n working days after it, or before it where n is negative.
AddWorkingDays = Callable[[date, int], date]


@dataclass(frozen=True)
class Due:
    """A step whose day has come for a unit. `occasion` names it for ever: a moved date is another occasion."""

    opening: Opening
    step: ReminderStep
    day: date
    occasion: str


def anchor_of(opening: Opening, step: ReminderStep) -> date | None:
    """The unit's own day from which this step counts; None where there is no such day."""
    return {
        Anchor.DUE: opening.due_on,
        Anchor.ON_TIME: opening.on_time_until,
        Anchor.RETURN: opening.returned_on,
    }[Anchor(step.anchor)]


def come(
    opening: Opening, steps: Iterable[ReminderStep], *, since: date, today: date, add: AddWorkingDays
) -> list[Due]:
    """Steps for this unit's state whose day lies between the opening of the period and today, the earliest first."""
    found = []
    for step in steps:
        anchor = anchor_of(opening, step)
        if anchor is None or opening.standing not in step.audience:
            continue
        day = add(anchor, step.offset)
        if since <= day <= today:
            found.append(Due(opening, step, day, f"step:{step.anchor}{step.offset:+d}@{anchor.isoformat()}"))
    return sorted(found, key=lambda due: (due.day, due.step.offset))


def reminder_due(come_: list[Due], last_sent: date | None) -> Due | None:
    """The one reminder to send: the latest step that has come, unless the unit was reminded on its day or since.

    A step missed while nothing ran is made up for; of several missed ones only the latest.
    """
    if not come_:
        return None
    latest = come_[-1]
    return None if last_sent is not None and last_sent >= latest.day else latest


def escalation_due(come_: list[Due]) -> Due | None:
    """The step by which leadership should be told, once its day has come."""
    return next((due for due in reversed(come_) if due.step.proposes_escalation), None)
