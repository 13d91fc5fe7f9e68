"""Reading targets from a workbook: a unit's own, or one sheet of HC-TC for all units. Nothing is written here.

Every problem is named by sheet and cell with what to do; only a workbook without any can be taken over.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from campaign.models import Indicator
from reports.documents.sheets import Sheet, SheetCell, UnreadableSheet, read_workbook
from reports.targets import editing, reading
from reports.targets.forms import TargetForm, prefix_of
from reports.targets.models import TargetLine, TargetRegistration, TargetRound

#: Names on the tabs and in the heads; the workbook is Vietnamese like the paper it stands for.
TARGETS_TAB, INFORMATION_TAB = "Chỉ tiêu", "Thông tin"
UNIT, CODE, NUMERATOR, DENOMINATOR, NOTE = "Mã đơn vị", "Mã chỉ tiêu", "Tử số", "Mẫu số", "Ghi chú"
KIND, YEAR = "Loại bảng", "Năm"
OWN_KIND, LAYOUT = "Bản đăng ký chỉ tiêu của đơn vị", "1"


def value_title(year: int) -> str:
    """The head of the column that is filled in; it names the year."""
    return f"Chỉ tiêu năm {year}"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and what to do."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class Found:
    """One target that would change: what stands there, what the workbook says, and what to know about it."""

    line: TargetLine
    before: str
    after: str
    remark: str = ""
    unit: str = ""


@dataclass
class DryRun:
    """What a workbook would do: `changes` of a unit's lines, `entries` of many units, or `problems`."""

    problems: list[Problem] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    changes: list[editing.Change] = field(default_factory=list)
    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of a table under its heads."""

    sheet: str
    cells: dict[str, SheetCell]
    first: str

    def text(self, title: str) -> str:
        return self.cells[title].text if title in self.cells else ""

    def ref(self, title: str) -> str:
        return self.cells[title].ref if title in self.cells else self.first


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
    for row in _rows(sheets[TARGETS_TAB], (CODE, value_title(registration.year))):
        line = lines.get(row.text(CODE))
        if line is None:
            run.problems.append(_unknown_indicator(row))
        elif not _is_double(row, (row.text(CODE),), seen, run):
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
    entry = _entry(row, line, year, run)
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


def _entry(row: Row, line: TargetLine, year: int, run: DryRun) -> dict[str, Any] | None:
    """The cells through the form of the page: the same rules and sentences."""
    titles = {"value": value_title(year), "numerator": NUMERATOR, "denominator": DENOMINATOR, "note": NOTE}
    key = prefix_of(line)
    typed = {f"{key}-{name}": row.text(title) for name, title in titles.items()}
    form = TargetForm(line, data=typed | {f"{key}-seen": str(line.version), f"{key}-base": ""})
    if not line.indicator.is_ratio and (row.text(NUMERATOR) or row.text(DENOMINATOR)):
        text = _("This indicator is no ratio. Please leave numerator and denominator blank.")
        run.problems.append(Problem(row.sheet, row.ref(NUMERATOR), text))
        return None
    if form.is_valid():
        return form.entry()
    for name, errors in form.errors.items():
        ref = row.ref(titles.get(name, CODE))
        run.problems += [Problem(row.sheet, ref, str(error)) for error in errors]
    return None


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
    for row in _rows(sheets[0], wanted):
        unit, indicator = units.get(row.text(UNIT).lower()), catalogue.get(row.text(CODE))
        if not any(row.text(title) for title in (wanted[2], NUMERATOR, DENOMINATOR)):
            continue
        if unit is None:
            text = _("No unit of that year has this code. Please check the code of the unit.")
            run.problems.append(Problem(row.sheet, row.ref(UNIT), text))
        elif indicator is None or not indicator.asks(unit):
            run.problems.append(_unknown_indicator(row))
        elif not _is_double(row, (unit.code, indicator.code), seen, run):
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
    entry = _entry(row, line, year, run)
    if entry is None:
        return
    plain = reading.plain(entry)
    run.entries.setdefault(unit.code, {})[indicator.code] = plain
    before = reading.entry_text(reading.content(line), line)
    run.found.append(Found(line, before, reading.entry_text(plain, line), unit=unit.name))


def _rows(sheet: Sheet, wanted: tuple[str, ...]) -> list[Row]:
    """Rows under the heads, which may stand in any order. Raises UnreadableSheet where a head is missing."""
    for number, row in enumerate(sheet.rows):
        titles = [" ".join(cell.text.split()) for cell in row]
        if wanted[0] in titles:
            missing = [title for title in wanted if title not in titles]
            if missing:
                text = _("Sheet “%(sheet)s” has no column “%(column)s”. Please use the workbook of this page.")
                raise UnreadableSheet(text % {"sheet": sheet.title, "column": missing[0]})
            below = [cells for cells in sheet.rows[number + 1 :] if any(cell.text for cell in cells)]
            return [Row(sheet.title, dict(zip(titles, cells, strict=False)), cells[0].ref) for cells in below]
    text = _("Sheet “%(sheet)s” has no column “%(column)s”. Please use the workbook of this page.")
    raise UnreadableSheet(text % {"sheet": sheet.title, "column": wanted[0]})


def _unknown_indicator(row: Row) -> Problem:
    text = _("The indicator “%(code)s” is not asked of this unit in this year. Please delete the row.")
    return Problem(row.sheet, row.ref(CODE), text % {"code": row.text(CODE)[:20]})


def _is_double(row: Row, key: tuple[str, ...], seen: dict[Any, str], run: DryRun) -> bool:
    if key in seen:
        text = _("The indicator stands in the table twice, also at %(cell)s. Please keep one row.")
        run.problems.append(Problem(row.sheet, row.ref(CODE), text % {"cell": seen[key]}))
        return True
    seen[key] = row.ref(CODE)
    return False
