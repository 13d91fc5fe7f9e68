"""The workbench: sections of the official text beside what the units wrote."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from departments import jobs, transitions
from departments.permissions import Refused, allows
from departments.transitions import StalePage
from departments.vietnamese import TextProblem
from reports.consolidation import annexes, editing, permissions, staleness, starting, workflow
from reports.consolidation.compiled import Compiled, stored
from reports.consolidation.forms import DecisionForm, NumberForm, SectionForm
from reports.consolidation.models import ConsolidatedReport, Section
from reports.consolidation.year_sources import texts_under


def report_of(request, pk: int) -> ConsolidatedReport:
    """The report, if this person may see it."""
    reports = ConsolidatedReport.objects.visible_to(request.user)
    return get_object_or_404(reports.select_related("period__campaign", "compilation", "replaces"), pk=pk)


@dataclass(frozen=True)
class SectionLine:
    """One line of the list of sections."""

    section: Section
    is_leaf: bool
    written: int
    taken_up: int

    @property
    def is_complete(self) -> bool:
        return self.taken_up == self.written and bool(self.section.text)


def section_lines(report: ConsolidatedReport, compiled: Compiled) -> list[SectionLine]:
    leaves = {heading.code for heading in compiled.headings if heading.is_leaf}
    return [_line(section, section.code in leaves, compiled) for section in report.sections.order_by("order", "pk")]


def _line(section: Section, is_leaf: bool, compiled: Compiled) -> SectionLine:
    material = [m for m in editing.material(section, compiled) if m.text.strip()]
    return SectionLine(section, is_leaf, len(material), sum(1 for m in material if m.represented))


@require_GET
def report(request, pk: int):
    """The report at a glance: how far it is, what keeps it from going on, who has it."""
    shown = report_of(request, pk)
    return render(request, "consolidation/report/page.html", report_context(request, shown))


def report_context(request, shown: ConsolidatedReport, **forms) -> dict:
    compiled = stored(shown.compilation) if shown.compilation else None
    editable = allows(permissions.edit, request.user, shown)
    found = staleness.obstacles(shown) if shown.is_editable or shown.state == shown.State.SENT else None
    return {
        "report": shown,
        "compiled": compiled,
        "lines": section_lines(shown, compiled) if compiled else [],
        "editable": editable,
        "obstacles": found,
        "reads_drafts": allows(permissions.read_draft, request.user, shown),
        "refusals": {t.name: transitions.why_not(shown, t, request.user) for t in workflow.PERSONAL},
        "may_replace": allows(permissions.send, request.user, shown) and shown.state == shown.State.ISSUED,
        "editions": shown.editions.select_related("approved_by__staff", "recorded_by__staff").order_by("-number"),
        "annex_kinds": annexes.sendable(),
        "decision_form": forms.get("decision_form") or DecisionForm(initial={"seen": shown.version}),
        "number_form": forms.get("number_form") or NumberForm(initial={"seen": shown.version}),
        **job_context(request, shown),
    }


def job_context(request, shown: ConsolidatedReport) -> dict:
    """The newest compilation job, and whether anybody is there to do it."""
    job = starting.running_job(shown)
    is_live = job is not None and job.state in ("queued", "running")
    return {"report": shown, "job": job, "job_is_live": is_live, "worker_is_alive": jobs.worker_is_alive(request.now)}


@require_GET
def progress(request, pk: int):
    """The progress panel alone; asked for every two seconds while the job runs."""
    context = job_context(request, report_of(request, pk))
    response = render(request, "consolidation/report/_job.html", context)
    if not context["job_is_live"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def compile_again(request, pk: int):
    shown = report_of(request, pk)
    try:
        transitions.move(shown, workflow.COMPILE, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The compilation has begun."))
    return redirect("consolidation:report", pk=pk)


@require_POST
def choose_annexes(request, pk: int):
    shown = report_of(request, pk)
    form = DecisionForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    try:
        editing.choose_annexes(shown, request.POST.getlist("sent"), by=request.user, at=request.now, seen=seen)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The choice of annexes has been kept."))
    return redirect("consolidation:report", pk=pk)


def _section(request, pk: int, code: str) -> tuple[ConsolidatedReport, Section]:
    shown = report_of(request, pk)
    if shown.compilation is None or permissions.read_draft(request.user, shown):
        raise Http404
    return shown, get_object_or_404(shown.sections.all(), code=code)


@require_http_methods(["GET", "POST"])
def section(request, pk: int, code: str):
    """One section: the official text, the units' texts beside it."""
    shown, chosen = _section(request, pk, code)
    if request.method == "GET":
        return _section_page(request, shown, chosen, SectionForm(initial={"text": chosen.text, "seen": chosen.version}))
    form = SectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed. Please correct what is marked and try again."))
        return _section_page(request, shown, chosen, form, status=422)
    try:
        text, represented = _with_taken(request, shown, chosen, form.cleaned_data["text"])
        editing.write(
            chosen, text, by=request.user, at=request.now, seen=form.cleaned_data["seen"], represented=represented
        )
    except StalePage as refusal:
        messages.error(request, str(refusal))
        return _section_page(request, shown, chosen, form, status=409, theirs=chosen.text)
    except (Refused, TextProblem) as refusal:
        messages.error(request, str(refusal))
        return _section_page(request, shown, chosen, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("consolidation:section", pk=pk, code=code)


def _with_taken(request, shown: ConsolidatedReport, chosen: Section, text: str) -> tuple[str, list[int]]:
    """The text as typed, with the texts of the units whose button was pressed put after it."""
    represented = list(chosen.represented)
    for unit in editing.material(chosen, stored(shown.compilation)):
        if str(unit.unit_id) in request.POST.getlist("take"):
            text = f"{text}\n{unit.text}".strip()
            represented.append(unit.unit_id)
        elif str(unit.unit_id) in request.POST.getlist("represented"):
            represented.append(unit.unit_id)
    return text, represented


def _section_page(request, shown, chosen: Section, form: SectionForm, status: int = 200, theirs: str = ""):
    compiled = stored(shown.compilation)
    lines = section_lines(shown, compiled)
    line = next(line for line in lines if line.section.pk == chosen.pk)
    written = [line.section for line in lines if line.is_leaf]
    place = written.index(chosen) if chosen in written else 0
    context = {
        "report": shown,
        "section": chosen,
        "lines": lines,
        "line": line,
        "before": written[place - 1] if place else None,
        "after": written[place + 1] if chosen in written[:-1] else None,
        "form": form,
        "theirs": theirs,
        "editable": allows(permissions.edit, request.user, shown),
        "material": editing.material(chosen, compiled),
        "earlier_texts": texts_under(compiled, chosen.code),
        "preview": [list(compiled.live.pieces(row)) for row in chosen.text.splitlines() if row.strip()],
        "live_codes": [d for d in compiled.definitions.values() if d.heading.startswith(chosen.code)],
    }
    return render(request, "consolidation/section/page.html", context, status=status)


@require_POST
def settle(request, pk: int, code: str):
    """A stale section: stand by the words, or take the program's new proposal."""
    _shown, chosen = _section(request, pk, code)
    form = DecisionForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    choices = {"proposal": editing.take_proposal, "keep": editing.keep_words}
    try:
        if request.POST.get("choice") not in choices:
            raise Refused(_("Please choose one of the two. Nothing was changed."))
        choices[request.POST["choice"]](chosen, by=request.user, at=request.now, seen=seen)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("consolidation:section", pk=pk, code=code)
