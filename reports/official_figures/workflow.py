"""The life cycle of a unit's official figures: unit → head → HC-TC accepts; sent back, returned, reopened."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.capacity import signature_of
from departments.models import User
from departments.permissions import Refused
from departments.transitions import Move, StalePage, Transition, declare
from reports.official_figures import notifications, permissions, reading, rounds
from reports.official_figures.models import OfficialUpdate

State = OfficialUpdate.State


def _need_figures(update: OfficialUpdate) -> None:
    """Every estimate has its official figure, with a document where the catalogue asks for evidence."""
    rows = reading.rows_of(update)
    empty = [row.indicator.code for row in rows if not row.is_filled]
    if empty:
        text = _("Please enter the official figure of: %(codes)s. One that equals the estimate is typed once more.")
        raise Refused(text % {"codes": ", ".join(empty)})
    bare = [row.indicator.code for row in rows if row.indicator.evidence_required and not row.evidence]
    if bare:
        raise Refused(_("Please name the evidence of: %(codes)s.") % {"codes": ", ".join(bare)})


def _hand_over(update: OfficialUpdate, step: Move) -> None:
    _need_figures(update)
    update.prepared_by = step.by


def _submit(update: OfficialUpdate, step: Move) -> dict:
    """`content` in the move is the digest of what the head has read: nothing is signed unread."""
    _need_figures(update)
    content = reading.content_of(update)
    read = step.data.get("content")
    if read and read != reading.digest(content):
        raise StalePage(
            _("A figure was changed after this page was opened. Please read the page again; nothing was sent.")
        )
    day = timezone.localtime(step.at).date()
    update.capacity, update.signatory = signature_of(step.by, update.department, day)
    update.signed_off_by = step.by
    update.prepared_by = update.prepared_by or _last_writer(update)
    update.first_submitted_at = update.first_submitted_at or step.at
    update.last_submitted_at = step.at
    return {"figures": content}


def _last_writer(update: OfficialUpdate) -> User | None:
    """Who wrote last, where nobody handed the figures over."""
    written = [row for row in reading.rows_of(update) if row.updated_at]
    return max(written, key=lambda row: row.updated_at).updated_by if written else None


def _unsign(update: OfficialUpdate, step: Move) -> None:
    """What is open for writing again has no signature; who had signed stands in the history."""
    update.signed_off_by, update.signatory, update.capacity = None, "", []


def _accept(update: OfficialUpdate, step: Move) -> dict:
    """From now on these figures stand in the place of the estimates wherever the year is looked back at."""
    values = reading.content_of(update)
    period = update.round.period_id
    update.accepted = {"values": values, "sums": rounds.sums_of([period]).get(period, {})}
    update.accepted_at = step.at
    return {"figures": values}


HAND_TO_HEAD = Transition(
    "hand_to_head", gettext_lazy("Hand to the head of the unit"), OfficialUpdate.EDITABLE, State.AWAITING_HEAD,
    permissions.hand_over, change=_hand_over, announce=notifications.awaiting_head,
)  # fmt: skip
TAKE_BACK = Transition(
    "take_back", gettext_lazy("Take back to go on writing"), (State.AWAITING_HEAD,), State.DRAFTING,
    permissions.hand_over,
)  # fmt: skip
SEND_BACK = Transition(
    "send_back", gettext_lazy("Send back to the contributor"), (State.AWAITING_HEAD,), State.DRAFTING,
    permissions.sign_off, note_required=True, announce=notifications.sent_back,
)  # fmt: skip
SUBMIT = Transition(
    "submit", gettext_lazy("Approve and send to HC-TC"), (*OfficialUpdate.EDITABLE, State.AWAITING_HEAD),
    State.SUBMITTED, permissions.sign_off, change=_submit, announce=notifications.submitted,
)  # fmt: skip
WITHDRAW = Transition(
    "withdraw", gettext_lazy("Take the official figures back"), (State.SUBMITTED,), State.DRAFTING,
    permissions.sign_off, change=_unsign, announce=notifications.withdrawn,
)  # fmt: skip
RETURN = Transition(
    "return", gettext_lazy("Return for completion"), (State.SUBMITTED,), State.RETURNED, permissions.accept,
    note_required=True, change=_unsign, announce=notifications.returned,
)  # fmt: skip
ACCEPT = Transition(
    "accept", gettext_lazy("Accept"), (State.SUBMITTED,), State.ACCEPTED, permissions.accept,
    change=_accept, announce=notifications.accepted,
)  # fmt: skip
REOPEN = Transition(
    "reopen", gettext_lazy("Reopen the accepted official figures"), (State.ACCEPTED,), State.RETURNED,
    permissions.accept, note_required=True, change=_unsign, announce=notifications.reopened,
)  # fmt: skip

TRANSITIONS = (HAND_TO_HEAD, TAKE_BACK, SEND_BACK, SUBMIT, WITHDRAW, RETURN, ACCEPT, REOPEN)

declare(OfficialUpdate, TRANSITIONS)
