"""Named actions on targets: save lines. Every line has its own version; a stale change is handed back, not applied."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from departments import audit
from departments.permissions import Refused, check
from reports.targets import permissions, reading
from reports.targets.models import TargetLine, TargetRegistration

FIELDS = (*reading.FIGURES, "note")


class Overtaken(Refused):
    """A line of a workbook was changed by somebody else after its dry run."""


@dataclass(frozen=True)
class Change:
    """New content for one line. `seen` and `base` are the version and the content the page showed."""

    pk: int
    seen: int
    fields: dict[str, Any]
    base: dict[str, Any] | None = None


@dataclass(frozen=True)
class Conflict:
    """A change that was not applied: `line` is as it stands now."""

    line: TargetLine
    base: dict[str, Any] | None
    mine: dict[str, Any]
    theirs: dict[str, Any]


@dataclass
class Saved:
    """What became of the changes."""

    saved: list[TargetLine] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def exact(fields: dict[str, Any]) -> dict[str, Any]:
    """The other way round from `reading.plain`: text back to figures."""
    return {
        name: Decimal(value) if name in reading.FIGURES and value is not None else value
        for name, value in fields.items()
    }


def locked(registration: TargetRegistration) -> TargetRegistration:
    """The row, locked until the end of the transaction: saving and signing wait for each other."""
    rows = TargetRegistration.objects.select_for_update(of=("self",)).select_related("round", "department")
    return rows.get(pk=registration.pk)


@transaction.atomic
def save_lines(registration: TargetRegistration, changes: Iterable[Change], *, by, at: datetime) -> Saved:
    """Write the changes. Raises Denied where the person may not write now, Refused for a line that is not theirs."""
    registration = locked(registration)
    check(permissions.fill, by, registration)
    lines = {line.pk: line for line in reading.lines_of(registration)}
    outcome = Saved()
    for change in changes:
        line = lines.get(change.pk)
        if line is None or not set(change.fields) <= set(FIELDS):
            raise Refused(_("The page sent a field that does not belong to this registration. Nothing was changed."))
        if not _is_needless(change, line):
            _write(line, change, outcome, by, at)
    return outcome


@transaction.atomic
def take_workbook(registration: TargetRegistration, changes: list[Change], name: str, *, by, at: datetime) -> int:
    """All changes of a workbook or none. Raises Overtaken where somebody was faster; returns how many were written."""
    outcome = save_lines(registration, changes, by=by, at=at)
    if outcome.conflicts:
        codes = ", ".join(conflict.line.indicator.code for conflict in outcome.conflicts)
        raise Overtaken(
            _("Somebody changed %(codes)s after the check. Nothing was written; please choose the file once more.")
            % {"codes": codes}
        )
    changed = [line.indicator.code for line in outcome.saved]
    audit.record(
        "targets.targetregistration.workbook", target=registration, by=by, at=at, label="Nhập từ bảng tính",
        note=name, data={"changed": changed},
    )  # fmt: skip
    return len(changed)


def _is_needless(change: Change, line: TargetLine) -> bool:
    """Nothing new: what is sent stands there already, or the person left the line as the page showed it."""
    mine, now = reading.plain(change.fields), reading.content(line)
    if all(now[name] == value for name, value in mine.items()):
        return True
    return change.base is not None and all(change.base.get(name) == value for name, value in mine.items())


def _write(line: TargetLine, change: Change, outcome: Saved, by, at: datetime) -> None:
    untouched = TargetLine.objects.filter(pk=line.pk, version=change.seen)
    if untouched.update(**change.fields, version=F("version") + 1, updated_by=by, updated_at=at):
        outcome.saved.append(line)
    else:
        theirs = reading.content(line)
        outcome.conflicts.append(Conflict(line, change.base, reading.plain(change.fields), theirs))
