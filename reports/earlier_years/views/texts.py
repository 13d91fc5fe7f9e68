"""Texts of a year typed from paper, by heading, for the Office or one unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaign import paper_entry
from departments.permissions import check
from reports.earlier_years import layout, permissions, reading
from reports.earlier_years.forms import TextsForm
from reports.earlier_years.models import EarlierReport
from reports.earlier_years.views.access import checked_year, owner_of


@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, year: int) -> HttpResponse:
    """One box per heading; blank takes a text away again."""
    check(permissions.enter, request.user, None)
    checked_year(request, year)
    units = reading.units_of(year)
    owner = owner_of(request, units)
    form = _form(request, year, owner)
    if request.method == "POST" and form.is_valid():
        try:
            return _write(request, year, owner, form)
        except paper_entry.ReasonRequired as refusal:
            form.add_error("reason", str(refusal))
    context = {"form": form, "year": year, "owner": owner, "units": units}
    return render(request, "earlier_years/texts.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, year: int, owner) -> TextsForm:
    scope, rows = reading.scope_of(year, [owner]), reading.entered(year)
    known = {code: row for (unit, code), row in rows.texts.items() if unit == layout.code_of(owner)}
    kept = EarlierReport.objects.visible_to(request.user).for_year(year).first()
    source = next((row.source for row in known.values()), kept.source if kept else "")
    questions = [row for row in scope.questions if scope.asks(owner, row)]
    return TextsForm(request.POST or None, questions=questions, known=known, initial={"source": source})


def _write(request: HttpRequest, year: int, owner, form: TextsForm) -> HttpResponse:
    codes = paper_entry.enter_texts(
        year, owner, form.entries(), source=form.cleaned_data["source"], by=request.user, at=request.now,
        reason=form.cleaned_data["reason"],
    )  # fmt: skip
    done = ngettext("%(n)s text was kept.", "%(n)s texts were kept.", len(codes)) % {"n": len(codes)}
    messages.success(request, done if codes else _("Nothing was different; nothing was changed."))
    return redirect(request.get_full_path())
