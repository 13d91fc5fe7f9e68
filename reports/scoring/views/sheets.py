"""One unit's sheet with the appraised scores: written by HC-TC, read by leadership, printed as PL 11."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.models import Department
from departments.permissions import Refused, allows, check
from reports.documents import excel
from reports.documents.pdf import render_pdf
from reports.scoring import editing, papers, permissions, reading
from reports.scoring.forms import AppraisalForm, SeenForm, entries_of, forms_of
from reports.scoring.models import UnitScore
from reports.scoring.proposals import facts_of, proposal
from reports.scoring.views.access import scoring_for, unit_in

PDF_TYPE = "application/pdf"


@require_http_methods(["GET", "POST"])
def appraisal(request: HttpRequest, year: int, department: int) -> HttpResponse:
    """The unit's score beside the appraised one, with what the facts propose."""
    check(permissions.read, request.user, None)
    scoring = scoring_for(year)
    unit = unit_in(scoring, department)
    writes = allows(permissions.appraise, request.user, unit)
    sheet = reading.one(scoring, unit)
    groups = forms_of(AppraisalForm, sheet, request.POST or None)
    refused = ""
    if request.method == "POST":
        check(permissions.appraise, request.user, unit)
        seen, entries = SeenForm(request.POST), entries_of(groups)
        if entries is not None:
            version = seen.cleaned_data["seen"] if seen.is_valid() else -1
            try:
                editing.appraise(scoring.period, unit, entries, seen=version, by=request.user, at=request.now)
            except Refused as refusal:
                refused = str(refusal)
            else:
                messages.success(request, _("The appraised score has been saved."))
                return redirect("scoring:appraisal", year=year, department=department)
        sheet = reading.one(scoring, unit)
    facts = facts_of(scoring.period, unit, timezone.localdate(request.now))
    context = {
        "scoring": scoring,
        "reading": sheet,
        "groups": [(g, [(form, proposal(form.line.item, facts)) for form in rows]) for g, rows in groups],
        "refused": refused,
        "wrong": request.method == "POST" and not refused,
        "writes": writes,
        "why_not": permissions.appraise(request.user, unit),
        "seen": sheet.score.appraisal_version if sheet.score else 0,
    }
    return render(request, "scoring/appraisal.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def hand_back(request: HttpRequest, year: int, department: int) -> HttpResponse:
    """Let the unit correct what it gave itself."""
    check(permissions.read, request.user, None)
    scoring = scoring_for(year)
    unit = unit_in(scoring, department)
    score = get_object_or_404(UnitScore.objects.of_period(scoring.period).with_items(), department=unit)
    try:
        editing.hand_back(score, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The unit can correct its self-score."))
    return redirect("scoring:appraisal", year=year, department=department)


@require_safe
def paper(request: HttpRequest, year: int, department: int, extension: str) -> HttpResponse:
    """PL 11 of one unit: `pdf` or `xlsx`."""
    check(permissions.read, request.user, None)
    scoring = scoring_for(year)
    sheet = reading.one(scoring, unit_in(scoring, department))
    name = f"cham-diem-noi-bo-{year}-{sheet.department.code}.{extension}"
    if extension == "xlsx":
        return _file(papers.sheet_workbook(sheet), excel.MEDIA_TYPE, name)
    division = Department.objects.coordinators().order_by("pk").first()
    if extension != "pdf" or division is None:
        raise Http404
    document = papers.sheet_paper(scoring, sheet, division, timezone.localdate(request.now))
    return _file(render_pdf(document).pdf, PDF_TYPE, name)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
