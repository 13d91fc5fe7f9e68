"""Figures nobody types: a total is the sum of its parts, kept up to date whenever a part is saved."""

from datetime import datetime
from decimal import Decimal

from django.db.models import F

from reports.submissions import versions
from reports.submissions.models import AnnualReport, AnswerVersion, IndicatorValue
from reports.submissions.versions import Answer

Status = IndicatorValue.Status


def is_automatic(value: IndicatorValue, codes: set[str]) -> bool:
    """Whether the program computes this figure: it is a sum, and the unit (asked for `codes`) gives a part of it."""
    return bool(codes & set(value.indicator.computed_from))


def is_automatic_in(report: AnnualReport, answer: Answer) -> bool:
    """The same of one answer; asks for the report's codes only where the figure is a total."""
    if not isinstance(answer, IndicatorValue) or not answer.indicator.computed_from:
        return False
    return is_automatic(answer, set(report.values.order_by("pk").values_list("indicator__code", flat=True)))


def refresh(report: AnnualReport, *, by, at: datetime) -> None:
    """Recompute every total of the report; only those that changed are written."""
    if not report.values.exclude(indicator__computed_from=[]).exists():
        return
    rows = {row.code: row for row in report.values.select_related("indicator").order_by("pk")}
    kept = []
    for row in rows.values():
        if not is_automatic(row, set(rows)):
            continue
        total = dict(zip(("status", "value", "is_estimate"), _total(row, rows), strict=True))
        if any(getattr(row, name) != wanted for name, wanted in total.items()):
            written = total | {"version": F("version") + 1, "updated_by": by, "updated_at": at}
            IndicatorValue.objects.filter(pk=row.pk).update(**written)
            origin = AnswerVersion.Origin.TOTAL
            kept.append(versions.version_of(row, row.version + 1, total, by=by, at=at, origin=origin))
    versions.record(kept)


def _total(row: IndicatorValue, rows: dict[str, IndicatorValue]) -> tuple[str, Decimal | None, bool]:
    """Blank while a part is blank; a reason for no figure only if every part has one."""
    parts = [_answer(rows[code], rows) for code in row.indicator.computed_from if code in rows]
    statuses = {status for status, _value, _estimate in parts}
    if Status.BLANK in statuses:
        return Status.BLANK, None, False
    if statuses == {Status.NOT_MINE}:
        return Status.NOT_MINE, None, False
    if Status.VALUE not in statuses:
        return Status.NONE_ARISEN, None, False
    total = sum((value for _status, value, _estimate in parts if value is not None), Decimal(0))
    return Status.VALUE, total, any(estimate for _status, _value, estimate in parts)


def _answer(row: IndicatorValue, rows: dict[str, IndicatorValue]) -> tuple[str, Decimal | None, bool]:
    if is_automatic(row, set(rows)):
        return _total(row, rows)
    return row.status, row.value, row.is_estimate
