"""Named actions on answers: save, and *nothing to report* for a section or the whole report.

Every answer has its own version. A change names the version its page showed; where somebody was faster it is not
applied but handed back with what the page showed, what was meant and what stands there now. All others are saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from departments import audit
from departments.permissions import Denied, Refused, check
from reports.submissions import feeding, permissions, sums, versions
from reports.submissions.models import AnnualReport, AnswerVersion, IndicatorValue, Narrative
from reports.submissions.sections import Section, section_of
from reports.submissions.versions import COUNTED, FIELDS, Answer, Kind, Origin, content, plain


@dataclass(frozen=True)
class Change:
    """New content for one answer. `seen` and `base` are the version and the content the page showed."""

    model: type
    pk: int
    seen: int
    fields: dict[str, Any]
    base: dict[str, Any] | None = None


@dataclass(frozen=True)
class Conflict:
    """A change that was not applied: `answer` is as it stands now, with who changed it and when."""

    answer: Answer
    base: dict[str, Any] | None
    mine: dict[str, Any]
    theirs: dict[str, Any]


@dataclass
class Saved:
    """What became of the changes. `unchanged`: what was sent stands there already."""

    saved: list[Answer] = field(default_factory=list)
    unchanged: list[Answer] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@transaction.atomic
def save_answers(
    report: AnnualReport, changes: Iterable[Change], *, by, at: datetime, origin: str = Origin.TYPED, tab: str = ""
) -> Saved:
    """Write the changes. Raises Denied where the person may not write now, Refused for a field that is not theirs.

    `tab` names the browser tab that sends them: its own earlier saves are no conflict.
    """
    report = locked(report)
    check(permissions.fill, by, report)
    changes = list(changes)
    rows = _rows_of(report, changes)
    write = _Writing(by, at, origin, tab)
    for change in changes:
        row = _row_for(report, change, rows)
        if _is_needless(change, row):
            write.outcome.unchanged.append(row)
            continue
        if not report.accepts_edits_of(row.code):
            raise Denied(permissions.FIELD_NOT_OPEN)
        write.one(row, change)
    write.finish()
    if any(isinstance(row, IndicatorValue) for row in write.outcome.saved):
        sums.refresh(report, by=by, at=at)
    return write.outcome


@dataclass
class _Writing:
    """One saving: what is written by whom, and what became of it."""

    by: Any
    at: datetime
    origin: str
    tab: str
    outcome: Saved = field(default_factory=Saved)
    kept: list[AnswerVersion] = field(default_factory=list)

    def one(self, row: Answer, change: Change) -> None:
        if self._write(row, change):
            self.outcome.saved.append(row)
            return
        self.outcome.conflicts.append(Conflict(row, change.base, plain(change.fields), content(row)))
        if not versions.is_kept(row, change.fields, by=self.by):
            self._keep(row, row.version, change.fields, Kind.NOT_APPLIED)

    def _write(self, row: Answer, change: Change) -> bool:
        own = change.seen < row.version and versions.was_only(row, since=change.seen, tab=self.tab, by=self.by)
        seen = row.version if own else change.seen
        stamp = {"version": F("version") + 1, "updated_by": self.by, "updated_at": self.at}
        fresh = type(row).objects.filter(pk=row.pk, version=seen)
        if not fresh.update(**change.fields, **stamp, **self._source(row, change)):
            return False
        self._keep(row, seen + 1, change.fields, Kind.SAVED)
        written = {**change.fields, "version": seen + 1, "updated_by": self.by, "updated_at": self.at}
        for name, value in written.items():
            setattr(row, name, value)
        return True

    def _source(self, row: Answer, change: Change) -> dict[str, bool]:
        """A figure typed over the register's count follows it no more; a note beside it changes nothing."""
        if not isinstance(row, IndicatorValue):
            return {}
        if self.origin == Origin.REGISTER:
            return {"from_register": change.fields["status"] == IndicatorValue.Status.VALUE}
        same = all(getattr(row, name) == change.fields.get(name, getattr(row, name)) for name in COUNTED)
        return {} if same else {"from_register": False}

    def _keep(self, row: Answer, number: int, fields: dict[str, Any], kind: str) -> None:
        one = {"by": self.by, "at": self.at, "kind": kind, "origin": self.origin, "tab": self.tab}
        self.kept.append(versions.version_of(row, number, fields, **one))

    def finish(self) -> None:
        versions.record(self.kept)


def take_up(report: AnnualReport, answer: Answer, version: AnswerVersion, *, by, at: datetime) -> Saved:
    """Write the content of an earlier version, or of one that was not applied, as a new version."""
    kept = {name: value for name, value in version.content.items() if name in FIELDS[type(answer)]}
    for name in set(kept) & {"value", "numerator", "denominator"}:
        kept[name] = None if kept[name] is None else Decimal(kept[name])
    return save_answers(report, [Change(type(answer), answer.pk, answer.version, kept)], by=by, at=at)


