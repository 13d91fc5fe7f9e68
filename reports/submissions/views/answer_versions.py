"""Every content an answer has had, and taking an earlier one up again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.permissions import Refused, allows
from reports.submissions import answers, copying, permissions, versions, wording
from reports.submissions import material as materials
from reports.submissions.forms import prefix_of
from reports.submissions.problems import anchor_of
from reports.submissions.sections import section_of
from reports.submissions.views.access import own_report


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The list; POST writes the content of the chosen version as a new one."""
    material = materials.of(own_report(request, pk))
    answer = next((a for a in (*material.values, *material.narratives) if prefix_of(a) == key), None)
    if answer is None:
        raise Http404
    kept = versions.of_answer(answer)
    if request.method == "POST":
        return _take_up(request, material, answer, kept)
    context = {
        "report": material.report,
        "answer": answer,
        "definition": copying.definition_of(answer),
        "versions": [(version, wording.entry(version.content)) for version in kept],
        "now": versions.content(answer),
        "key": key,
        "slug": section_of(answer.code).slug,
        "anchor": anchor_of(answer.code),
        "may_write": allows(permissions.fill, request.user, material.report)
        and material.report.accepts_edits_of(answer.code),
    }
    return render(request, "submissions/section/versions.html", context)


def _take_up(request: HttpRequest, material: materials.Material, answer, kept) -> HttpResponse:
    chosen = request.POST.get("version", "")
    version = kept.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    try:
        if version is None:
            raise Refused(_("Please choose one of the contents below. Nothing was changed."))
        answers.take_up(material.report, answer, version, by=request.user, at=request.now)
        messages.success(request, _("The earlier content stands in the field again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("submissions:versions", pk=material.report.pk, key=prefix_of(answer))
