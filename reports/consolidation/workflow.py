"""The life cycle of the consolidated report: compiled, edited, sent, returned, approved, issued, superseded."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.jobs import enqueue
from departments.models import Job, JobState, User
from departments.permissions import Refused
from departments.transitions import Move, NoteRequired, Transition, declare, move
from reports.consolidation import approving, notifications, permissions
from reports.consolidation.compiled import Compiled
from reports.consolidation.models import Compilation, ConsolidatedReport, Edition
from reports.consolidation.sections import proposals, update_sections
from reports.consolidation.signing import signer_of
from reports.consolidation.staleness import Obstacles, obstacles

State = ConsolidatedReport.State
COMPILE_JOB, RENDER_JOB, DRAFT_JOB = "consolidation.compile", "consolidation.render_edition", "consolidation.draft"


class NotReady(Refused):
    """Sending is refused; `obstacles` says why, and which of it may be overridden with a recorded reason."""

    def __init__(self, found: Obstacles):
        super().__init__(_("The report cannot be sent yet.") + " " + " ".join(found.sentences))
        self.obstacles = found


def _enqueue_compilation(report: ConsolidatedReport, step: Move) -> None:
    enqueue(COMPILE_JOB, f"{COMPILE_JOB}.{report.pk}", {"report": report.pk}, step.by)


def _keep(report: ConsolidatedReport, step: Move) -> dict:
    """Store the compilation (the same inputs give the same row) and bring the sections up to it."""
    compiled: Compiled = step.data["compiled"]
    found = Compilation.objects.filter(report=report, input_hash=compiled.input_hash).first()
    report.compilation = found or Compilation.objects.create(
        report=report,
        number=report.compilations.count() + 1,
        inputs=compiled.inputs,
        figures=compiled.figures_as_json(),
        texts=compiled.texts,
        reconciliation=compiled.reconciliation,
        input_hash=compiled.input_hash,
        made_at=step.at,
        requested_by=step.by,
    )
    outcome = update_sections(report, proposals(compiled, report.period.campaign.agency_name))
    counted = {"units": len(compiled.counted_units), "of": len(compiled.inputs["units"])}
    return {"compilation": report.compilation.number, "input_hash": compiled.input_hash, **counted, **outcome}


def _send(report: ConsolidatedReport, step: Move) -> dict:
    """Refuse while anything is out of date; what may stand stands with the sender's reason."""
    found = obstacles(report)
    if found.hard or (found.soft and not step.data.get("override")):
        raise NotReady(found)
    if found.soft and not step.note:
        raise NoteRequired(_("Please give the reason for sending it as it is."))
    report.accepted_changes = [change.key for change in found.changes]
    return {"overridden": [str(sentence) for sentence in found.soft], "compilation": report.compilation.number}


def _approve(report: ConsolidatedReport, step: Move) -> dict:
    """Freeze the content. What changed after it was sent sends it back, never past the approver unseen."""
    found = obstacles(report)
    unseen = [change for change in found.changes if change.key not in report.accepted_changes]
    if found.hard or unseen:
        sentences = tuple(change.sentence for change in unseen)
        raise NotReady(Obstacles((*found.hard, *sentences), (), tuple(unseen)))
    signer = signer_of(step.by, timezone.localdate(step.at))
    report.signature_lines, report.signatory = list(signer.lines), signer.name
    edition = approving.freeze(report, signer, step.by, step.at)
    ask_for_files(edition, step.by)
    return {"edition": edition.number, "content_sha256": edition.content_sha256}


def ask_for_files(edition: Edition, by: User, again: bool = True) -> Job:
    """The job that makes what is missing of an edition's files. One that failed is the answer unless asked again."""
    key = f"{RENDER_JOB}.{edition.pk}.{edition.official_number or 'approved'}"
    return _asked(RENDER_JOB, key, {"edition": edition.pk}, by, again)


