"""The unit's own score: what it gives itself, with the basis. Nothing of the appraisal is on this page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.permissions import Refused, check
from reports.scoring import editing, permissions, reading
from reports.scoring.forms import SeenForm, SelfForm, entries_of, forms_of
from reports.scoring.proposals import facts_of, proposal
from reports.scoring.views.access import scoring_for, unit_in


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, year: int, department: int) -> HttpResponse:
    """Read and write the self-score; after a refusal everything typed is still there."""
    scoring = scoring_for(year)
    unit = unit_in(scoring, department)
    check(permissions.score_own, request.user, unit)
    sheet = reading.one(scoring, unit)
    groups = forms_of(SelfForm, sheet, request.POST or None)
    refused = ""
    if request.method == "POST":
        seen, entries = SeenForm(request.POST), entries_of(groups)
        if entries is not None:
            version = seen.cleaned_data["seen"] if seen.is_valid() else -1
            try:
                editing.score_own(scoring.period, unit, entries, seen=version, by=request.user, at=request.now)
            except Refused as refusal:
                refused = str(refusal)
            else:
                messages.success(request, _("The self-score has been saved."))
                return redirect("scoring:own", year=year, department=department)
        sheet = reading.one(scoring, unit)
    facts = facts_of(scoring.period, unit, timezone.localdate(request.now))
    context = {
        "scoring": scoring,
        "reading": sheet,
        "groups": [(g, [(form, proposal(form.line.item, facts)) for form in rows]) for g, rows in groups],
        "refused": refused,
        "wrong": request.method == "POST" and not refused,
        "seen": sheet.score.self_version if sheet.score else 0,
        "open": not sheet.is_appraised or request.method == "POST",
    }
    return render(request, "scoring/own.html", context, status=422 if request.method == "POST" else 200)
