"""Evidence of one field: attach, remove, restore, download. A link alone opens nothing: each download asks who asks."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.permissions import Refused, allows
from reports.submissions import evidence, permissions, proofs, storage
from reports.submissions import material as materials
from reports.submissions.evidence import Added
from reports.submissions.forms import EvidenceForm, prefix_of
from reports.submissions.models import Evidence
from reports.submissions.problems import anchor_of
from reports.submissions.sections import section_of
from reports.submissions.views.access import own_report


@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Files and document numbers of one field (`v12` or `n12`). Asked for JSON, it says what became of each file."""
    material = materials.of(own_report(request, pk))
    answer = next((a for a in (*material.values, *material.narratives) if prefix_of(a) == key), None)
    if answer is None:
        raise Http404
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        outcome = _attach(request, answer, form)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(_plain(outcome), status=200 if outcome.attached or not outcome.refused else 422)
        _say(request, outcome)
        if outcome.attached:
            return redirect("submissions:attach", pk=pk, key=key)
    attached = [item.pk for item in material.evidence_of(answer)]
    context = {
        "report": material.report,
        "answer": answer,
        "proofs": list(proofs.known(material.report, attached, request.user).values()),
        "removed": evidence.removed_from(answer),
        "form": form,
        "may_attach": allows(permissions.fill, request.user, material.report)
        and material.report.accepts_edits_of(answer.code),
        "back": _field(material.report.pk, answer.code),
    }
    return render(request, "submissions/evidence/page.html", context)


def _field(pk: int, code: str) -> str:
    """The field on the page of its section."""
    address = reverse("submissions:section", kwargs={"pk": pk, "slug": section_of(code).slug})
    return f"{address}#{anchor_of(code)}"


def _attach(request: HttpRequest, answer, form: EvidenceForm) -> Added:
    """Attach what was sent; whatever was not is explained in `refused`."""
    if not form.is_valid():
        return Added(refused=[text for texts in form.errors.values() for text in texts])
    files, reference = request.FILES.getlist("files"), form.cleaned_data["reference"]
    cut_off = [
        f"{evidence.clean_name(name)}: {evidence.too_large()}" for name in getattr(request, "oversize_uploads", [])
    ]
    try:
        outcome = evidence.add_files(answer, files, by=request.user, at=request.now)
        if reference or not (files or cut_off):
            added = evidence.add_reference(answer, reference, by=request.user, at=request.now)
            outcome.attached += added.attached
            outcome.remarks += added.remarks
    except Refused as refusal:
        outcome = Added(refused=[str(refusal)])
    outcome.refused += cut_off
    return outcome


def _say(request: HttpRequest, outcome: Added) -> None:
    for text in outcome.remarks:
        messages.warning(request, text)
    for text in outcome.refused:
        messages.error(request, text)
    if outcome.attached:
        messages.success(request, _("Attached: %(count)s.") % {"count": len(outcome.attached)})


def _plain(outcome: Added) -> dict:
    attached = [
        {
            "id": item.pk,
            "name": item.name,
            "size": filesizeformat(item.file.size) if item.file else "",
            "url": reverse("submissions:download", args=[item.pk]) if item.file else "",
        }
        for item in outcome.attached
    ]
    return {"attached": attached, "refused": outcome.refused, "remarks": outcome.remarks}


def _item(request: HttpRequest, pk: int) -> Evidence:
    rows = Evidence.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("value__indicator", "narrative__question"), pk=pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one piece of evidence off its field."""
    item = _item(request, pk)
    try:
        evidence.remove(item, by=request.user, at=request.now)
        text = _("“%(name)s” is no longer attached. It can be restored until the report is submitted.")
        messages.info(request, text % {"name": item.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("submissions:attach", pk=item.report_id, key=prefix_of(item.answer))


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what was removed since the last submission."""
    item = _item(request, pk)
    try:
        evidence.restore(item, by=request.user, at=request.now)
        messages.success(request, _("“%(name)s” is attached again.") % {"name": item.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("submissions:attach", pk=item.report_id, key=prefix_of(item.answer))


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes, always as a file to save: never shown as a page of this site."""
    files = Evidence.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    item = get_object_or_404(files, pk=pk)
    try:
        content = storage.path_of(item.file.sha256).open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(content, as_attachment=True, filename=item.name, content_type=item.file.media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
