"""The unit's own empty line of the draft, for the reminders: the draft's words, not others."""

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.chasing import quotes
from reports.consolidation.gathering import reports_of, unit_row


@quotes.register
def empty_lines(period: ReportingPeriod, units: list[Department]) -> dict[int, str]:
    """What the draft prints for each unit whose report it cannot take in, and how many figures stay empty; two
    queries."""
    if period.is_review:
        return {}
    reports = reports_of(period)
    asked = list(period.period_indicators.in_outline())
    sentences = {}
    for unit in units:
        reason = unit_row(unit, reports.get(unit.pk))["reason"]
        if reason:
            blank = sum(1 for row in asked if row.asks(unit))
            line = f"Dự thảo báo cáo tổng hợp hiện ghi: “{unit.name} – {reason}”"
            sentences[unit.pk] = f"{line}; {blank:02d} chỉ tiêu của đơn vị để trống." if blank else f"{line}."
    return sentences
