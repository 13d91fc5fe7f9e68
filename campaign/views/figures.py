"""Results of earlier years, entered from signed papers without the workflow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaign import paper_entry, permissions
from campaign.forms import PaperFiguresForm
from campaign.models import Indicator, OfficeFigure
from campaign.views.plan import the_campaign
from departments.models import Department
from departments.permissions import check


@require_http_methods(["GET", "POST"])
def paper_figures(request, year: int):
    """Office totals of a year, or (`?unit=`) the figures of one unit."""
    check(permissions.enter_paper_figures, request.user, None)
    campaign = the_campaign()
    if not campaign.from_year <= year <= timezone.localdate(request.now).year:
        raise Http404
    code = request.GET.get("unit", "")
    unit = get_object_or_404(Department.objects.reporting(), code=code) if code else None
    form = _form(request, year, unit)
    if request.method == "POST" and form.is_valid():
        try:
            return _write(request, year, unit, form)
        except paper_entry.ReasonRequired as refusal:
            form.add_error("reason", str(refusal))
    context = {
        "form": form, "year": year, "unit": unit, "units": Department.objects.reporting().valid_in_year(year),
        "years": range(campaign.from_year, timezone.localdate(request.now).year + 1),
    }  # fmt: skip
    return render(request, "campaign/figure/page.html", context, status=422 if form.is_bound else 200)


def _form(request, year: int, unit: Department | None) -> PaperFiguresForm:
    rows = Indicator.objects.in_year(year)
    indicators = [row for row in (rows.asked_of(unit) if unit else rows) if not row.is_computed]
    known = OfficeFigure.objects.for_year(year).filter(department=unit)
    return PaperFiguresForm(
        request.POST or None, indicators=indicators, known={figure.indicator_id: figure for figure in known}
    )


def _write(request, year: int, unit: Department | None, form: PaperFiguresForm):
    codes = paper_entry.enter_figures(
        year, unit, form.entries(), source=form.cleaned_data["source"], by=request.user, at=request.now,
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    done = ngettext("%(n)s figure was kept.", "%(n)s figures were kept.", len(codes)) % {"n": len(codes)}
    messages.success(request, done if codes else _("Nothing was different; nothing was changed."))
    return redirect(request.get_full_path())
