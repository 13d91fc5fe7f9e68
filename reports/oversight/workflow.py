"""The life cycle of a finding: not put right → reported by the unit → confirmed by HC-TC."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from departments.transitions import Move, Transition, declare
from reports.oversight import notifications, permissions
from reports.oversight.models import Finding

State = Finding.State


def _tell_how(finding: Finding, move: Move) -> dict:
    """`resolved_on`, `how` and `evidence` come with the move."""
    finding.resolved_on, finding.how = move.data["resolved_on"], move.data["how"]
    finding.evidence, finding.reported_by = move.data["evidence"], move.by
    return {"resolved_on": finding.resolved_on.isoformat(), "how": finding.how, "evidence": finding.evidence}


REPORT = Transition(
    "report", _("Report as put right"), (State.OPEN,), State.REPORTED, permissions.report, change=_tell_how,
    announce=notifications.reported,
)  # fmt: skip
CONFIRM = Transition(
    "confirm", _("Confirm that it was put right"), (State.REPORTED,), State.RESOLVED, permissions.record
)
SEND_BACK = Transition(
    "send_back", pgettext_lazy("finding", "Not put right yet"), (State.REPORTED,), State.OPEN, permissions.record,
    note_required=True, announce=notifications.sent_back,
)  # fmt: skip
RESOLVE = Transition(
    "resolve", _("Record as put right"), (State.OPEN,), State.RESOLVED, permissions.record, change=_tell_how
)
REOPEN = Transition(
    "reopen", _("Open again"), (State.RESOLVED,), State.OPEN, permissions.record, note_required=True,
    announce=notifications.sent_back,
)  # fmt: skip
TRANSITIONS = (REPORT, CONFIRM, SEND_BACK, RESOLVE, REOPEN)

declare(Finding, TRANSITIONS)
