"""Reading: every problem on one page, every answer on one page, frozen revisions, history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from departments import transitions
from departments.permissions import allows
from reports.submissions import (
    annotations,
    checks,
    deadlines,
    filling,
    history,
    permissions,
    reading,
    snapshots,
    standing,
    workflow,
)
from reports.submissions import material as materials
from reports.submissions.forms import MoveForm
from reports.submissions.models import AnnualReport
from reports.submissions.problems import by_section
from reports.submissions.views.access import latest_revision, own_report, report_for


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Every problem of the report, each a link to its field, and the button to hand it over."""
    report = own_report(request, pk)
    material = materials.of(report)
    found = checks.problems_of(report, material)
    context = _standing(request, report) | {
        "overview": filling.overview_of(material, found),
        "pages": by_section(found),
        "annotations": annotations.on(report, request.user),
        "may_fill": allows(permissions.fill, request.user, report),
        "move": MoveForm(initial={"seen": report.version}),
        **_moves(request, report),
    }
    return render(request, "submissions/report/check.html", context)


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers on one page. The unit reads what it has now, everybody else the last submitted revision."""
    report = report_for(request, pk)
    if permissions.read_draft(request.user, report):
        revision = latest_revision(report)
        return redirect("submissions:revision", pk=pk, number=revision.number)
    material = materials.of(report)
    content = snapshots.content_of(report)
    context = _standing(request, report) | {
        "sections": reading.sections_of(report, content, material.history),
        "annotations": annotations.to_read(report, request.user),
        "latest": latest_revision(report),
        "overview": filling.overview_of(material, checks.problems_of(report, material)),
        "move": MoveForm(initial={"seen": report.version, "content": snapshots.digest(content)}),
        **_moves(request, report),
    }
    return render(request, "submissions/report/read.html", context)


@require_safe
def revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One frozen revision, as it was submitted."""
    report = report_for(request, pk)
    people = ("prepared_by__staff", "signed_off_by__staff")
    found = get_object_or_404(report.revisions.select_related(*people), number=number)
    context = _standing(request, report) | {
        "revision": found,
        "sections": reading.sections_of(report, found.content, history.of(report)),
    }
    return render(request, "submissions/revision/page.html", context)


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Revisions, evidence and history of a report, for its own unit."""
    report = own_report(request, pk)
    context = _standing(request, report) | {
        "revisions": report.revisions.select_related("prepared_by__staff", "signed_off_by__staff").order_by("-number"),
        "evidence": report.evidence.select_related(
            "file", "added_by__staff", "removed_by__staff", "value__indicator", "narrative__question"
        ).order_by("pk"),
    }
    return render(request, "submissions/report/record.html", context)


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Proof of submission: number, server time, who, hash of the content and of each file."""
    report = report_for(request, pk)
    found = latest_revision(report)
    if found is None:
        raise Http404
    context = _standing(request, report) | {"revision": found, "moved_on": report.is_with_unit}
    return render(request, "submissions/report/receipt.html", context)


def _standing(request: HttpRequest, report: AnnualReport) -> dict:
    deadline = deadlines.of_report(report, timezone.localdate(request.now))
    return {
        "report": report,
        "last_year_number": report.period.year - 1,
        "tone": standing.TONES[report.state],
        "deadline": deadline,
        "may_ask": deadline.may_ask(request.user, report.department_id),
        "is_own": permissions.read_draft(request.user, report) is None,
        "on_whole": annotations.on_whole(report, request.user),
    }


def _moves(request: HttpRequest, report: AnnualReport) -> dict:
    """Name of each move → why this person cannot make it now (None: they can)."""
    reasons = {t.name: transitions.why_not(report, t, request.user) for t in workflow.TRANSITIONS}
    return {"reasons": reasons, "possible": {name for name, reason in reasons.items() if reason is None}}
