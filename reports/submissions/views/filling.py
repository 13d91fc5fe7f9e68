"""Filling in: one page per section. Saving needs no JavaScript; what could not be saved stays in its box."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments import transitions
from departments.browser import key_of, owner_of
from departments.permissions import Refused, allows
from reports.submissions import (
    answers,
    checks,
    copying,
    deadlines,
    evidence,
    filling,
    permissions,
    presence,
    standing,
    workflow,
)
from reports.submissions import material as materials
from reports.submissions.filling import Sheet
from reports.submissions.forms import NothingForm, prefix_of
from reports.submissions.models import AnnualReport, Evidence
from reports.submissions.sections import BY_SLUG
from reports.submissions.views.access import own_report, report_for


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The door of a report: to the first unfinished section for those who fill it in, else to reading."""
    found = report_for(request, pk)
    if not allows(permissions.fill, request.user, found):
        return redirect("submissions:read", pk=pk)
    material = materials.of(found)
    sections = material.sections
    unfinished = [s for s in sections if not standing.progress_of(material, s).is_complete]
    return redirect("submissions:section", pk=pk, slug=(unfinished or sections)[0].slug)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One section: show its boxes; on POST save what can be saved and go where the pressed button leads."""
    found = own_report(request, pk)
    material = materials.of(found)
    if BY_SLUG[slug] not in material.sections:
        raise Http404
    if request.method == "POST":
        return _save(request, material, slug)
    if not allows(permissions.fill, request.user, found):
        return redirect("submissions:read", pk=pk)
    return _page(request, Sheet(material, BY_SLUG[slug]))


def _save(request: HttpRequest, material: materials.Material, slug: str) -> HttpResponse:
    then, _colon, target = request.POST.get("then", "").partition(":")
    dropped = frozenset({target} if then == "theirs" else ())
    sheet = Sheet(material, BY_SLUG[slug], request.POST, dropped)
    try:
        saved = answers.save_answers(material.report, sheet.changes(), by=request.user, at=request.now)
    except Refused as refusal:
        return _page(request, sheet, refused=str(refusal), status=409)
    if sheet.invalid or saved.conflicts:
        fresh = materials.of(_again(request, material.report))
        status = 409 if saved.conflicts else 422
        return _page(request, sheet.after(fresh, saved), saved=len(saved.saved), status=status)
    return _go_on(request, material, slug, then, target)


def _again(request: HttpRequest, report: AnnualReport) -> AnnualReport:
    return own_report(request, report.pk)


def _go_on(request: HttpRequest, material: materials.Material, slug: str, then: str, target: str) -> HttpResponse:
    """After everything was saved: the next section, the check page, evidence of one field, or the same page."""
    pk = material.report.pk
    slugs = [s.slug for s in material.sections]
    if then == "next" and slug != slugs[-1]:
        return redirect("submissions:section", pk=pk, slug=slugs[slugs.index(slug) + 1])
    if then in ("next", "check"):
        return redirect("submissions:check", pk=pk)
    if then == "attach":
        return redirect("submissions:attach", pk=pk, key=target)
    if then == "remove" and target.isdecimal():
        _remove(request, material.report, int(target))
    if then == "register":
        _take_count(request, material.report, target)
    if then == "copy":
        _copy(request, materials.of(_again(request, material.report)), target)
    messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime(request.now):%H:%M}"})
    return redirect(reverse("submissions:section", kwargs={"pk": pk, "slug": slug}))


def _remove(request: HttpRequest, report: AnnualReport, pk: int) -> None:
    item = Evidence.objects.visible_to(request.user).attached().filter(report=report, pk=pk).first()
    if item is None:
        return
    try:
        evidence.remove(item, by=request.user, at=request.now)
        messages.info(request, _("“%(name)s” is no longer attached.") % {"name": item.name})
    except Refused as refusal:
        messages.error(request, str(refusal))


def _take_count(request: HttpRequest, report: AnnualReport, code: str) -> None:
    try:
        answers.take_count(report, code, by=request.user, at=request.now)
        messages.info(request, _("%(code)s follows the register from now on.") % {"code": code})
    except Refused as refusal:
        messages.error(request, str(refusal))


def _copy(request: HttpRequest, material: materials.Material, key: str) -> None:
    """Last year's content of the field, after everything else on the page was saved."""
    answer = next((row for row in (*material.values, *material.narratives) if prefix_of(row) == key), None)
    if answer is None:
        return
    try:
        copying.copy_forward(material, answer, by=request.user, at=request.now)
        messages.info(request, _("Last year's content was taken over into %(code)s.") % {"code": answer.code})
    except Refused as refusal:
        messages.error(request, str(refusal))


def _page(request: HttpRequest, sheet: Sheet, *, saved: int | None = None, refused: str = "", status: int = 200):
    material = sheet.material
    report = material.report
    problems = checks.problems_of(report, material)
    deadline = deadlines.of_report(report, timezone.localdate(request.now))
    figures, texts = filling.rows_of(sheet, request.user, problems)
    slugs = [s.slug for s in material.sections]
    context = {
        "report": report,
        "section": sheet.section,
        "last_year_number": report.period.year - 1,
        "is_last": sheet.section.slug == slugs[-1],
        "figures": figures,
        "texts": texts,
        "is_open": any(row.is_open for row in (*figures, *texts)),
        "overview": filling.overview_of(material, problems),
        "invalid": len(sheet.invalid) if sheet.data is not None else 0,
        "conflicts": len(sheet.conflicts),
        "saved": saved,
        "refused": refused,
        "last_saved": standing.last_saved([*material.values, *material.narratives]),
        "deadline": deadline,
        "may_ask": deadline.may_ask(request.user, report.department_id),
        "tone": standing.TONES[report.state],
        "handing": {"why_not": transitions.why_not(report, workflow.HAND_TO_HEAD, request.user)},
        "signing": {"why_not": transitions.why_not(report, workflow.SUBMIT, request.user)},
        "may_save": not refused,
        "may_assign": allows(permissions.assign, request.user, report),
        "local": {"owner": owner_of(request.user), "key": key_of(request.user)},
        "colleagues": presence.others(report, request.user, request.now),
        "sent_back": standing.sent_back(report),
    }
    return render(request, "submissions/section/page.html", context, status=status)


@require_POST
def nothing(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report, or what is blank in one section, has nothing to report."""
    found = own_report(request, pk)
    form = NothingForm(request.POST)
    slug = request.POST.get("section", "")
    back = reverse("submissions:section", kwargs={"pk": pk, "slug": slug}) if slug in BY_SLUG else None
    try:
        if not form.is_valid():
            raise Refused(_("Please give the reason in at most 2,000 characters."))
        reason = form.cleaned_data["reason"]
        if slug in BY_SLUG:
            answers.nothing_in_section(found, BY_SLUG[slug], reason, by=request.user, at=request.now)
        else:
            answers.nothing_in_report(found, form.cleaned_data["is_nothing"], reason, by=request.user, at=request.now)
        messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime(request.now):%H:%M}"})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back or reverse("submissions:check", kwargs={"pk": pk}))
