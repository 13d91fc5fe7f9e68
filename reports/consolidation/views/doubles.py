"""What several units reported: side by side, for a person to say whether it counts once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from departments.permissions import Refused, allows, check
from departments.transitions import StalePage
from reports.consolidation import deciding, gathering, permissions
from reports.consolidation.deciding import Question
from reports.consolidation.double_reading import periods_of
from reports.consolidation.forms import DoubleForm
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.views.workbench import report_of


@require_GET
def doubles(request, pk: int):
    """Every suspected double as it stands now, those nobody has decided first."""
    report = report_of(request, pk)
    if not allows(permissions.read_draft, request.user, report):
        raise Http404
    return _page(request, report, deciding.questions_of(periods_of(report.period)))


@require_POST
def decide(request, pk: int):
    """One decision; what was typed stays on the page when it is refused."""
    report = report_of(request, pk)
    check(permissions.edit, request.user, report)
    questions = deciding.questions_of(periods_of(report.period))
    question = next((q for q in questions if q.token == request.POST.get("token")), None)
    if question is None:
        return _changed(request, pk)
    form = DoubleForm(question, _names(), request.POST)
    if form.is_valid():
        try:
            deciding.decide(report, by=request.user, at=request.now, **form.decision)
        except StalePage:
            return _changed(request, pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision has been recorded. It counts from the next compilation."))
            return redirect("consolidation:doubles", pk=pk)
    return _page(request, report, questions, form, status=422)


def _changed(request, pk: int):
    messages.error(request, _("This list has changed since the page was opened. Please look at it again."))
    return redirect("consolidation:doubles", pk=pk)


def _names() -> dict[str, str]:
    return {unit["code"]: unit["name"] for unit in gathering.unit_names()}


def _page(request, report: ConsolidatedReport, questions: list[Question], typed: DoubleForm | None = None, status=200):
    names = _names()
    forms = [
        typed if typed and typed.question.token == question.token else DoubleForm(question, names)
        for question in questions
    ]
    context = {
        "report": report,
        "open_forms": [form for form in forms if not form.question.row["verdict"]],
        "decided_forms": [form for form in forms if form.question.row["verdict"]],
        "may_decide": allows(permissions.edit, request.user, report),
        "several_years": report.period.is_review,
        "names": names,
    }
    return render(request, "consolidation/figures/doubles.html", context, status=status)
