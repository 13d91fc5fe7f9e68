"""One report, field by field, with remarks and the acts that are possible now."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from departments import transitions
from departments.permissions import allows
from reports.review import changes, permissions, workflow
from reports.review.forms import HandOverForm, RemarkForm, ReopenForm, ReturnForm
from reports.review.models import Remark, Return
from reports.review.queue import place_of
from reports.review.reading import FieldReading, SectionReading, sections_of
from reports.review.remarks import labels_of
from reports.submissions import checks
from reports.submissions.models import AnnualReport
from reports.submissions.permissions import compare_units

#: `?show=` → which fields stand on the page.
SHOWN = {
    "all": lambda field: True,
    "changed": lambda field: field.change is not None,
    "look": lambda field: field.wants_a_look,
}


def report_for(request: HttpRequest, pk: int) -> AnnualReport:
    """A submitted report this person may see; anything else is not found."""
    reports = AnnualReport.objects.visible_to(request.user).for_listing()
    return get_object_or_404(reports.filter(first_submitted_at__isnull=False), pk=pk)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, field by field, with remarks and the acts that are possible now."""
    return page_of(request, report_for(request, pk))


@dataclass(frozen=True)
class Summary:
    """What a reviewer wants to know before reading."""

    figures_changed: int
    texts_changed: int
    answered: int
    open: int
    without_evidence: int
    changed: int
    to_look_at: int
    all: int

    @classmethod
    def of(cls, fields: list[FieldReading]) -> "Summary":
        states = [remark.state for field in fields for remark in field.remarks if remark.sent_at]
        valued = [field for field in fields if field.change and field.change.of_value]
        return cls(
            figures_changed=sum(not field.is_text for field in valued),
            texts_changed=sum(field.is_text for field in valued),
            answered=states.count(Remark.State.ANSWERED),
            open=states.count(Remark.State.OPEN),
            without_evidence=sum(field.lacks_evidence for field in fields),
            changed=sum(map(SHOWN["changed"], fields)),
            to_look_at=sum(map(SHOWN["look"], fields)),
            all=len(fields),
        )


def page_of(request: HttpRequest, report: AnnualReport, status: int = 200, **forms) -> HttpResponse:
    """The review page; with a bound form in `forms` it comes back as it was typed, with every field."""
    revision = report.revisions.select_related("signed_off_by__staff", "prepared_by__staff").order_by("-number").first()
    given_back = list(Return.objects.of(report).with_people().order_by("-number"))
    last = given_back[0] if given_back else None
    warnings = [] if report.is_with_unit else checks.warnings(report)
    warned = frozenset(problem.field_code for problem in warnings if not problem.waiver)
    sections = sections_of(report, revision, request.user, last, warned)
    fields = [field for section in sections for field in section.fields]
    wanted = request.GET.get("show", "all") if not forms else "all"
    acts = {t.name: transitions.why_not(report, t, request.user) for t in workflow.TRANSITIONS}
    context = {
        "report": report,
        "revision": revision,
        "sections": _shown(sections, wanted),
        "show": wanted if wanted in SHOWN else "all",
        "summary": Summary.of(fields),
        "given_back": {"returns": given_back, "report": report},
        "last": last,
        "compared": last is not None and revision.number > last.revision.number,
        "changed_since_acceptance": changes.shown_count(report, last),
        "warnings": warnings,
        "compares_units": allows(compare_units, request.user, report),
        "refusals": acts,
        "reviewing": acts["return"] is None,
        "waiting_remarks": [r for field in fields for r in field.remarks if r.state == Remark.State.OPEN],
        "place": place_of(report, request.user) if permissions.review(request.user, report) is None else None,
        **_forms(request, report, acts, forms),
    }
    return render(request, "review/report/page.html", context, status=status)


def _shown(sections: list[SectionReading], wanted: str) -> list[SectionReading]:
    fits = SHOWN.get(wanted, SHOWN["all"])
    kept = (replace(section, fields=[field for field in section.fields if fits(field)]) for section in sections)
    return [section for section in kept if section.fields]


def _forms(request: HttpRequest, report: AnnualReport, acts: dict, bound: dict) -> dict:
    """The forms of the acts that are possible, or one that came back."""
    seen = {"seen": report.version}
    made = {"reason_form": ReturnForm(initial=seen), "remark_form": RemarkForm()}
    if acts["reopen"] is None:
        made["reopen_form"] = ReopenForm(initial=seen, labels=labels_of(report))
    if acts["hand_over"] is None:
        able = permissions.colleagues(report).exclude(pk=request.user.pk)
        made["hand_over_form"] = HandOverForm(initial=seen, colleagues=able)
    return made | bound | {"today": timezone.localdate(request.now)}
