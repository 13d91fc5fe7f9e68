"""Named action on official figures: save lines. Every line has its own version; a stale change is handed back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from departments.permissions import Refused, check
from reports.official_figures import permissions, reading
from reports.official_figures.models import OfficialFigure, OfficialUpdate

FIELDS = (*reading.FIGURES, "note", "evidence")


@dataclass(frozen=True)
class Change:
    """New content for one line; `seen` is the version the page showed."""

    pk: int
    seen: int
    fields: dict[str, Any]


@dataclass
class Saved:
    """What became of the changes; `conflicts`: lines as they stand now, changed by somebody else meanwhile."""

    saved: list[OfficialFigure] = field(default_factory=list)
    conflicts: list[OfficialFigure] = field(default_factory=list)


def locked(update: OfficialUpdate) -> OfficialUpdate:
    """The row, locked until the end of the transaction: saving and signing wait for each other."""
    rows = OfficialUpdate.objects.select_for_update(of=("self",)).select_related("round__period", "department")
    return rows.get(pk=update.pk)


@transaction.atomic
def save_lines(update: OfficialUpdate, changes: Iterable[Change], *, by, at: datetime) -> Saved:
    """Write the changes. Raises Denied where the person may not write now, Refused for a line that is not theirs."""
    update = locked(update)
    check(permissions.fill, by, update)
    rows = {row.pk: row for row in reading.rows_of(update)}
    outcome = Saved()
    for change in changes:
        row = rows.get(change.pk)
        if row is None or not set(change.fields) <= set(FIELDS):
            raise Refused(_("The page sent a field that does not belong to this update. Nothing was changed."))
        if reading.plain(change.fields) == reading.content(row):
            continue
        unchanged = OfficialFigure.objects.filter(pk=row.pk, version=change.seen)
        done = unchanged.update(**change.fields, version=F("version") + 1, updated_by=by, updated_at=at)
        (outcome.saved if done else outcome.conflicts).append(row)
    return outcome
