"""*Việc cần làm của tôi*: official figures to ask for, to enter, to approve, to accept."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from departments.permissions import allows
from departments.roles import Permission
from departments.todo import Todo, Tone, register
from reports.official_figures import permissions, replacing, rounds
from reports.official_figures.models import OfficialUpdate
from reports.targets.todo import tone_of

State = OfficialUpdate.State
#: Read by the rooms that look back at a year; loaded with the program.
REPLACEMENTS = replacing.accepted_for
#: After this time nobody is asked any more to open the update of a year.
ASKED_WITHIN = timedelta(days=365)


@register
def of_my_units(user, now: datetime) -> list[Todo]:
    """Estimates of the person's units that wait for this person."""
    if not user.department_ids:
        return []
    rows = OfficialUpdate.objects.visible_to(user).filter(department__in=user.department_ids)
    waiting = rows.exclude(state__in=[State.SUBMITTED, State.ACCEPTED]).for_listing()
    return [task for row in waiting if (task := _task(user, row, now))]


def _task(user, row: OfficialUpdate, now: datetime) -> Todo | None:
    facts = {"year": row.year}
    due = row.round.due_on
    if row.state == State.AWAITING_HEAD:
        if not allows(permissions.sign_off, user, row):
            return None
        return Todo(
            title=_("Approve the official figures of %(year)s") % facts,
            detail=row.department.name,
            url=reverse("official_figures:update", args=[row.pk]),
            action=_("Check and send"),
            due=due,
            tone=Tone.WARN,
            badge=row.get_state_display(),
            order=23,
        )
    if not allows(permissions.fill, user, row):
        return None
    returned = row.state == State.RETURNED
    return Todo(
        title=_("Update the official figures of %(year)s") % facts,
        detail=row.department.name,
        url=reverse("official_figures:fill", args=[row.pk]),
        action=_("Enter official figures"),
        due=due,
        tone=Tone.BAD if returned else tone_of(due, timezone.localdate(now)),
        badge=row.get_state_display(),
        order=13 if returned else 33,
    )


@register
def to_accept(user, now: datetime) -> list[Todo]:
    """Official figures that were sent and that this person may accept: one task a year."""
    if not (user.may(Permission.REVIEW_REPORTS) or user.may(Permission.ACCEPT_HCTC_REPORT)):
        return []
    waiting: dict[int, list[OfficialUpdate]] = {}
    for row in OfficialUpdate.objects.visible_to(user).waiting().for_listing():
        if allows(permissions.accept, user, row):
            waiting.setdefault(row.year, []).append(row)
    return [_to_accept(year, rows) for year, rows in sorted(waiting.items())]


def _to_accept(year: int, rows: list[OfficialUpdate]) -> Todo:
    title = ngettext(
        "Accept the official figures of %(n)s unit", "Accept the official figures of %(n)s units", len(rows)
    )
    one = reverse("official_figures:update", args=[rows[0].pk])
    return Todo(
        title=title % {"n": len(rows)},
        detail=_("Year %(year)s") % {"year": year},
        url=one if len(rows) == 1 else reverse("official_figures:list"),
        action=_("Read and accept"),
        tone=Tone.RUN,
        badge=State.SUBMITTED.label,
        order=36,
    )


@register
def to_ask_for(user, now: datetime) -> list[Todo]:
    """A report issued within a year in which estimates stand: HC-TC asks for the official figures."""
    if not allows(permissions.open_round, user, None):
        return []
    return [
        Todo(
            title=_("Ask for the official figures of %(year)s") % {"year": period.year},
            detail=_("Estimates stand in report No. %(number)s.") % {"number": report.number},
            url=reverse("official_figures:open", args=[period.year]),
            action=_("Set the due date"),
            order=60,
        )
        for period, report in rounds.waiting(timezone.localdate(now) - ASKED_WITHIN)
    ]
