"""Scheduled: remind by the steps, propose escalations, tell those who chase once a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from celery import shared_task
from django.db.models import Max
from django.utils import timezone

from campaign.models import ReportingPeriod
from campaign.working_days import calendar_for
from departments.models import Department
from reports.chasing import notifications, reminding, workflow
from reports.chasing.addresses import address
from reports.chasing.models import Escalation, Reminder, ReminderStep
from reports.chasing.openings import openings_of
from reports.chasing.reminding import Due
from reports.chasing.sending import Prepared, prepare, send

#: The office opens; nobody is reminded at night.
MORNING = 7
#: No step lies further from its date than this.
REACH = timedelta(days=120)
NOTE = "Đề xuất tự động: đơn vị chưa gửi báo cáo sau các lần đôn đốc."


@dataclass(frozen=True)
class Chased:
    """What the schedule does about one unit: a reminder, a proposal to tell leadership, or both."""

    period: ReportingPeriod
    unit: Department
    reminder: Due | None
    prepared: Prepared | None
    escalation: Due | None
    done: bool = False


def planned(today: date) -> Iterator[Chased]:
    """What is to be done on this day in every period that was opened; nothing on a day off."""
    calendar = calendar_for(today - REACH, today + REACH)
    steps = list(ReminderStep.objects.active())
    if not calendar.is_working_day(today) or not steps:
        return
    for period in ReportingPeriod.objects.begun().order_by("year", "pk"):
        since = timezone.localtime(period.opened_at).date() if period.opened_at else today
        yield from _planned_in(period, steps, since, today, calendar.add_working_days)


def _planned_in(period, steps, since: date, today: date, add) -> list[Chased]:
    openings = openings_of(period)
    sent = Reminder.objects.for_period(period).filter(kind__in=Reminder.ONE_A_DAY, day__lte=today)
    last = dict(sent.order_by("department").values_list("department").annotate(Max("day")))
    raised = set(Escalation.objects.for_period(period).order_by("pk").values_list("department_id", "limit"))
    found = []
    for opening in openings:
        come = reminding.come(opening, steps, since=since, today=today, add=add)
        reminder = reminding.reminder_due(come, last.get(opening.unit.pk))
        escalation = reminding.escalation_due(come)
        if escalation and (opening.unit.pk, opening.on_time_until) in raised:
            escalation = None
        if reminder or escalation:
            found.append((opening, reminder, escalation))
    letters = {p.opening.unit.pk: p for p in prepare(period, [opening for opening, due, _ in found if due], today)}
    return [
        Chased(period, opening.unit, reminder, letters.get(opening.unit.pk), escalation)
        for opening, reminder, escalation in found
    ]


def chase(now: datetime, *, dry_run: bool = False) -> list[Chased]:
    """Do what is planned for the day of `now`; the same function for the schedule, the command and a dry run.

    Harmless when run twice or by two workers at once: each reminder and each proposal exists once.
    """
    today = timezone.localtime(now).date()
    plans = list(planned(today))
    if dry_run:
        return plans
    done = [_do(plan, now) for plan in plans]
    _summarise(today, now)
    return [plan for plan in done if plan.done]


def _do(plan: Chased, now: datetime) -> Chased:
    sent = raised = None
    if plan.reminder and plan.prepared:
        text, occasion = plan.prepared.letter.text, plan.reminder.occasion
        sent = send(plan.prepared, text=text, kind=Reminder.Kind.STEP, occasion=occasion, by=None, at=now)
    if plan.escalation:
        raised = workflow.propose(plan.escalation.opening, note=NOTE, by=None, at=now)
    return Chased(
        plan.period, plan.unit, plan.reminder if sent else None, plan.prepared, plan.escalation if raised else None,
        done=bool(sent or raised),
    )  # fmt: skip


def _summarise(today: date, now: datetime) -> None:
    """One notice a day about everything the schedule has sent on it; also after a run that broke off."""
    rows = Reminder.objects.filter(kind=Reminder.Kind.STEP, day=today).select_related("department", "period")
    reminders = list(rows.order_by("period", "department__order", "pk"))
    if not reminders:
        return
    names = list(dict.fromkeys(row.department.name for row in reminders))
    silent = [row.department.name for row in reminders if row.channel != Reminder.Channel.MAIL]
    url = address("log", reminders[0].period)
    notifications.summary(today, names, list(dict.fromkeys(silent)), url, now)


@shared_task
def remind_due() -> None:
    """Every half hour from the morning on."""
    now = timezone.now()
    if timezone.localtime(now).hour >= MORNING:
        chase(now)
