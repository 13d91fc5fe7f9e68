"""The life cycle of a reporting period: planned → open → locked. *Closed* is derived from its dates, never a move."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign import notifications, permissions
from campaign.concerned import reports_of
from campaign.freezing import freeze
from campaign.models import PeriodIndicator, PeriodQuestion, ReportingPeriod
from departments.models import Department
from departments.permissions import Refused
from departments.transitions import Move, Transition, declare

State = ReportingPeriod.State
DATES = ("due_on", "on_time_until", "lock_on", "cut_off_on")
#: What may be reworded in an open period. Rules (nature, consolidation, who answers …) are not among them.
WORDING = {
    PeriodIndicator: ("name", "unit", "evidence_hint", "help"),
    PeriodQuestion: ("heading", "prompt", "guidance"),
}


def _open(period: ReportingPeriod, move: Move) -> dict[str, Any]:
    """Freeze what is asked. Raises Refused when nothing would be asked, of nobody, or the due date has passed."""
    if period.due_on < timezone.localdate(move.at):
        raise Refused(_("The due date has passed already. Please set a later one; nothing was changed."))
    if not period.units().exists():
        raise Refused(_("No unit would be asked for this report. Please choose the units; nothing was changed."))
    indicators, questions = freeze(period)
    if not indicators and not questions:
        raise Refused(_("This period asks for nothing. Please choose indicators or questions; nothing was changed."))
    period.opened_at, period.opened_by = move.at, move.by
    return {"indicators": indicators, "questions": questions, "units": [unit.name for unit in period.units()]}


def _unlock(period: ReportingPeriod, move: Move) -> dict[str, Any]:
    """The day of locking is taken away, or the program would lock the period again at once."""
    before, period.lock_on = period.lock_on, None
    return {"lock_on": [_iso(before), ""]}


def _move_dates(period: ReportingPeriod, move: Move) -> dict[str, Any]:
    changes = {}
    for name in DATES:
        before, after = getattr(period, name), move.data["dates"][name]
        if before != after:
            changes[name] = [_iso(before), _iso(after)]
            setattr(period, name, after)
    if not changes:
        raise Refused(_("No date was changed."))
    return changes


def _reword(period: ReportingPeriod, move: Move) -> dict[str, Any]:
    """Correct the wording of one frozen item; the record names the reports it touches."""
    item, values = move.data["item"], move.data["values"]
    names = WORDING[type(item)]
    if item.period_id != period.pk or not set(values) <= set(names):
        raise Refused(_("Only the wording can be amended in an open period; the rules of an indicator stay."))
    changed = {name: [getattr(item, name), value] for name, value in values.items() if getattr(item, name) != value}
    if not changed:
        raise Refused(_("The wording is the same as before; nothing was changed."))
    for name, (_before, after) in changed.items():
        setattr(item, name, after)
    item.amended_at = move.at
    item.save(update_fields=[*changed, "amended_at"])
    asked = [unit for unit in period.units() if item.asks(unit)]
    return {"item": item.code, "changed": changed, "reports": _named(period, asked)}


def _choose_units(period: ReportingPeriod, move: Move) -> dict[str, Any]:
    """Add or take away units. A unit that has begun its report stays."""
    before, after = set(period.units()), set(move.data["departments"])
    if before == after or not after:
        raise Refused(_("The list of units is the same as before, or empty; nothing was changed."))
    removed = reports_of(period, _in_order(before - after))
    begun = [concerned.department.name for concerned in removed if concerned.begun]
    if begun:
        names = ", ".join(begun)
        raise Refused(_("These units have begun their report and stay in the period: %(units)s.") % {"units": names})
    period.departments.set(after)
    return {
        "added": [unit.name for unit in _in_order(after - before)],
        "removed": [unit.name for unit in _in_order(before - after)],
        "reports": _named(period, _in_order(before ^ after)),
    }


def _in_order(units: set[Department]) -> list[Department]:
    return sorted(units, key=lambda unit: (unit.order, unit.sort_key))


def _named(period: ReportingPeriod, units: list[Department]) -> list[str]:
    rows = reports_of(period, units)
    return [f"{row.department.name} ({row.state})" if row.state else row.department.name for row in rows]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


OPEN = Transition(
    "open", gettext_lazy("Open the period"), (State.PLANNED,), State.OPEN, permissions.open_period,
    change=_open, announce=notifications.period_opened,
)  # fmt: skip
LOCK = Transition(
    "lock", gettext_lazy("Lock the period"), (State.OPEN,), State.LOCKED, permissions.lock_period,
    announce=notifications.locked,
)  # fmt: skip
UNLOCK = Transition(
    "unlock", gettext_lazy("Unlock the period"), (State.LOCKED,), State.OPEN, permissions.unlock_period,
    note_required=True, change=_unlock, announce=notifications.unlocked,
)  # fmt: skip
MOVE_DATES = Transition(
    "move_dates", gettext_lazy("Move the dates"), (State.OPEN,), None, permissions.move_dates,
    note_required=True, change=_move_dates, announce=notifications.dates_moved,
)  # fmt: skip
REWORD = Transition(
    "reword", gettext_lazy("Amend a wording"), (State.OPEN,), None, permissions.amend_period,
    note_required=True, change=_reword, announce=notifications.amended,
)  # fmt: skip
CHOOSE_UNITS = Transition(
    "choose_units", gettext_lazy("Amend the chosen units"), (State.OPEN,), None, permissions.amend_period,
    note_required=True, change=_choose_units, announce=notifications.amended,
)  # fmt: skip

TRANSITIONS = (OPEN, LOCK, UNLOCK, MOVE_DATES, REWORD, CHOOSE_UNITS)

declare(ReportingPeriod, TRANSITIONS)
