"""Next year's period: the comparison with this year's, proposed dates, one button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import comparison, next_year, permissions
from campaign.forms import NextYearForm
from campaign.models import ReportingPeriod
from departments.permissions import Refused


@require_http_methods(["GET", "POST"])
def open_next(request, pk: int):
    """What next year would ask beside this year; on POST it is opened."""
    rows = ReportingPeriod.objects.visible_to(request.user).select_related("phase", "campaign")
    period = get_object_or_404(rows, pk=pk)
    if permissions.create_period(request.user):
        raise Http404
    if refusal := next_year.why_not(request.user, period):
        messages.error(request, str(refusal))
        return redirect("campaign:period_detail", pk=pk)
    after = next_year.following(period)
    parts = comparison.compare(period, after)
    initial = {"seen": after.version, "content": comparison.digest(parts)}
    form = NextYearForm(request.POST or None, initial=initial | next_year.proposed_dates(period, after))
    if request.method == "POST" and form.is_valid() and _opened(request, period, form):
        messages.success(request, _("The period is open. The units have been told."))
        return redirect("campaign:period_detail", pk=after.pk)
    context = {"period": period, "after": after, "parts": parts, "form": form}
    return render(request, "campaign/period/next.html", context, status=422 if form.is_bound else 200)


def _opened(request, period: ReportingPeriod, form: NextYearForm) -> bool:
    data = form.cleaned_data
    try:
        next_year.open_next(
            period, form.dates(), by=request.user, at=request.now, seen=data["seen"], read=data["content"]
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