@transaction.atomic
def take_count(report: AnnualReport, code: str, *, by, at: datetime) -> None:
    """Write the register's count into this figure, in place of what was typed; from now on it follows the register."""
    report = locked(report)
    check(permissions.fill, by, report)
    if not report.accepts_edits_of(code):
        raise Denied(permissions.FIELD_NOT_OPEN)
    feeding.follow(report, by=by, at=at, only=code)


def locked(report: AnnualReport) -> AnnualReport:
    """The report's row, locked until the end of the transaction: saving and submitting wait for each other."""
    rows = AnnualReport.objects.select_for_update(of=("self",)).select_related("period", "department")
    return rows.get(pk=report.pk)


def find(report: AnnualReport, key: str) -> Answer | None:
    """The answer of this name (`v12` or `n7`) in the report, with who wrote it; one query."""
    model, pk = {"v": IndicatorValue, "n": Narrative}.get(key[:1]), key[1:]
    if model is None or not pk.isascii() or not pk.isdecimal() or len(pk) > 18:
        return None
    return _answers(report, model).filter(pk=int(pk)).first()


def _answers(report: AnnualReport, model: type):
    rows = (
        report.values.select_related("indicator")
        if model is IndicatorValue
        else report.narratives.select_related("question")
    )
    return rows.select_related("updated_by__staff").order_by("pk")


def _rows_of(report: AnnualReport, changes: Iterable[Change] | None = None) -> dict[tuple[type, int], Answer]:
    """The answers these changes are about, or all of them."""
    found: dict[tuple[type, int], Answer] = {}
    for model in (IndicatorValue, Narrative):
        rows = _answers(report, model)
        if changes is not None:
            wanted = [change.pk for change in changes if change.model is model]
            if not wanted:
                continue
            rows = rows.filter(pk__in=wanted)
        found |= {(model, row.pk): row for row in rows}
    return found


def _row_for(report: AnnualReport, change: Change, rows: dict[tuple[type, int], Answer]) -> Answer:
    row = rows.get((change.model, change.pk))
    allowed = FIELDS.get(change.model, ())
    if isinstance(row, IndicatorValue) and sums.is_automatic_in(report, row):
        allowed = ("note",)
    if row is None or not set(change.fields) <= set(allowed):
        raise Refused(_("The page sent a field that does not belong to this report. Nothing was changed."))
    return row


def _is_needless(change: Change, row: Answer) -> bool:
    """Nothing new: what is sent stands there already, or the person left the field as the page showed it."""
    mine, now = plain(change.fields), content(row)
    if all(now[name] == value for name, value in mine.items()):
        return True
    return change.base is not None and all(change.base.get(name) == value for name, value in mine.items())


def _nothing(row: Answer, reason: str) -> dict[str, Any]:
    if isinstance(row, IndicatorValue):
        return {"status": IndicatorValue.Status.NONE_ARISEN, "note": reason}
    return {"nothing_to_report": True, "nothing_reason": reason}


@transaction.atomic
def nothing_in_section(report: AnnualReport, section: Section, reason: str, *, by, at: datetime) -> Saved:
    """Answer everything still blank in a section with *nothing arose* and the reason; what was filled in stays."""
    _need_reason(reason)
    report = locked(report)
    rows = _rows_of(report).values()
    codes = {row.code for row in rows if isinstance(row, IndicatorValue)}
    blank = [
        row
        for row in rows
        if section_of(row.code) is section and report.accepts_edits_of(row.code) and _is_blank(row, codes)
    ]
    changes = [Change(type(row), row.pk, row.version, _nothing(row, reason)) for row in blank]
    return save_answers(report, changes, by=by, at=at, origin=Origin.NOTHING)


def _is_blank(row: Answer, codes: set[str]) -> bool:
    if isinstance(row, IndicatorValue):
        return row.status == IndicatorValue.Status.BLANK and not sums.is_automatic(row, codes)
    return not row.text.strip() and not row.nothing_to_report


@transaction.atomic
def nothing_in_report(report: AnnualReport, is_nothing: bool, reason: str, *, by, at: datetime) -> AnnualReport:
    """Mark the whole report as having nothing to report, with the reason, or take the mark away again."""
    if is_nothing:
        _need_reason(reason)
    report = locked(report)
    check(permissions.fill, by, report)
    if report.open_fields:
        raise Denied(permissions.FIELD_NOT_OPEN)
    before, report.nothing_to_report = report.nothing_to_report, is_nothing
    report.nothing_reason = reason if is_nothing else ""
    report.save(update_fields=["nothing_to_report", "nothing_reason"])
    if before != is_nothing:
        label = "Toàn báo cáo không phát sinh" if is_nothing else "Bỏ đánh dấu toàn báo cáo không phát sinh"
        audit.record("submissions.annualreport.nothing", target=report, by=by, at=at, label=label, note=reason)
    return report


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please give the reason."))
