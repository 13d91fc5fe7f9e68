"""Evidence of one field: attach, remove, download. A link alone opens nothing: each download asks who is asking."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.permissions import Refused, allows
from reports.submissions import evidence, permissions, storage
from reports.submissions import material as materials
from reports.submissions.forms import EvidenceForm, prefix_of
from reports.submissions.models import Evidence
from reports.submissions.problems import anchor_of
from reports.submissions.sections import section_of
from reports.submissions.views.access import own_report


@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Files and document numbers of one field (`v12` or `n12`)."""
    material = materials.of(own_report(request, pk))
    answer = next((a for a in (*material.values, *material.narratives) if prefix_of(a) == key), None)
    if answer is None:
        raise Http404
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _attach(request, answer, form.cleaned_data["reference"]):
        return redirect("submissions:attach", pk=pk, key=key)
    context = {
        "report": material.report,
        "answer": answer,
        "items": material.evidence_of(answer),
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


def _attach(request: HttpRequest, answer, reference: str) -> bool:
    """Whether anything was attached; whatever was not is explained."""
    files = request.FILES.getlist("files")
    cut_off = [
        f"{evidence.clean_name(name)}: {evidence.too_large()}" for name in getattr(request, "oversize_uploads", [])
    ]
    attached = 0
    try:
        outcome = evidence.add_files(answer, files, by=request.user, at=request.now)
        attached = len(outcome.attached)
        for text in outcome.remarks:
            messages.warning(request, text)
        for text in [*cut_off, *outcome.refused]:
            messages.error(request, text)
        if reference or not (files or cut_off):
            evidence.add_reference(answer, reference, by=request.user, at=request.now)
            attached += 1
    except Refused as refusal:
        messages.error(request, str(refusal))
    if attached:
        messages.success(request, _("Attached: %(count)s.") % {"count": attached})
    return bool(attached)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one piece of evidence off its field."""
    item = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related("value__indicator", "narrative__question"), pk=pk
    )
    try:
        evidence.remove(item, by=request.user, at=request.now)
        messages.info(request, _("“%(name)s” is no longer attached.") % {"name": item.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("submissions:attach", pk=item.report_id, key=prefix_of(item.value or item.narrative))


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