def ask_for_draft(report: ConsolidatedReport, file_format: str, by: User, again: bool = True) -> Job:
    """The job that makes a working copy of the draft as it stands, in the same way."""
    key = f"{DRAFT_JOB}.{report.pk}.{file_format}.v{report.version}"
    return _asked(DRAFT_JOB, key, {"report": report.pk, "format": file_format}, by, again)


def _asked(kind: str, key: str, payload: dict, by: User, again: bool) -> Job:
    newest = Job.objects.newest(key)
    if newest and newest.state == JobState.FAILED and not again:
        return newest
    return enqueue(kind, key, payload, by)


def _record(report: ConsolidatedReport, step: Move) -> dict:
    """Number and date on the approved edition; an issued report that it replaces is superseded with it."""
    edition = report.current_edition
    number = approving.checked_number(step.data["number"], step.data["on"], edition, step.at)
    approving.record(edition, number, step.data["on"], step.by, step.at)
    ask_for_files(edition, step.by)
    if report.replaces and report.replaces.state == State.ISSUED:
        move(report.replaces, SUPERSEDE, by=step.by, at=step.at, note=f"Thay thế bằng báo cáo số {number}")
    return {"edition": edition.number, "number": number, "date": step.data["on"].isoformat()}


def _correct(report: ConsolidatedReport, step: Move) -> dict:
    edition = report.current_edition
    before = {"number": edition.official_number, "date": edition.official_date.isoformat()}
    number = approving.checked_number(step.data["number"], step.data["on"], edition, step.at)
    fresh = approving.corrected(edition, number, step.data["on"], step.by, step.at)
    ask_for_files(fresh, step.by)
    return {"edition": fresh.number, "before": before, "number": number, "date": step.data["on"].isoformat()}


def _supersede(report: ConsolidatedReport, step: Move) -> None:
    approving.retire(report.current_edition, step.at)


WORKED_ON = (State.DRAFT, State.RETURNED)
COMPILE = Transition(
    "compile", _("Compile"), (State.COMPILING, *WORKED_ON), None, permissions.compile_report,
    change=_enqueue_compilation,
)  # fmt: skip
COMPILED = Transition(
    "compiled", _("Compiled for the first time"), (State.COMPILING,), State.DRAFT, permissions.compile_report,
    change=_keep,
)  # fmt: skip
RECOMPILED = Transition("recompiled", _("Compiled again"), WORKED_ON, None, permissions.compile_report, change=_keep)
SEND = Transition(
    "send", _("Send to leadership"), WORKED_ON, State.SENT, permissions.send, change=_send, announce=notifications.sent
)
WITHDRAW = Transition(
    "withdraw", _("Take back before approval"), (State.SENT,), State.DRAFT, permissions.send,
    announce=notifications.withdrawn,
)  # fmt: skip
RETURN = Transition(
    "return", _("Return to HC-TC"), (State.SENT,), State.RETURNED, permissions.decide, note_required=True,
    announce=notifications.returned,
)  # fmt: skip
APPROVE = Transition(
    "approve", _("Approve"), (State.SENT,), State.APPROVED, permissions.decide, change=_approve,
    announce=notifications.approved,
)  # fmt: skip
RECORD = Transition(
    "record", _("Record number and date"), (State.APPROVED,), State.ISSUED, permissions.record, change=_record,
    announce=notifications.issued,
)  # fmt: skip
CORRECT = Transition(
    "correct", _("Correct number or date"), (State.ISSUED,), None, permissions.record, note_required=True,
    change=_correct,
)  # fmt: skip
SUPERSEDE = Transition(
    "supersede", _("Replaced by a new report"), (State.ISSUED,), State.SUPERSEDED, permissions.record,
    change=_supersede,
)  # fmt: skip

#: Moves a person makes; COMPILED, RECOMPILED are the job's, SUPERSEDE follows from recording the replacement.
PERSONAL = (COMPILE, SEND, WITHDRAW, RETURN, APPROVE, RECORD, CORRECT)
TRANSITIONS = (COMPILE, COMPILED, RECOMPILED, SEND, WITHDRAW, RETURN, APPROVE, RECORD, CORRECT, SUPERSEDE)

declare(ConsolidatedReport, TRANSITIONS)
