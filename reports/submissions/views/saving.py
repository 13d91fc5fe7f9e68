"""Saving one answer in the background, and who else is there. The page without JavaScript never comes here."""

import json
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from departments.browser import owner_of
from departments.permissions import Refused, allows
from reports.submissions import answers, checks, filling, permissions, presence, versions
from reports.submissions import material as materials
from reports.submissions.filling import Row, Sheet
from reports.submissions.forms import prefix_of
from reports.submissions.models import AnnualReport
from reports.submissions.sections import BY_SLUG, section_of
from reports.submissions.views.access import own_report

TAB_LIMIT = 40


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, key: str) -> JsonResponse:
    """POST: save this one answer; GET: how it stands now, for a page on which a colleague has changed it."""
    found = own_report(request, pk)
    material = materials.of(found)
    if key not in {prefix_of(row) for row in (*material.values, *material.narratives)}:
        raise Http404
    if request.method == "POST":
        return _save(request, material, key)
    sheet = Sheet(material, _section_of(material, key))
    fresh = _state(request, sheet, key, "fresh")
    return JsonResponse(fresh | {"entries": _entries(sheet, key), "by": str(sheet.forms[key].answer.updated_by or "")})


def _section_of(material: materials.Material, key: str):
    code = next(row.code for row in (*material.values, *material.narratives) if prefix_of(row) == key)
    return section_of(code)


def _save(request: HttpRequest, material: materials.Material, key: str) -> JsonResponse:
    section = _section_of(material, key)
    sheet = Sheet(material, section, request.POST, dropped=_all_but(material, key))
    tab = request.POST.get("tab", "")[:TAB_LIMIT]
    try:
        saved = answers.save_answers(material.report, sheet.changes(), by=request.user, at=request.now, tab=tab)
    except Refused as refusal:
        return JsonResponse({"state": "refused", "message": str(refusal)}, status=409)
    fresh = sheet.after(materials.of(own_report(request, material.report.pk)), saved)
    state = "conflict" if saved.conflicts else "invalid" if sheet.invalid else "saved"
    return JsonResponse(_state(request, fresh, key, state))


def _all_but(material: materials.Material, key: str) -> frozenset[str]:
    return frozenset({prefix_of(row) for row in (*material.values, *material.narratives)} - {key})


def _state(request: HttpRequest, sheet: Sheet, key: str, state: str) -> dict[str, Any]:
    """What the page needs to show of the answer, the totals that follow from it, and the progress."""
    material = sheet.material
    report = material.report
    problems = checks.problems_of(report, material)
    figures, texts = filling.rows_of(sheet, request.user, problems)
    rows = {row.key: row for row in (*figures, *texts)}
    row = rows[key]
    may_assign = allows(permissions.assign, request.user, report)
    context = {"report": report, "section": sheet.section, "may_save": True, "may_assign": may_assign}
    overview = filling.overview_of(material, problems)
    return {
        "state": state,
        "seen": row.answer.version,
        "base": json.dumps(versions.content(row.answer), ensure_ascii=False),
        "beside": _html("submissions/section/_beside.html", context | {"row": row}, request),
        "echo": _html("submissions/section/_echo.html", context | {"row": row}, request),
        "evidence": _html("submissions/section/_evidence.html", context | {"row": row}, request),
        "time": f"{timezone.localtime(request.now):%H:%M}",
        "totals": [_total(one) for one in figures if one.is_automatic],
        "steps": _html("submissions/section/_steps.html", context | {"overview": overview}, request),
    }


def _total(row: Row) -> dict[str, Any]:
    base = json.dumps(versions.content(row.answer), ensure_ascii=False)
    return {"key": row.key, "shown": row.shown or "–", "seen": row.answer.version, "base": base}


def _entries(sheet: Sheet, key: str) -> dict[str, Any]:
    """What stands in the boxes, by the names of the boxes."""
    form = sheet.forms[key]
    return {form.add_prefix(name): form[name].value() for name in form.fields if name not in ("seen", "base")}


def _html(template: str, context: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string(template, context, request).strip()


@require_http_methods(["GET", "POST"])
def presence_of(request: HttpRequest, pk: int) -> JsonResponse:
    """POST: the page says that it is open. Both: who is signed in here, who else is there, what they have changed."""
    report = own_report(request, pk)
    slug = request.POST.get("section", "")
    if slug in BY_SLUG and allows(permissions.fill, request.user, report):
        presence.note(report, request.user, slug, request.now)
    people = [{"name": c.name, "section": c.section, "here": c.slug == slug} for c in _others(request, report)]
    return JsonResponse(
        {
            "owner": owner_of(request.user),
            "csrf": get_token(request),
            "people": people,
            "versions": versions.of_report(report),
        }
    )


def _others(request: HttpRequest, report: AnnualReport) -> list[presence.Colleague]:
    return presence.others(report, request.user, request.now)
