"""HC-TC: the targets of all units in one sheet; dry run, then all or nothing, recorded as given by HC-TC."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.file_types import RefusedFile
from departments.permissions import Refused, check
from reports.documents.content import ContentError
from reports.documents.sheets import UnreadableSheet
from reports.targets import exports, importing, permissions, workflow
from reports.targets.forms import ConfirmForm, WorkbookForm
from reports.targets.models import TargetRound
from reports.targets.views.access import round_for
from reports.targets.views.workbooks import confirmed, file_of, received, seal


@require_safe
def download(request: HttpRequest, year: int) -> HttpResponse:
    """The sheet to fill in, for the units that have not sent their own registration."""
    check(permissions.record, request.user, None)
    try:
        return file_of(exports.office_workbook(round_for(request, year)), f"chi-tieu-{year}-cac-don-vi.xlsx")
    except ContentError as problem:
        messages.error(request, str(problem))
        return redirect("targets:office_upload", year=year)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, year: int) -> HttpResponse:
    """Choose the sheet; then what it would record, or every problem in it. Nothing is written."""
    check(permissions.record, request.user, None)
    found = round_for(request, year)
    if request.method == "GET":
        return _page(request, found)
    try:
        name, content = received(request)
        run = importing.read_office(content, found)
    except (RefusedFile, UnreadableSheet) as refusal:
        return _page(request, found, refused=refusal.reason, status=422)
    if run.problems:
        return _page(request, found, run=run, name=name, status=422)
    sealed = seal(request, {"year": year, "name": name, "entries": run.entries})
    return _page(request, found, run=run, name=name, sealed=sealed)


@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    """Record what the dry run found: every unit or none."""
    check(permissions.record, request.user, None)
    found, sent = round_for(request, year), confirmed(request)
    if sent is None or sent.get("year") != year:
        messages.error(request, _("The check of the workbook is too old. Nothing was written; please choose it again."))
        return redirect("targets:office_upload", year=year)
    try:
        count = workflow.record_sheet(found, sent["entries"], sent["name"], by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("targets:office_upload", year=year)
    text = ngettext(
        "The targets of %(n)s unit were recorded as given by HC-TC.",
        "The targets of %(n)s units were recorded as given by HC-TC.",
        count,
    )
    messages.success(request, text % {"n": count})
    return redirect(f"{reverse('targets:list')}?year={year}")


def _page(request: HttpRequest, found: TargetRound, *, run=None, name="", sealed="", refused="", status=200):
    context = {
        "round": found,
        "heading": _("Targets of all units from one sheet"),
        "subject": _("Year %(year)s") % {"year": found.year},
        "run": run,
        "name": name,
        "refused": refused,
        "confirm_form": ConfirmForm(initial={"found": sealed}),
        "download_url": reverse("targets:office_workbook", args=[found.year]),
        "upload_url": reverse("targets:office_upload", args=[found.year]),
        "confirm_url": reverse("targets:office_confirm", args=[found.year]),
        "back": f"{reverse('targets:list')}?year={found.year}",
        "form": WorkbookForm(),
    }
    return render(request, "targets/workbook.html", context, status=status)
