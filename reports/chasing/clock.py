"""The two-sided clock: how long the unit had its report, and how long the reviewing side. From the recorded moves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from departments.models import AuditEvent
from reports.submissions.models import AnnualReport

State = AnnualReport.State
WITH_REVIEWERS = (State.SUBMITTED, State.UNDER_REVIEW)


@dataclass(frozen=True)
class Clock:
    """Whole calendar days; both together are the days from the beginning to acceptance, or up to today."""

    unit: int = 0
    reviewers: int = 0


def clocks_of(report_ids: Collection[int], today: date) -> dict[int, Clock]:
    """Report id → its clock. One query, however many reports there are."""
    events = AuditEvent.objects.filter(
        target_type=AnnualReport._meta.label_lower, target_id__in=[str(pk) for pk in report_ids]
    ).exclude(after="")
    moves: dict[int, list[tuple[date, str]]] = {}
    for report, at, after in events.order_by("sequence").values_list("target_id", "at", "after"):
        moves.setdefault(int(report), []).append((timezone.localtime(at).date(), after))
    return {report: clock(made, today) for report, made in moves.items()}


def clock(moves: Iterable[tuple[date, str]], today: date) -> Clock:
    """`moves`: day and the state reached, in order. A report is begun before its first move and with the unit."""
    moves = list(moves)
    ends = [day for day, _ in moves[1:]] + [today]
    unit = reviewers = 0
    for (day, state), end in zip(moves, ends, strict=True):
        span = max(0, (end - day).days)
        if state in AnnualReport.WITH_UNIT:
            unit += span
        elif state in WITH_REVIEWERS:
            reviewers += span
    return Clock(unit, reviewers)
