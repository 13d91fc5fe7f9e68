"""Reading targets from a workbook: a unit's own, or one sheet of HC-TC for all units. Nothing is written here."""

import json
from typing import Any

from django.utils.translation import gettext as _

from campaign.models import Indicator
from reports.documents.sheet_rows import Problem, Row, rows_of
from reports.documents.sheets import Sheet, UnreadableSheet, read_workbook
from reports.targets import editing, reading
from reports.targets.models import TargetLine, TargetRegistration, TargetRound
from reports.targets.tables import (
    CODE,
    DENOMINATOR,
    INFORMATION_TAB,
    KIND,
    LAYOUT,
    NUMERATOR,
    OWN_KIND,
    TARGETS_TAB,
    UNIT,
    YEAR,
    DryRun,
    Found,
    entry_of,
    is_double,
    unknown_indicator,
    value_title,
)


def read_own(content: bytes, registration: TargetRegistration) -> DryRun:
    """The unit's own workbook. Raises UnreadableSheet for one of another unit, year or layout."""
    sheets = {sheet.title: sheet for sheet in read_workbook(content)}
    if INFORMATION_TAB not in sheets or TARGETS_TAB not in sheets:
        raise UnreadableSheet(
            _("This is not a workbook downloaded from this page. Please download the workbook and fill in that one.")
        )
    facts = {row[0].text: row[1].text for row in sheets[INFORMATION_TAB].rows if len(row) > 1}
    _refuse_foreign(facts, registration)
    shown = _as_downloaded(sheets[INFORMATION_TAB])
    lines = {line.indicator.code: line for line in reading.lines_of(registration)}
    run = DryRun()
    seen: dict[str, str] = {}
    for row in rows_of(sheets[TARGETS_TAB], (CODE, value_title(registration.year))):
        line = lines.get(row.text(CODE))
        if line is None:
            run.problems.append(unknown_indicator(row))
        elif not is_double(row, (row.text(CODE),), seen, run):
            _read_line(row, line, shown.get(line.indicator.code), registration.year, run)
    return run


def _refuse_foreign(facts: dict[str, str], registration: TargetRegistration) -> None:
    own = {UNIT: registration.department.code, YEAR: str(registration.year), KIND: f"{OWN_KIND} ({LAYOUT})"}
    if facts.get(KIND) != own[KIND]:
        raise UnreadableSheet(_("The workbook has an older layout or another purpose. Please download it once more."))
    if any(facts.get(name) != own[name] for name in (UNIT, YEAR)):
        text = _("The workbook is that of unit “%(unit)s” for %(year)s; this page is about “%(own)s” for %(this)s.")
        raise UnreadableSheet(
            text % {"unit": facts.get(UNIT, "?"), "year": facts.get(YEAR, "?"), "own": own[UNIT], "this": own[YEAR]}
        )


def _as_downloaded(sheet: Sheet) -> dict[str, tuple[int, dict[str, Any]]]:
    """Version and content of each line when the workbook was made: a cell left alone changes nothing."""
    shown = {}
    for row in sheet.rows:
        if len(row) > 2 and row[1].text.isdecimal():
            try:
                shown[row[0].text] = (int(row[1].text), json.loads(row[2].text))
            except ValueError:
                continue
    return shown


def _read_line(row: Row, line: TargetLine, shown: tuple | None, year: int, run: DryRun) -> None:
    entry = entry_of(row, line, year, run)
    if entry is None:
        return
    plain, now = reading.plain(entry), reading.content(line)
    if plain == now or (shown and plain == shown[1]):
        return
    remark = ""
    if shown and shown[0] != line.version:
        remark = _("changed by %(name)s after the workbook was downloaded") % {"name": line.updated_by or "–"}
    run.changes.append(editing.Change(line.pk, line.version, entry))
    run.found.append(Found(line, reading.entry_text(now, line), reading.entry_text(plain, line), remark))


def read_office(content: bytes, round_: TargetRound) -> DryRun:
    """One sheet of HC-TC: unit × indicator × value. Rows without a target are passed over."""
    sheets = read_workbook(content)
    wanted = (UNIT, CODE, value_title(round_.year))
    run = DryRun()
    units = {unit.code: unit for unit in round_.units()}
    states = {row.department_id: row for row in round_.registrations.select_related("department", "round")}
    kept = kept_lines(states.values())
    catalogue = catalogue_of(round_)
    seen: dict[str, str] = {}
    for row in rows_of(sheets[0], wanted):
        unit, indicator = units.get(row.text(UNIT).lower()), catalogue.get(row.text(CODE))
        if not any(row.text(title) for title in (wanted[2], NUMERATOR, DENOMINATOR)):
            continue
        if unit is None:
            text = _("No unit of that year has this code. Please check the code of the unit.")
            run.problems.append(Problem(row.sheet, row.ref(UNIT), text))
        elif indicator is None or not indicator.asks(unit):
            run.problems.append(unknown_indicator(row))
        elif not is_double(row, (unit.code, indicator.code), seen, run):
            _read_for(row, unit, indicator, states.get(unit.pk), kept, round_.year, run)
    return run


def catalogue_of(round_: TargetRound) -> dict[str, Indicator]:
    """Indicators of the year by code, in their order."""
    return {row.code: row for row in Indicator.objects.in_year(round_.year).in_outline()}


def kept_lines(registrations) -> dict[tuple[int, str], TargetLine]:
    """Lines that exist already, by unit and code."""
    rows = TargetLine.objects.filter(registration__in=[row.pk for row in registrations])
    rows = rows.select_related("indicator", "registration").order_by("pk")
    return {(line.registration.department_id, line.indicator.code): line for line in rows}


def _read_for(row: Row, unit, indicator: Indicator, registration, kept: dict, year: int, run: DryRun) -> None:
    if registration is not None and not registration.is_editable:
        text = _("%(unit)s: the registration is in the state “%(state)s”. Please deal with it on its own page, and "
                 "take the unit out of the sheet.")  # fmt: skip
        facts = {"unit": unit.name, "state": registration.get_state_display()}
        run.problems.append(Problem(row.sheet, row.ref(UNIT), text % facts))
        return
    line = kept.get((unit.pk, indicator.code)) or TargetLine(indicator=indicator)
    entry = entry_of(row, line, year, run)
    if entry is None:
        return
    plain = reading.plain(entry)
    run.entries.setdefault(unit.code, {})[indicator.code] = plain
    before = reading.entry_text(reading.content(line), line)
    run.found.append(Found(line, before, reading.entry_text(plain, line), unit=unit.name))
