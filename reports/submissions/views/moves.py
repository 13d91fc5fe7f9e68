"""Handing over, sending back, submitting, withdrawing. Pressing twice does it once and says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from departments import capacity, transitions
from departments.permissions import Refused
from departments.transitions import Transition, WrongState
from reports.submissions import checks, deadlines, papers, permissions, snapshots, standing, workflow
from reports.submissions.forms import MoveForm
from reports.submissions.models import AnnualReport
from reports.submissions.views.access import own_report

MOVES = {transition.name: transition for transition in workflow.TRANSITIONS}
DONE = {
    "hand_to_head": gettext_lazy("The report is now with the head of the unit. You will be told about the decision."),
    "take_back": gettext_lazy("The report is back with you. You can go on writing."),
    "send_back": gettext_lazy("The report has been sent back to the contributor with your reason."),
    "submit": gettext_lazy("The report has been submitted. Below is the receipt."),
    "withdraw": gettext_lazy("The report has been withdrawn. It can be corrected and submitted again."),
}
#: Where a move leads, if not to the door of the report.
AFTERWARDS = {"submit": "submissions:receipt", "send_back": "submissions:read"}


@require_safe
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look before submitting: what, by whom, in which capacity, with which warnings."""
    report = own_report(request, pk)
    why_not = transitions.why_not(report, workflow.SUBMIT, request.user)
    if why_not:
        messages.error(request, why_not)
        return redirect("submissions:read", pk=pk)
    today = timezone.localdate(request.now)
    deadline = deadlines.of_report(report, today)
    lines, name = _printed(request, report)
    problems = checks.problems_of(report)
    context = {
        "report": report,
        "tone": standing.TONES[report.state],
        "errors": [p for p in problems if p.is_error],
        "to_look_at": [p for p in problems if not (p.is_error or p.is_evidence or p.waiver)],
        "without_evidence": [p for p in problems if p.is_evidence and not p.is_error and not p.waiver],
        "kept": [p for p in problems if p.waiver],
        "lines": lines,
        "name": name,
        "addressee": papers.addressee(report.department),
        "deadline": deadline,
        "days_late": report.days_late(today, deadline.granted),
        "move": MoveForm(initial={"seen": report.version, "content": snapshots.digest(snapshots.content_of(report))}),
    }
    return render(request, "submissions/report/submit.html", context)


def _printed(request: HttpRequest, report: AnnualReport) -> tuple[list[str], str]:
    """The signature block: of the signed paper where it is entered from one."""
    if permissions.is_on_behalf(request.user, report):
        return report.paper.lines, report.paper.signatory
    return capacity.signature_of(request.user, report.department, timezone.localdate(request.now))


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Make one move of the unit's half of the life cycle."""
    if name not in MOVES:
        raise Http404
    report, transition, form = own_report(request, pk), MOVES[name], MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The page was not complete. Nothing was changed; please try again."))
        return redirect("submissions:read", pk=pk)
    data = form.cleaned_data
    try:
        transitions.move(
            report, transition, by=request.user, at=request.now, note=data["note"], seen=data["seen"],
            content=data["content"],
        )  # fmt: skip
    except workflow.Incomplete as refusal:
        messages.error(request, str(refusal))
        return redirect("submissions:check", pk=pk)
    except WrongState as refusal:
        return _already(request, report, transition, refusal)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_page_of(transition), pk=pk)
    messages.success(request, DONE[name])
    return redirect(AFTERWARDS.get(name, "submissions:report"), pk=pk)


def _already(request: HttpRequest, report: AnnualReport, transition: Transition, refusal: WrongState) -> HttpResponse:
    """A second click finds the move made; anything else was done by somebody faster."""
    fresh = own_report(request, report.pk)
    if fresh.state == transition.target:
        messages.info(request, _("This has been done already; it was not done a second time."))
        return redirect("submissions:receipt" if transition is workflow.SUBMIT else "submissions:report", pk=report.pk)
    messages.error(request, str(refusal))
    return redirect("submissions:report", pk=report.pk)


def _page_of(transition: Transition) -> str:
    return "submissions:submit" if transition is workflow.SUBMIT else "submissions:read"
