"""HC-TC tries the coming form as any unit sees it; nothing typed here is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign.models import ReportingPeriod
from departments.models import Department
from departments.permissions import check
from reports.submissions import checks, filling, permissions, trying
from reports.submissions import material as materials
from reports.submissions.filling import Sheet
from reports.submissions.sections import BY_SLUG


def _period(request: HttpRequest, pk: int) -> ReportingPeriod:
    periods = ReportingPeriod.objects.visible_to(request.user).select_related("campaign", "phase")
    found = get_object_or_404(periods, pk=pk, office_level_only=False)
    check(permissions.try_form, request.user, found)
    return found


@require_safe
def choose(request: HttpRequest, period: int) -> HttpResponse:
    """To the form of the first unit the period asks."""
    found = _period(request, period)
    unit = found.units().order_by("order", "pk").first()
    if unit is None:
        raise Http404
    return redirect("submissions:trial", period=found.pk, department=unit.pk, slug=next(iter(BY_SLUG)))


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, period: int, department: int, slug: str) -> HttpResponse:
    """One section, as it would stand on the unit's first visit; POST shows what the checks would say."""
    found = _period(request, period)
    units = found.units().order_by("order", "pk")
    unit = get_object_or_404(units, pk=department)
    with trying.trial(found, unit, by=request.user, at=request.now) as report:
        material = materials.of(report)
        if not material.sections:
            return _page(request, found, unit, units, None, {})
        section = BY_SLUG[slug] if BY_SLUG[slug] in material.sections else material.sections[0]
        sheet = Sheet(material, section)
        if request.method == "POST":
            sheet = Sheet(material, section, trying.renamed(request.POST, material))
            material = trying.typed_in(sheet, by=request.user, at=request.now)
            sheet = Sheet(material, section, sheet.data)
        problems = checks.problems_of(report, material)
        figures, texts = filling.rows_of(sheet, request.user, problems if request.method == "POST" else [])
        context = {
            "report": report,
            "section": section,
            "sections": material.sections,
            "figures": figures,
            "texts": texts,
            "names": trying.names_of(material),
            "last_year_number": found.year - 1,
        }
        return _page(request, found, unit, units, section, context)


def _page(request: HttpRequest, period, unit: Department, units, section, context: dict) -> HttpResponse:
    shown = {"period": period, "unit": unit, "units": units, "section": section, "title": _("Trying the form")}
    return render(request, "submissions/section/trial.html", shown | context)
