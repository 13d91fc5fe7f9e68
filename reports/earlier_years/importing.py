"""Named actions: a filled-in workbook of an earlier year brought, compared, taken over whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign import paper_entry
from departments.permissions import Refused, check
from departments.vietnamese import format_decimal
from reports.documents.sheet_rows import Problem
from reports.earlier_years import layout, permissions, reading, workbook_reading
from reports.earlier_years.layout import Scope
from reports.earlier_years.models import PaperWorkbook
from reports.earlier_years.reading import Entered
from reports.earlier_years.workbook_reading import FIGURE, TEXT, Content, Found, plain

#: A dry run waits this long for its confirmation.
KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Brought:
    """Of a workbook that was brought: what is kept for the confirmation, or the problems. Neither: nothing differs."""

    workbook: PaperWorkbook | None = None
    problems: tuple[Problem, ...] = ()


def bring(content: bytes, name: str, scope: Scope, *, by, at: datetime) -> Brought:
    """Judge and read a workbook; nothing is written. Raises UnreadableSheet for another one."""
    check(permissions.enter, by, None)
    rows = reading.entered(scope.year)
    found = workbook_reading.read(content, scope, rows)
    if found.problems:
        return Brought(problems=tuple(found.problems))
    entries = list(_entries(found, rows))
    if not entries:
        return Brought()
    PaperWorkbook.objects.outdated(by, scope.year, at).delete()
    kept = {"year": scope.year, "by": by, "at": at, "expires_at": at + KEPT_FOR, "name": name[:200]}
    return Brought(PaperWorkbook.objects.create(**kept, entries=entries))


def _entries(found: Found, rows: Entered) -> Iterator[dict[str, Any]]:
    """What differs from what stands there."""
    for (kind, owner, code), after in found.cells.items():
        before = {part: plain(rows.cell(owner, code, part)) for part in after}
        if kind == TEXT:
            before = {"text": before["text"] or ""}
        if before != after:
            yield {"kind": kind, "unit": owner, "code": code, "before": before, "after": after}


@dataclass(frozen=True)
class Line:
    """One figure or text the workbook changes, in words. `is_unused`: an accepted report answers it."""

    unit: str
    code: str
    name: str
    before: str
    after: str
    is_text: bool
    is_correction: bool
    is_unused: bool


def lines_of(workbook: PaperWorkbook, scope: Scope) -> list[Line]:
    """The comparison shown before anything is written."""
    answered = reading.accepted(workbook.year)
    names = {layout.code_of(owner): layout.name_of(owner) for owner in scope.owners}
    titles = {row.code: row.title for row in scope.questions} | {row.code: row.name for row in scope.indicators}
    return [
        Line(
            names.get(entry["unit"], entry["unit"]), entry["code"], titles.get(entry["code"], ""),
            _said(entry["before"]), _said(entry["after"]), entry["kind"] == TEXT, _is_filled(entry["before"]),
            entry["code"] in answered.get(entry["unit"], set()),
        )
        for entry in workbook.entries
    ]  # fmt: skip


def _is_filled(content: Content) -> bool:
    return any(content.values())


def _said(content: Content) -> str:
    if "text" in content:
        return content["text"] or "–"
    given = [format_decimal(Decimal(text)) for text in content.values() if text is not None]
    return " / ".join(given) or "–"


@transaction.atomic
def take_over(workbook: PaperWorkbook, scope: Scope, *, source: str, reason: str, by, at: datetime) -> int:
    """Write every change, or nothing. Raises Refused when something was changed after the check, or a correction has
    no reason."""
    check(permissions.enter, by, None)
    if PaperWorkbook.objects.select_for_update().filter(pk=workbook.pk).first() is None:
        raise Refused(_("This has been done already; it was not done a second time."))
    rows = reading.entered(workbook.year)
    owners = {layout.code_of(owner): owner for owner in scope.owners}
    known = {FIGURE: {row.code: row for row in scope.indicators}, TEXT: {row.code: row for row in scope.questions}}
    wanted: dict[tuple[str, str], dict] = {}
    for entry in workbook.entries:
        now = {part: plain(rows.cell(entry["unit"], entry["code"], part)) for part in entry["before"]}
        if {part: text or None for part, text in now.items()} != {p: t or None for p, t in entry["before"].items()}:
            raise Refused(_("Somebody changed %(code)s meanwhile. Nothing was written; please choose the file again.")
                          % {"code": entry["code"]})  # fmt: skip
        if entry["unit"] not in owners or entry["code"] not in known[entry["kind"]]:
            raise Refused(
                _("What is asked of that year has changed. Nothing was written; please choose the file again.")
            )
        content = entry["after"]["text"] if entry["kind"] == TEXT else _exact(entry["after"])
        wanted.setdefault((entry["kind"], entry["unit"]), {})[known[entry["kind"]][entry["code"]]] = content
    facts = {"source": source, "reason": reason, "by": by, "at": at}
    enter = {FIGURE: paper_entry.enter_figures, TEXT: paper_entry.enter_texts}
    done = [enter[kind](workbook.year, owners[unit], rows, **facts) for (kind, unit), rows in wanted.items()]
    workbook.delete()
    return sum(len(codes) for codes in done)


def _exact(content: Content) -> dict[str, Decimal | None]:
    return {part: None if text is None else Decimal(text) for part, text in content.items()}
