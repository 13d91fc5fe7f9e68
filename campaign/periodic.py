"""Scheduled: lock the periods whose day has come."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from campaign import workflow
from campaign.models import ReportingPeriod
from departments.permissions import Refused
from departments.transitions import move


def lock_due_periods(now: datetime) -> list[str]:
    """Lock every open period after its `lock_on`; returns their titles. Harmless when run twice."""
    locked = []
    for period in ReportingPeriod.objects.to_lock(timezone.localdate(now)):
        try:
            move(period, workflow.LOCK, by=None, at=now, note="")
        except Refused:  # somebody locked it a moment ago
            continue
        locked.append(period.title)
    return locked


@shared_task
def lock_due() -> None:
    """Every morning."""
    lock_due_periods(timezone.now())
