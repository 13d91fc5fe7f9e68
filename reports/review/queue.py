"""Hàng chờ rà soát: what waits for this reviewer, for a colleague, for the unit, and what is done."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from departments.roles import Permission
from reports.submissions.models import AnnualReport

State = AnnualReport.State

#: Tab → the states that stand in it.
TABS = {
    "waiting": (State.SUBMITTED, State.UNDER_REVIEW),
    "colleagues": (State.SUBMITTED, State.UNDER_REVIEW),
    "returned": (State.RETURNED,),
    "accepted": (State.ACCEPTED,),
}

#: The start page lists what waits in the same order: by the submission that waits.
ORDER = {
    "waiting": ("last_submitted_at", "pk"),
    "colleagues": ("last_submitted_at", "pk"),
    "returned": ("state_changed_at", "pk"),
    "accepted": ("-state_changed_at", "-pk"),
}


@dataclass(frozen=True)
class Queue:
    """One tab of the queue with the counts of all tabs."""

    tab: str
    reports: QuerySet
    counts: dict[str, int]


def queue_for(user, tab: str) -> Queue:
    """Reports this person may review, oldest waiting first. HC-TC's own report is leadership's to accept."""
    reports = reviewed_by(user)
    conditions = {name: _stands_in(name, user) for name in TABS}
    counts = reports.order_by().aggregate(**{name: Count("pk", condition) for name, condition in conditions.items()})
    return Queue(tab, _listed(reports, tab, user), counts)


def reviewed_by(user) -> QuerySet:
    """Every submitted report that is this person's kind to review."""
    reports = AnnualReport.objects.visible_to(user).filter(first_submitted_at__isnull=False)
    if not user.may(Permission.REVIEW_REPORTS):
        return reports.filter(department__is_coordinator=True)
    if not user.may(Permission.ACCEPT_HCTC_REPORT):
        return reports.exclude(department__is_coordinator=True)
    return reports


def _listed(reports: QuerySet, tab: str, user) -> QuerySet:
    return reports.filter(_stands_in(tab, user)).for_listing().order_by(*ORDER[tab])


def _stands_in(tab: str, user) -> Q:
    """Not taken up, or taken up by this person, is theirs; the report of their own unit is a colleague's."""
    mine = Q(state=State.SUBMITTED) | Q(reviewer=user)
    mine &= ~Q(department__in=user.department_ids)
    states = Q(state__in=TABS[tab])
    return states & {"waiting": mine, "colleagues": ~mine}.get(tab, Q())


@dataclass(frozen=True)
class Place:
    """Where a report stands among those that wait for the same person."""

    number: int
    count: int
    previous: int | None
    next: int | None


def place_of(report: AnnualReport, user) -> Place:
    """Before and behind it in the queue; of a report that does not wait, the first that does comes next. One query."""
    waiting = list(_listed(reviewed_by(user), "waiting", user).values_list("pk", flat=True))
    if report.pk not in waiting:
        return Place(0, len(waiting), None, waiting[0] if waiting else None)
    at = waiting.index(report.pk)
    later = waiting[at + 1] if at + 1 < len(waiting) else None
    return Place(at + 1, len(waiting), waiting[at - 1] if at else None, later)
