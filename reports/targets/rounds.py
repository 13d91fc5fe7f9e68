"""Named actions on the round of a year: open it, move its due date. The units are told."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from departments import audit
from departments.permissions import Refused, check
from reports.targets import notifications, permissions
from reports.targets.models import TargetRound


@transaction.atomic
def open_round(year: int, due_on: date, *, by, at: datetime) -> TargetRound:
    """Open the registration of a year; the units are told."""
    check(permissions.open_round, by, None)
    movement = Campaign.objects.order_by("pk").first()
    if movement and not movement.from_year <= year <= movement.to_year:
        span = {"first": movement.from_year, "last": movement.to_year}
        raise Refused(_("The movement runs from %(first)s to %(last)s.") % span)
    made, is_new = TargetRound.objects.get_or_create(
        year=year, defaults={"due_on": due_on, "opened_at": at, "opened_by": by}
    )
    if not is_new:
        raise Refused(_("The registration for %(year)s is open already. Nothing was changed.") % {"year": year})
    audit.record(
        "targets.targetround.open", target=made, by=by, at=at, label="Mở đăng ký chỉ tiêu",
        data={"due_on": due_on.isoformat()},
    )  # fmt: skip
    transaction.on_commit(lambda: notifications.round_opened(made, at=at), robust=True)
    return made


@transaction.atomic
def move_due(round_: TargetRound, due_on: date, *, by, at: datetime) -> TargetRound:
    """Another due date; the units are told."""
    check(permissions.open_round, by, None)
    round_ = TargetRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    before, round_.due_on = round_.due_on, due_on
    if before == due_on:
        raise Refused(_("No date was changed."))
    round_.save(update_fields=["due_on"])
    audit.record(
        "targets.targetround.due", target=round_, by=by, at=at, label="Dời hạn đăng ký chỉ tiêu",
        data={"due_on": [before.isoformat(), due_on.isoformat()]},
    )  # fmt: skip
    transaction.on_commit(lambda: notifications.due_moved(round_, at=at), robust=True)
    return round_
