"""The page of boxes: what was sent for it, and what stands beside each box."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.http import QueryDict

from departments.vietnamese import number_in_words
from reports.targets import editing, history, reading
from reports.targets.forms import TargetForm, prefix_of
from reports.targets.models import TargetLine, TargetRegistration


@dataclass
class Row:
    """One target with its boxes and what is shown beside them."""

    line: TargetLine
    form: TargetForm
    last_target: str
    last_result: str
    conflict: "Clash | None" = None

    @property
    def key(self) -> str:
        return prefix_of(self.line)

    @property
    def in_words(self) -> str:
        line = self.line
        return number_in_words(line.value) if line.indicator.is_money and line.value else ""

    @property
    def errors(self) -> list[str]:
        return [error for field_errors in self.form.errors.values() for error in field_errors]


@dataclass(frozen=True)
class Clash:
    """Two people wrote the same line: the three contents in words."""

    base: str
    mine: str
    theirs: str
    author: str
    at: object


@dataclass
class Page:
    """All boxes of a registration. With `data` they are what a person sent; `dropped` are taken as saved."""

    registration: TargetRegistration
    data: QueryDict | None = None
    dropped: frozenset[str] = frozenset()
    conflicts: dict[str, editing.Conflict] = field(default_factory=dict)

    @cached_property
    def lines(self) -> list[TargetLine]:
        return reading.lines_of(self.registration)

    @cached_property
    def forms(self) -> dict[str, TargetForm]:
        return {prefix_of(line): self._form(line) for line in self.lines}

    def _form(self, line: TargetLine) -> TargetForm:
        key = prefix_of(line)
        was_sent = self.data is not None and f"{key}-seen" in self.data and key not in self.dropped
        return TargetForm(line, data=self.data if was_sent else None)

    def changes(self) -> list[editing.Change]:
        """What can be saved: every line that was sent and could be read."""
        return [form.change() for form in self.forms.values() if form.is_bound and form.is_valid()]

    @property
    def invalid(self) -> set[str]:
        return {key for key, form in self.forms.items() if form.is_bound and not form.is_valid()}

    def after(self, saved: editing.Saved) -> "Page":
        """After saving in part: saved boxes as stored, refused ones as typed, conflicts ready to decide."""
        conflicts = {prefix_of(conflict.line): conflict for conflict in saved.conflicts}
        data = self.data.copy()
        for key, conflict in conflicts.items():
            data[f"{key}-seen"] = str(conflict.line.version)
            data[f"{key}-base"] = json.dumps(conflict.theirs, ensure_ascii=False)
        kept = self.invalid | set(conflicts)
        return Page(self.registration, data, frozenset(set(self.forms) - kept), conflicts)

    @cached_property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """Rows under the headings of the catalogue."""
        unit, year = self.registration.department, self.registration.year - 1
        results, targets = history.results_of(unit, year), history.targets_of(unit, year)
        rows = [self._row(line, targets, results) for line in self.lines]
        return [(title, list(own)) for title, own in groupby(rows, key=lambda row: row.line.indicator.group_title)]

    @property
    def wrong(self) -> list[Row]:
        """Rows that could not be saved."""
        return [row for _title, rows in self.groups for row in rows if row.conflict or row.form.errors]

    @property
    def filled(self) -> int:
        return sum(line.is_filled for line in self.lines)

    @property
    def last_saved(self):
        return max((line.updated_at for line in self.lines if line.updated_at), default=None)

    def _row(self, line: TargetLine, targets: dict[str, str], results: dict[str, str]) -> Row:
        code, key = line.indicator.code, prefix_of(line)
        found = self.conflicts.get(key)
        clash = found and Clash(
            base=reading.entry_text(found.base, line),
            mine=reading.entry_text(found.mine, line),
            theirs=reading.entry_text(found.theirs, line),
            author=str(found.line.updated_by or ""),
            at=found.line.updated_at,
        )
        return Row(line, self.forms[key], targets.get(code, ""), results.get(code, ""), clash)
