"""The inspection log: list, one inspection with its findings, and what is done with a finding."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments import transitions
from departments.permissions import Refused, allows, check
from reports.oversight import editing, exports, permissions, workflow
from reports.oversight.forms import FindingForm, HowForm, InspectionForm, NoteForm
from reports.oversight.models import Finding, Inspection
from reports.oversight.views.listing import Chosen, page_of, seen_in, workbook

MOVES = {move.name: move for move in workflow.TRANSITIONS}
#: Moves that come with an account of what was done; the others with a reason.
WITH_ACCOUNT = (workflow.REPORT.name, workflow.RESOLVE.name)


def _rows(request: HttpRequest, chosen: Chosen) -> QuerySet[Inspection]:
    check(permissions.read_inspections, request.user, None)
    return chosen.among(Inspection.objects.visible_to(request.user).present()).for_listing()


@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """Inspections by HC-TC, the newest first; a unit sees those that concern it."""
    chosen = Chosen.of(request)
    context = {
        "page": page_of(request, _rows(request, chosen)),
        "chosen": chosen,
        "records": allows(permissions.record, request.user, None),
    }
    return render(request, "oversight/inspections/list.html", context)


@require_safe
def inspections_workbook(request: HttpRequest) -> HttpResponse:
    rows = list(_rows(request, Chosen.of(request)))
    findings = Finding.objects.visible_to(request.user).of_inspections(rows).for_listing()
    return workbook(exports.inspections_workbook(rows, findings), "kiem-tra-giam-sat")


def _visible(request: HttpRequest, pk: int) -> Inspection:
    return get_object_or_404(Inspection.objects.visible_to(request.user).present(), pk=pk)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, Inspection(), _("Record an inspection"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _visible(request, pk), _("Correct the inspection"))


def _form(request: HttpRequest, inspection: Inspection, heading: str) -> HttpResponse:
    check(permissions.record, request.user, inspection)
    form = InspectionForm(request.POST or None, instance=inspection, today=timezone.localdate(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            saved = editing.save_inspection(
                form.instance, form.cleaned_data["units"], by=request.user, at=request.now, seen=seen_in(request)
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The inspection is in the log."))
            return redirect("oversight:inspection", pk=saved.pk)
    seen = seen_in(request) or inspection.version
    context = {"form": form, "heading": heading, "inspection": inspection, "seen": seen}
    return render(request, "oversight/inspections/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _page(request: HttpRequest, shown: Inspection, *, status: int = 200, **given) -> HttpResponse:
    """`given`: a form that was refused, by the name it has on the page."""
    records = allows(permissions.record, request.user, shown)
    findings = list(Finding.objects.visible_to(request.user).of_inspections([shown]).for_listing())
    refused: dict[int, dict] = given.get("refused", {})
    for finding in findings:
        finding.moves = transitions.possible(finding, workflow.TRANSITIONS, request.user)
        again = refused.get(finding.pk, {})
        today = timezone.localdate(request.now)
        finding.how_form = again.get("how") or HowForm(finding=finding, today=today)
        finding.note_form = again.get("note") or NoteForm(finding=finding)
        finding.account_move = next((move for move in finding.moves if move.name in WITH_ACCOUNT), None)
        finding.other_moves = [move for move in finding.moves if move.name not in WITH_ACCOUNT]
        finding.is_refused = bool(again)
    context = {
        "inspection": shown,
        "findings": findings,
        "records": records,
        "today": timezone.localdate(request.now),
        "new_finding": given.get("new_finding") or (FindingForm(inspection=shown) if records else None),
        "removing": given.get("removing", ""),
    }
    return render(request, "oversight/inspections/page.html", context, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _visible(request, pk)
    try:
        reason = request.POST.get("reason", "")[:2_000]
        editing.remove_inspection(shown, reason, by=request.user, at=request.now, seen=seen_in(request))
    except transitions.NoteRequired as refusal:
        return _page(request, shown, status=422, removing=str(refusal))
    messages.success(request, _("The inspection was taken out of the log."))
    return redirect("oversight:inspections")


@require_POST
def add_finding(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _visible(request, pk)
    check(permissions.record, request.user, shown)
    form = FindingForm(request.POST, inspection=shown)
    if not form.is_valid():
        return _page(request, shown, status=422, new_finding=form)
    made = editing.add_finding(shown, form.instance, by=request.user, at=request.now)
    messages.success(request, _("The shortcoming is recorded. The unit concerned has been told."))
    return redirect(f"{_address(made)}")


def _address(finding: Finding) -> str:
    return redirect("oversight:inspection", pk=finding.inspection_id).url + f"#f{finding.pk}"


@require_POST
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Report, confirm, send back, record as put right, open again."""
    finding = get_object_or_404(Finding.objects.visible_to(request.user).for_listing(), pk=pk)
    if name not in MOVES:
        raise Http404
    check(MOVES[name].rule, request.user, finding)
    if name in WITH_ACCOUNT:
        form = HowForm(request.POST, finding=finding, today=timezone.localdate(request.now))
        place = "how"
    else:
        form, place = NoteForm(request.POST, finding=finding), "note"
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            transitions.move(
                finding, MOVES[name], by=request.user, at=request.now, note=data.pop("note", ""),
                seen=seen_in(request), **data,
            )  # fmt: skip
        except transitions.NoteRequired as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect(_address(finding))
    return _page(request, finding.inspection, status=422, refused={finding.pk: {place: form}})
