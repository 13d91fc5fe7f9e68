"""Saving one answer in the background, and who else is there. The page without JavaScript never comes here.

Saving answers at once with no more than the answer itself; what the checks say is asked for when the typing pauses.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from departments.browser import owner_of
from departments.permissions import Refused, allows
from reports.submissions import answers, checks, filling, permissions, presence, sums, versions
from reports.submissions import material as materials
from reports.submissions.filling import Row, Sheet
from reports.submissions.forms import AnswerForm, form_for, prefix_of
from reports.submissions.models import AnnualReport, IndicatorValue, Narrative
from reports.submissions.sections import BY_SLUG, section_of
from reports.submissions.views.access import report_to_fill

TAB_LIMIT = 40
MANY = 30  # answers looked at again in one request


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, key: str) -> JsonResponse:
    """POST: save this one answer. GET: how it stands now, what the checks say of it, and how the report stands."""
    report = report_to_fill(request, pk)
    found = answers.find(report, key)
    if found is None:
        raise Http404
    return _save(request, report, found) if request.method == "POST" else _look(request, report, found)


def _save(request: HttpRequest, report: AnnualReport, found: IndicatorValue | Narrative) -> JsonResponse:
    form = form_for(found, is_automatic=sums.is_automatic_in(report, found), data=request.POST)
    if not form.is_valid():
        return _told(request, report, Row.bare(found, form), "invalid")
    tab = request.POST.get("tab", "")[:TAB_LIMIT]
    try:
        saved = answers.save_answers(report, [form.change()], by=request.user, at=request.now, tab=tab)
    except Refused as refusal:
        return JsonResponse({"state": "refused", "message": str(refusal)}, status=409)
    if saved.conflicts:
        (conflict,) = saved.conflicts
        return _told(request, report, Row.bare(conflict.answer, form, conflict), "conflict")
    (fresh,) = saved.saved or saved.unchanged
    sent = versions.plain(form.change().fields)
    if any(versions.content(fresh)[name] != value for name, value in sent.items()):
        return JsonResponse({"state": "moved"})  # left as it was shown, while a colleague changed it: show theirs
    return _told(request, report, Row.bare(fresh, form_for(fresh)), "saved")


def _told(request: HttpRequest, report: AnnualReport, row: Row, state: str) -> JsonResponse:
    context = {"report": report, "row": row, "may_save": True}
    return JsonResponse(
        {
            "state": state,
            "seen": row.answer.version,
            "base": _base(row.answer),
            "time": f"{timezone.localtime(request.now):%H:%M}",
            "words": _html("submissions/section/_words_of.html", context),
            "beside": "" if state == "saved" else _html("submissions/section/_beside.html", context),
        }
    )


def _look(request: HttpRequest, report: AnnualReport, found: IndicatorValue | Narrative) -> JsonResponse:
    """`also` names other answers of the section that were saved since the page last looked."""
    material = materials.of(report)
    sheet = Sheet(material, section_of(found.code))
    problems = checks.problems_of(report, material)
    figures, texts = filling.rows_of(sheet, request.user, problems)
    rows = {row.key: row for row in (*figures, *texts)}
    key = prefix_of(found)
    wanted = {key, *request.GET.get("also", "").split(",")[:MANY]} & set(rows)
    common = {
        "report": report,
        "section": sheet.section,
        "may_save": True,
        "may_assign": allows(permissions.assign, request.user, report),
    }
    overview = filling.overview_of(material, problems)
    return JsonResponse(
        {
            "seen": rows[key].answer.version,
            "base": _base(rows[key].answer),
            "entries": _entries(sheet.forms[key]),
            "by": str(rows[key].answer.updated_by or ""),
            "rows": {name: _parts(rows[name], common, request) for name in wanted},
            "totals": [_total(row) for row in figures if row.is_automatic],
            "steps": _html("submissions/section/_steps.html", common | {"overview": overview}, request),
        }
    )


def _parts(row: Row, common: dict[str, Any], request: HttpRequest) -> dict[str, str]:
    context = common | {"row": row}
    names = {"beside": "_beside", "echo": "_echo", "words": "_words_of", "evidence": "_evidence"}
    return {part: _html(f"submissions/section/{name}.html", context, request) for part, name in names.items()}


def _total(row: Row) -> dict[str, Any]:
    return {"key": row.key, "shown": row.shown or "–", "seen": row.answer.version, "base": _base(row.answer)}


def _base(found: IndicatorValue | Narrative) -> str:
    return json.dumps(versions.content(found), ensure_ascii=False)


def _entries(form: AnswerForm) -> dict[str, Any]:
    """What stands in the boxes, by the names of the boxes."""
    return {form.add_prefix(name): form[name].value() for name in form.fields if name not in ("seen", "base")}


def _html(template: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    return render_to_string(template, context, request).strip()


@require_http_methods(["GET", "POST"])
def presence_of(request: HttpRequest, pk: int) -> JsonResponse:
    """POST: the page says that it is open. Both: who is signed in here, who else is there, what they have changed."""
    report = report_to_fill(request, pk)
    slug = request.POST.get("section", "")
    if slug in BY_SLUG and allows(permissions.fill, request.user, report):
        presence.note(report, request.user, slug, request.now)
    others = presence.others(report, request.user, request.now)
    return JsonResponse(
        {
            "owner": owner_of(request.user),
            "csrf": get_token(request),
            "people": [{"name": one.name, "section": one.section} for one in others],
            "versions": versions.of_report(report),
        }
    )
