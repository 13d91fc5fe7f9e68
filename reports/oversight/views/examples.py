"""Model examples: those chosen to be spread, those the units wrote down, each act of spreading."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.permissions import Refused, allows, check
from reports.oversight import editing, exports, permissions, reading
from reports.oversight.forms import ExampleForm, SpreadForm
from reports.oversight.models import ModelExample
from reports.oversight.views.listing import Chosen, page_of, seen_in, workbook
from reports.registers.models import GoodExample

OFFERED = 30


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """The examples to be spread; for HC-TC also those the units wrote into their registers."""
    chosen = Chosen.of(request)
    rows = chosen.among(ModelExample.objects.visible_to(request.user)).for_listing()
    records = allows(permissions.record, request.user, None)
    year = chosen.year or timezone.localdate(request.now).year
    offered = reading.offered(request.user, year)[:OFFERED] if records else []
    context = {
        "page": page_of(request, rows),
        "chosen": chosen,
        "records": records,
        "offered_year": year,
        "offered": offered,
    }
    return render(request, "oversight/examples/list.html", context)


@require_safe
def examples_workbook(request: HttpRequest) -> HttpResponse:
    rows = Chosen.of(request).among(ModelExample.objects.visible_to(request.user)).for_listing()
    return workbook(exports.examples_workbook(rows), "dien-hinh-nhan-rong")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter an example, or take a line of a unit's register (`?row=`)."""
    check(permissions.record, request.user, None)
    number = request.GET.get("row", "")
    example = ModelExample()
    if number:
        rows = GoodExample.objects.visible_to(request.user).present().select_related("department")
        row = get_object_or_404(rows, pk=number if number.isdecimal() and len(number) < 16 else 0)
        example = ModelExample(source=row, kind=row.kind, name=row.name, department=row.department, content=row.content)
    return _form(request, example, _("Choose an example to be spread"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    example = get_object_or_404(ModelExample.objects.visible_to(request.user), pk=pk)
    return _form(request, example, _("Correct the example"))


def _form(request: HttpRequest, example: ModelExample, heading: str) -> HttpResponse:
    check(permissions.record, request.user, example)
    form = ExampleForm(request.POST or None, instance=example, today=timezone.localdate(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            saved = editing.save_example(form.instance, by=request.user, at=request.now, seen=seen_in(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The example is to be spread."))
            return redirect("oversight:example", pk=saved.pk)
    context = {"form": form, "heading": heading, "example": example, "seen": seen_in(request) or example.version}
    return render(request, "oversight/examples/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def example(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(ModelExample.objects.visible_to(request.user).for_listing(), pk=pk)
    return _page(request, shown)


def _page(request: HttpRequest, shown: ModelExample, form: SpreadForm | None = None) -> HttpResponse:
    records = allows(permissions.record, request.user, shown)
    if form is None and records:
        today = timezone.localdate(request.now)
        form = SpreadForm(today=today)
    context = {"example": shown, "records": records, "form": form}
    return render(request, "oversight/examples/page.html", context, status=422 if form and form.is_bound else 200)


@require_POST
def spread(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(ModelExample.objects.visible_to(request.user).for_listing(), pk=pk)
    check(permissions.record, request.user, shown)
    form = SpreadForm(request.POST, today=timezone.localdate(request.now))
    if not form.is_valid():
        return _page(request, shown, form)
    editing.spread(shown, form.instance, by=request.user, at=request.now)
    messages.success(request, _("Recorded."))
    return redirect("oversight:example", pk=pk)
