"""*Đôn đốc*: every unit with something open; choose, read the exact words, send."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campaign.models import ReportingPeriod
from departments.notifications import has_mail_server
from departments.permissions import allows, check
from reports.chasing import permissions
from reports.chasing.addresses import address, kind_of
from reports.chasing.board import TONES, state_of
from reports.chasing.forms import ReminderForm
from reports.chasing.letters import missing_text
from reports.chasing.models import Escalation, Reminder, ReminderStep
from reports.chasing.openings import Opening, openings_of
from reports.chasing.recipients import recipients_of
from reports.chasing.sending import Prepared, prepare, send_by_hand
from reports.chasing.views.access import period_for


@dataclass(frozen=True)
class Line:
    """One unit with something open, as the officer sees it."""

    opening: Opening
    state: str
    tone: str
    missing: str
    days_late: int
    reminders: int
    last: object
    was_today: bool
    people: list
    without_mail: list
    escalation: Escalation | None


@require_safe
def reminders(request: HttpRequest, year: int) -> HttpResponse:
    """Units with something open: what is missing, when they were reminded, whom a reminder reaches."""
    check(permissions.remind, request.user, None)
    period = period_for(request, year)
    lines = _lines(period, timezone.localdate(request.now))
    context = {
        "period": period,
        "kind": kind_of(period),
        "lines": lines,
        "late": sum(1 for line in lines if line.days_late),
        "given_back": sum(1 for line in lines if line.opening.returned_on),
        "has_mail_server": has_mail_server(),
        "proposals": Escalation.objects.visible_to(request.user).for_period(period).for_listing(),
        "decides": allows(permissions.decide_escalation, request.user, None),
    }
    return render(request, "chasing/reminders/list.html", context)


def _lines(period: ReportingPeriod, today) -> list[Line]:
    openings = openings_of(period)
    people = recipients_of(openings, today)
    rows = Reminder.objects.for_period(period).to_units().order_by("department").values("department")
    sent = {row["department"]: row for row in rows.annotate(n=Count("pk"), last=Max("day"))}
    raised = {(row.department_id, row.limit): row for row in Escalation.objects.for_period(period)}
    return [_line(opening, people, sent, raised, today) for opening in openings]


def _line(opening: Opening, people, sent, raised, today) -> Line:
    unit, own = opening.unit.pk, sent.get(opening.unit.pk, {})
    report = opening.report
    return Line(
        opening=opening,
        state=report.get_state_display() if report else str(ReminderStep.Audience.NOT_BEGUN.label),
        tone=TONES[state_of(report)],
        missing=missing_text(opening),
        days_late=opening.days_late(today),
        reminders=own.get("n", 0),
        last=own.get("last"),
        was_today=own.get("last") == today,
        people=people[unit],
        without_mail=[user for user in people[unit] if not user.email],
        escalation=raised.get((unit, opening.on_time_until)),
    )


def chosen_openings(request: HttpRequest, period: ReportingPeriod) -> list[Opening]:
    """The ticked units, or all late ones; only units with something open."""
    openings, today = openings_of(period), timezone.localdate(request.now)
    given = request.POST if request.method == "POST" else request.GET
    if "late" in given:
        return [opening for opening in openings if opening.days_late(today)]
    wanted = set(given.getlist("unit"))
    return [opening for opening in openings if str(opening.unit.pk) in wanted]


def nothing_chosen(request: HttpRequest, period: ReportingPeriod) -> HttpResponse:
    """Back to the list: no unit was ticked, or those ticked have meanwhile sent everything."""
    given = request.POST if request.method == "POST" else request.GET
    if "unit" in given:
        messages.warning(request, _("None of the chosen units has anything open any more."))
    else:
        messages.warning(request, _("Please choose at least one unit."))
    return redirect(address("reminders", period))


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """The exact words to each chosen unit, to be changed where needed; POST sends them."""
    check(permissions.remind, request.user, None)
    period = period_for(request, year)
    today = timezone.localdate(request.now)
    drafts = prepare(period, chosen_openings(request, period), today)
    data = request.POST if request.method == "POST" else None
    shown = [(draft, _form(draft, data)) for draft in drafts]
    if not shown:
        return nothing_chosen(request, period)
    valid = [form.is_valid() for _draft, form in shown]  # every form says what is wrong with it
    if request.method == "POST" and all(valid):
        return _send(request, period, shown)
    context = {
        "period": period, "kind": kind_of(period), "shown": shown, "has_mail_server": has_mail_server(),
        "reminded": set(_reminded_on(period, today)), "refused": data is not None,
    }  # fmt: skip
    return render(request, "chasing/reminders/preview.html", context, status=422 if data is not None else 200)


def _form(draft: Prepared, data) -> ReminderForm:
    prefix = f"u{draft.opening.unit.pk}"
    if data is not None and f"{prefix}-text" not in data:  # a unit sent without a text of its own gets the draft
        data = {f"{prefix}-text": draft.letter.text}
    return ReminderForm(data, prefix=prefix, initial={"text": draft.letter.text})


def _reminded_on(period: ReportingPeriod, day) -> list[int]:
    rows = Reminder.objects.for_period(period).filter(day=day, kind__in=Reminder.ONE_A_DAY)
    return list(rows.order_by("pk").values_list("department_id", flat=True))


def _send(request: HttpRequest, period: ReportingPeriod, shown) -> HttpResponse:
    texts = [(draft, form.cleaned_data["text"]) for draft, form in shown]
    sent, left = send_by_hand(texts, by=request.user, at=request.now)
    if sent:
        text = ngettext("%(n)s unit was reminded: %(units)s.", "%(n)s units were reminded: %(units)s.", len(sent))
        messages.success(request, text % {"n": len(sent), "units": "; ".join(sent)})
    if left:
        text = _("Not sent, because the unit has been reminded today or has nothing open any more: %(units)s.")
        messages.warning(request, text % {"units": "; ".join(left)})
    return redirect(address("reminders", period))
