"""Reporting periods: the list, one period, its preparation and its acts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaign import editing, next_year, permissions, workflow
from campaign.concerned import reports_of
from campaign.forms import MoveDatesForm, NewPeriodForm, PeriodForm, ReasonForm, RewordForm, SeenForm, UnitsForm
from campaign.freezing import indicators_for, questions_for
from campaign.models import Phase, ReportingPeriod
from campaign.views.editor import edit_page
from campaign.views.plan import the_campaign
from departments.permissions import Refused, allows
from departments.transitions import move, why_not

require_form = require_http_methods(["GET", "POST"])
ITEMS = {"indicator": "period_indicators", "question": "period_questions"}


def _period(request, pk: int) -> ReportingPeriod:
    rows = ReportingPeriod.objects.visible_to(request.user).select_related("phase", "campaign", "opened_by__staff")
    return get_object_or_404(rows, pk=pk)


@require_GET
def periods(request):
    """All periods: open ones, then those of past years, the latest first, then those still to come."""
    today = timezone.localdate(request.now)
    rows = list(ReportingPeriod.objects.visible_to(request.user).select_related("phase"))
    for row in rows:
        row.shown_state = row.display_state(today)
        row.is_closed = row.closed(today)
    rows.sort(key=_place)
    context = {
        "rows": rows,
        "today": today,
        "may_create": allows(permissions.create_period, request.user, None),
        "next_from": _next_from(request, rows),
    }
    return render(request, "campaign/period/list.html", context)


def _next_from(request, rows: list[ReportingPeriod]) -> ReportingPeriod | None:
    """The latest yearly period that has been opened, where the next one can be opened from it."""
    begun = [row for row in rows if row.kind == row.Kind.ANNUAL and not row.is_planned]
    latest = max(begun, key=lambda row: row.year, default=None)
    return latest if latest and next_year.why_not(request.user, latest) is None else None


def _place(row: ReportingPeriod) -> tuple[int, int]:
    if row.is_planned and not row.office_level_only:
        return (2, row.year)
    return (0 if row.is_open else 1, -row.year)


@require_GET
def period_detail(request, pk: int):
    """One period: state, dates, letter, units, what it asks for, history, and the acts possible now."""
    return _show(request, _period(request, pk))


def _show(request, period: ReportingPeriod, *, status: int = 200, **forms):
    today = timezone.localdate(request.now)
    context = {
        "period": period,
        "shown_state": period.display_state(today),
        "is_closed": period.closed(today),
        "units": list(period.units()),
        "refusals": {t.name: why_not(period, t, request.user) for t in workflow.TRANSITIONS},
        "prepare_refusal": permissions.prepare_period(request.user, period),
        "manages": allows(permissions.create_period, request.user, None),
        "may_open_next": next_year.why_not(request.user, period) is None,
        "reason_form": forms.get("reason_form") or ReasonForm(initial={"seen": period.version}),
        **_items(period),
    }
    return render(request, "campaign/period/detail.html", context, status=status)


def _items(period: ReportingPeriod) -> dict:
    """What the period asks for: frozen once opened, a preview of the catalogue before."""
    if period.is_planned:
        return {"indicators": indicators_for(period), "questions": questions_for(period), "criteria": []}
    return {
        "indicators": list(period.period_indicators.all()),
        "questions": list(period.period_questions.all()),
        "criteria": list(period.frozen_criteria.all()),
    }


@require_form
def period_prepare(request, pk: int):
    """Dates, letter, units and items of a period not yet opened."""
    period = _period(request, pk)
    return edit_page(
        request, period, PeriodForm, rule=permissions.prepare_period, heading=period.title,
        back=reverse("campaign:period_detail", args=[pk]),
        note=_("Due date, then the day until which reports count as on time, then locking."),
    )  # fmt: skip


@require_form
def period_new(request):
    """A six-month report or one on request, with the letter that asks for it."""
    year = timezone.localdate(request.now).year
    row = ReportingPeriod(campaign=the_campaign(), year=year, kind=ReportingPeriod.Kind.ON_REQUEST)

    return edit_page(
        request, row, NewPeriodForm, rule=permissions.create_period, heading=_("New reporting period"),
        back=reverse("campaign:periods"), save=_create_period,
        note=_("Yearly reports and reviews stand in the plan already; this is for six-month and requested reports."),
    )  # fmt: skip


def _create_period(request, row: ReportingPeriod, form, rule) -> bool:
    values = form.values()
    many = {name: values.pop(name) for name in ("departments", "indicators", "questions")}
    for name, value in values.items():
        setattr(row, name, value)
    row.from_year = row.year
    row.phase = get_object_or_404(Phase.objects.of_year(row.year), campaign=row.campaign)
    row.code = editing.new_period_code(row)
    editing.create(row, by=request.user, at=request.now, rule=rule, many=many)
    return True


def _act(request, period: ReportingPeriod, transition, done: str, **data):
    """Make a move and go back to the period; a refusal is a sentence and nothing has changed."""
    try:
        move(period, transition, by=request.user, at=request.now, **data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("campaign:period_detail", pk=period.pk)


def _seen(request) -> int:
    form = SeenForm(request.POST)
    return form.cleaned_data["seen"] if form.is_valid() else -1


@require_POST
def period_open(request, pk: int):
    done = _("The period is open. The units have been told.")
    return _act(request, _period(request, pk), workflow.OPEN, done, seen=_seen(request))


@require_POST
def period_lock(request, pk: int):
    done = _("The period is locked; its figures can no longer change.")
    return _act(request, _period(request, pk), workflow.LOCK, done, seen=_seen(request))


@require_POST
def period_unlock(request, pk: int):
    period = _period(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, period, reason_form=form, status=422)
    data = form.cleaned_data
    return _act(request, period, workflow.UNLOCK, _("The period is unlocked."), note=data["reason"], seen=data["seen"])


def _amend_page(request, period: ReportingPeriod, transition, form, data, done: str, **context):
    """A form whose act needs a reason; what was typed stays on the page when it is refused."""
    if refusal := why_not(period, transition, request.user):
        messages.error(request, str(refusal))
        return redirect("campaign:period_detail", pk=period.pk)
    if request.method == "POST" and form.is_valid():
        seen, reason = form.cleaned_data["seen"], form.cleaned_data["reason"]
        try:
            move(period, transition, by=request.user, at=request.now, note=reason, seen=seen, **data(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("campaign:period_detail", pk=period.pk)
    page = {"period": period, "form": form, **context}
    return render(request, "campaign/period/amend.html", page, status=422 if form.is_bound else 200)


@require_form
def period_dates(request, pk: int):
    """New dates for an open period; the reason is recorded and the units are told."""
    period = _period(request, pk)
    initial = {"seen": period.version, **{name: getattr(period, name) for name in workflow.DATES}}
    return _amend_page(
        request, period, workflow.MOVE_DATES, MoveDatesForm(request.POST or None, initial=initial),
        lambda form: {"dates": form.dates()}, _("The dates have been moved. The units have been told."),
        heading=_("Move the dates"),
    )  # fmt: skip


@require_form
def period_units(request, pk: int):
    """Add or take away units of an open period."""
    period = _period(request, pk)
    units = list(period.units())
    form = UnitsForm(request.POST or None, initial={"seen": period.version, "departments": units})
    return _amend_page(
        request, period, workflow.CHOOSE_UNITS, form,
        lambda form: {"departments": list(form.cleaned_data["departments"])}, _("The list of units has been amended."),
        heading=_("Amend the chosen units"), concerned=reports_of(period, units),
    )  # fmt: skip


@require_form
def period_reword(request, pk: int, kind: str, item: int):
    """Correct the wording of one indicator or question of an open period."""
    period = _period(request, pk)
    row = get_object_or_404(getattr(period, ITEMS[kind]), pk=item)
    form = RewordForm(request.POST or None, item=row, initial={"seen": period.version})
    asked = [unit for unit in period.units() if row.asks(unit)]
    return _amend_page(
        request, period, workflow.REWORD, form, lambda form: {"item": row, "values": form.wording()},
        _("The wording has been amended."), heading=_("Amend the wording of %(item)s") % {"item": row},
        concerned=reports_of(period, asked),
        note=_("Only the wording can be corrected; the rules stay as they were when the period was opened."),
    )  # fmt: skip
