"""Several reports accepted at once, after reading the list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.review.accepting import accept_each, lines_of
from reports.review.queue import reviewed_by


@require_http_methods(["GET", "POST"])
def accept_many(request: HttpRequest) -> HttpResponse:
    """GET shows the chosen reports; POST accepts those ticked on that list and says what became of each."""
    if request.method == "POST":
        return _accept(request)
    chosen = _numbers(request.GET.getlist("report"))
    lines = lines_of(_chosen(request, chosen), request.user)
    if not lines:
        messages.error(request, _("Please tick at least one report that you are reviewing."))
        return redirect("review:queue")
    ready = sum(line.refusal is None for line in lines)
    return render(request, "review/accept/page.html", {"lines": lines, "ready": ready})


def _accept(request: HttpRequest) -> HttpResponse:
    """`accept` carries the number and the version that was read: `12:4`."""
    pairs = [value.partition(":") for value in request.POST.getlist("accept")]
    seen = {int(pk): int(version) for pk, _colon, version in pairs if _numbers([pk]) and _numbers([version])}
    outcomes = accept_each(_chosen(request, seen), seen, by=request.user, at=request.now)
    if not outcomes:
        messages.error(request, _("Please tick at least one report that you are reviewing."))
        return redirect("review:queue")
    context = {"outcomes": outcomes, "accepted": sum(not outcome.refusal for outcome in outcomes)}
    return render(request, "review/accept/done.html", context)


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 10]


def _chosen(request: HttpRequest, numbers):
    return reviewed_by(request.user).for_listing().filter(pk__in=numbers).order_by("last_submitted_at", "pk")
