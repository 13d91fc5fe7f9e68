"""The life cycle of an extension: asked → granted, refused or withdrawn; granted → over by itself, or revoked."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import ReportingPeriod
from departments import audit
from departments.models import Department
from departments.permissions import Refused, check
from departments.transitions import Move, Transition, declare
from departments.vietnamese import format_date
from reports.extensions import notifications, permissions
from reports.extensions.models import Extension

State = Extension.State
#: A day further away than this is a slip of the pen.
LONGEST = timedelta(days=366)
#: What the form proposes.
USUAL = timedelta(days=5)


class AlreadyAsked(Refused):
    """A request of the unit waits, or an extension stands; `extension` is that one."""

    def __init__(self, extension: Extension):
        super().__init__(_("There is an extension for this unit already (%(state)s). Nothing was sent.")
                         % {"state": extension.get_state_display()})  # fmt: skip
        self.extension = extension


def wrong_day(period: ReportingPeriod, day: date, today: date) -> str | None:
    """Why this day cannot be the last day of an extension, or None."""
    limit = period.on_time_until
    if limit and day <= limit:
        return _("Reports count as on time until %(limit)s anyway. Please choose a later day.") % {
            "limit": format_date(limit)
        }
    if day < today:
        return _("This day has passed already.")
    return _("This day is more than a year away. Please check it.") if day > today + LONGEST else None


@transaction.atomic
def ask(
    period: ReportingPeriod, department: Department, *, reason: str, wished_until: date, by, at: datetime
) -> Extension:
    """Ask for the own unit, or propose for another one.

    Raises Denied, AlreadyAsked while another request waits or an extension stands, Refused for a day that cannot be.
    """
    period = ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    extension = Extension(
        period=period, department=department, reason=reason, wished_until=wished_until, asked_by=by, asked_at=at,
        state_changed_at=at,
    )  # fmt: skip
    check(permissions.ask, by, extension)
    extension.is_proposal = not permissions.is_of_unit(by, extension)
    if period.is_planned:
        raise Refused(_("The reporting period is not open."))
    if not period.units().filter(pk=department.pk).exists():
        raise Refused(_("This unit is not asked for a report in this period."))
    if found := Extension.objects.of_unit(period, department).live().first():
        raise AlreadyAsked(found)
    if problem := wrong_day(period, wished_until, timezone.localdate(at)):
        raise Refused(problem)
    extension.save()
    audit.record(
        "extensions.extension.ask", target=extension, by=by, at=at, note=reason, after=extension.state,
        label="Đề xuất gia hạn" if extension.is_proposal else "Đề nghị gia hạn",
        data={"wished_until": wished_until.isoformat()},
    )  # fmt: skip
    transaction.on_commit(lambda: notifications.asked(extension, by=by, at=at), robust=True)
    return extension


def _recommend(extension: Extension, move: Move) -> None:
    extension.recommendation = move.note


def _decide(extension: Extension, move: Move) -> None:
    extension.decided_by, extension.decided_at = move.by, move.at


def _grant(extension: Extension, move: Move) -> dict:
    """`until` in the move is the last day; it may differ from the wish. Raises Refused for a day that cannot be."""
    until = move.data["until"]
    if problem := wrong_day(extension.period, until, timezone.localdate(move.at)):
        raise Refused(problem)
    _decide(extension, move)
    extension.granted_until = until
    return {"granted_until": until.isoformat(), "wished_until": extension.wished_until.isoformat()}


def _expire(extension: Extension, move: Move) -> None:
    if extension.granted_until >= timezone.localdate(move.at):
        raise Refused(permissions.PROGRAM_ONLY)


RECOMMEND = Transition(
    "recommend", gettext_lazy("Add a recommendation"), (State.ASKED,), None, permissions.recommend,
    note_required=True, change=_recommend, announce=notifications.recommended,
)  # fmt: skip
GRANT = Transition(
    "grant", gettext_lazy("Grant the extension"), (State.ASKED,), State.GRANTED, permissions.decide,
    change=_grant, announce=notifications.granted,
)  # fmt: skip
REFUSE = Transition(
    "refuse", gettext_lazy("Do not grant the extension"), (State.ASKED,), State.REFUSED, permissions.decide,
    note_required=True, change=_decide, announce=notifications.refused,
)  # fmt: skip
WITHDRAW = Transition(
    "withdraw", gettext_lazy("Withdraw the request"), (State.ASKED,), State.WITHDRAWN, permissions.withdraw,
    announce=notifications.withdrawn,
)  # fmt: skip
REVOKE = Transition(
    "revoke", gettext_lazy("Revoke the extension"), (State.GRANTED,), State.REVOKED, permissions.decide,
    note_required=True, announce=notifications.revoked,
)  # fmt: skip
EXPIRE = Transition(
    "expire", gettext_lazy("The extension ends"), (State.GRANTED,), State.EXPIRED, permissions.expire,
    change=_expire, announce=notifications.expired,
)  # fmt: skip

#: Moves a person makes with a button on the page of the extension.
BY_HAND = (RECOMMEND, GRANT, REFUSE, WITHDRAW, REVOKE)
TRANSITIONS = (*BY_HAND, EXPIRE)

declare(Extension, TRANSITIONS)
