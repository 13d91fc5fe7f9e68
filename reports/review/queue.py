"""Hàng chờ rà soát: what waits for HC-TC, what waits for the unit, what is done."""

from dataclasses import dataclass

from django.db.models import Count

from departments.roles import Permission
from reports.submissions.models import AnnualReport

State = AnnualReport.State

FILTERS = {
    "waiting": (State.SUBMITTED, State.UNDER_REVIEW),
    "returned": (State.RETURNED,),
    "accepted": (State.ACCEPTED,),
}

#: The start page lists what waits in the same order: by the submission that waits.
ORDER = {
    "waiting": ("last_submitted_at", "pk"),
    "returned": ("state_changed_at", "pk"),
    "accepted": ("-state_changed_at", "-pk"),
}


@dataclass(frozen=True)
class Queue:
    """One tab of the queue with the counts of all tabs."""

    tab: str
    reports: object
    counts: dict[str, int]


def queue_for(user, tab: str, period=None) -> Queue:
    """Reports this person may review, oldest waiting first. HC-TC's own report is leadership's to accept."""
    reports = AnnualReport.objects.visible_to(user).filter(first_submitted_at__isnull=False)
    if not user.may(Permission.REVIEW_REPORTS):
        reports = reports.filter(department__is_coordinator=True)
    elif not user.may(Permission.ACCEPT_HCTC_REPORT):
        reports = reports.exclude(department__is_coordinator=True)
    if period is not None:
        reports = reports.filter(period=period)
    rows = reports.order_by("state").values("state").annotate(n=Count("pk"))
    by_state = {row["state"]: row["n"] for row in rows}
    counts = {name: sum(by_state.get(s, 0) for s in states) for name, states in FILTERS.items()}
    listed = reports.filter(state__in=FILTERS[tab]).for_listing().order_by(*ORDER[tab])
    return Queue(tab, listed, counts)
