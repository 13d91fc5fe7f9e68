"""The way in to a report: what a person may not see is not there."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from departments.permissions import Rule
from reports.submissions import permissions
from reports.submissions.models import AnnualReport, Revision


def report_for(request, pk: int, rule: Rule = permissions.read) -> AnnualReport:
    """A report this person may see, and for which `rule` has no objection; otherwise a missing page."""
    reports = AnnualReport.objects.visible_to(request.user).for_listing().select_related("period__campaign")
    report = get_object_or_404(reports, pk=pk)
    if rule(request.user, report):
        raise Http404
    return report


def report_to_fill(request, pk: int) -> AnnualReport:
    """As `own_report`, with no more of it than saving one answer needs."""
    reports = AnnualReport.objects.visible_to(request.user).select_related("period", "department")
    report = get_object_or_404(reports, pk=pk)
    if permissions.read_draft(request.user, report):
        raise Http404
    return report


def own_report(request, pk: int) -> AnnualReport:
    """A report of the person's own unit, with what has not been submitted yet."""
    return report_for(request, pk, permissions.read_draft)


def latest_revision(report: AnnualReport) -> Revision | None:
    people = ("prepared_by__staff", "signed_off_by__staff")
    return report.revisions.select_related(*people).order_by("-number").first()
