"""Figures that follow the unit's registers: filled from the count while nobody has typed another figure.

A figure typed by a person is never replaced; the page shows the count beside it and lets the person take it.
"""

from datetime import datetime
from typing import Any

from django.db.models import F

from departments.models import Department
from reports.registers import counting
from reports.registers.counting import Count
from reports.submissions import sums, versions
from reports.submissions.models import AnnualReport, AnswerVersion, IndicatorValue

Status = IndicatorValue.Status
BLANK = {"status": Status.BLANK.value, "value": None, "numerator": None, "denominator": None}


def content_of(count: Count | None) -> dict[str, Any]:
    """What the count would write into the field; blank while no line stands behind it."""
    if count is None or not count.rows or (count.is_ratio and not count.denominator):
        return BLANK
    parts = {"value": count.value, "numerator": count.numerator, "denominator": count.denominator}
    return {"status": Status.VALUE.value} | parts


def counts_of(report: AnnualReport, values: list[IndicatorValue]) -> dict[str, Count]:
    """What the registers say about these figures of an annual report; other kinds of report are typed."""
    if report.period.kind != report.period.Kind.ANNUAL:
        return {}
    return counting.counts(report.department, report.period.year, [value.indicator for value in values])


def differs(value: IndicatorValue, count: Count | None) -> bool:
    """Whether a typed figure says something else than the lines of the register."""
    wanted = content_of(count)
    if wanted is BLANK or value.from_register or value.status == Status.BLANK:
        return False
    return any(getattr(value, name) != wanted[name] for name in versions.COUNTED)


def follow(report: AnnualReport, *, by, at: datetime, only: str = "") -> None:
    """Write the counts into fields that are blank or follow the register; with `only`, into that field whatever it
    holds, because a person asked for it. The report's row is locked by the caller."""
    rows = list(report.values.select_related("indicator").order_by("pk"))
    found = counts_of(report, rows)
    kept = []
    for row in rows:
        asked = row.code == only if only else row.from_register or row.status == Status.BLANK
        if row.code not in found or not asked or not report.accepts_edits_of(row.code):
            continue
        wanted = content_of(found[row.code])
        is_counted = wanted is not BLANK
        if row.from_register == is_counted and all(getattr(row, k) == v for k, v in wanted.items()):
            continue
        stamp = {"version": F("version") + 1, "updated_by": by, "updated_at": at, "from_register": is_counted}
        IndicatorValue.objects.filter(pk=row.pk).update(**wanted, **stamp)
        origin = AnswerVersion.Origin.REGISTER
        kept.append(versions.version_of(row, row.version + 1, wanted, by=by, at=at, origin=origin))
    versions.record(kept)
    if kept:
        sums.refresh(report, by=by, at=at)


@counting.on_change
def register_changed(department: Department, year: int, *, by, at: datetime) -> None:
    """The unit's annual report of that year follows, while the unit may write in it."""
    reports = AnnualReport.objects.select_for_update(of=("self",)).select_related("period", "department")
    for report in reports.being_written(department, year):
        follow(report, by=by, at=at)
