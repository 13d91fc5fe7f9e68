"""Every figure with where it comes from, and the proof that units add up to the totals."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from departments.permissions import allows
from reports.consolidation import permissions
from reports.consolidation.compiled import stored
from reports.consolidation.overview import figure_groups, reconciliation_rows
from reports.consolidation.views.workbench import report_of
from reports.consolidation.year_sources import year_notes


def _compiled(request, pk: int):
    report = report_of(request, pk)
    if report.compilation is None or not allows(permissions.read_draft, request.user, report):
        raise Http404
    return report, stored(report.compilation)


@require_GET
def figures(request, pk: int):
    """Totals by rule, beside target and last year; each opens to unit, revision and field."""
    report, compiled = _compiled(request, pk)
    context = {
        "report": report,
        "compiled": compiled,
        "groups": figure_groups(compiled),
        "year_notes": year_notes(compiled),
    }
    return render(request, "consolidation/figures/page.html", context)


@require_GET
def reconciliation(request, pk: int):
    """Who is counted, excluded or missing in each total, by which rule, and whether it closes."""
    report, compiled = _compiled(request, pk)
    context = {"report": report, "compiled": compiled, "rows": reconciliation_rows(compiled)}
    return render(request, "consolidation/figures/reconciliation.html", context)
