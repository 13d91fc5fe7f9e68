"""The weights: the newest version, and the next one written from it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.permissions import Refused, check
from reports.scoring import editing, permissions
from reports.scoring.forms import VersionForm, WeightForm
from reports.scoring.models import ScoreSheet


@require_http_methods(["GET", "POST"])
def weights(request: HttpRequest) -> HttpResponse:
    """Every item of the newest version with its points; saving makes a new version."""
    check(permissions.manage, request.user, None)
    sheet = ScoreSheet.objects.newest()
    if sheet is None:
        raise Http404
    rows = [WeightForm(item, request.POST or None) for item in sheet.items.order_by("order")]
    form = VersionForm(request.POST or None, initial={"title": sheet.title, "seen": sheet.number})
    if request.method == "POST" and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        data = form.cleaned_data
        seen = ScoreSheet.objects.numbered(data["seen"])
        try:
            editing.reweigh(
                seen or sheet, [row.weight for row in rows], title=data["title"], source=data["source"],
                by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("A new version of the weights has been written."))
            return redirect("scoring:weights")
    context = {"sheet": sheet, "rows": rows, "form": form, "versions": ScoreSheet.objects.with_periods()}
    return render(request, "scoring/weights.html", context, status=422 if form.is_bound else 200)
