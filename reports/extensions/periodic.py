"""Scheduled: end the extensions whose last day has passed."""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from departments.permissions import Refused
from departments.transitions import move
from reports.extensions import workflow
from reports.extensions.models import Extension


def end_extensions(now: datetime) -> list[str]:
    """End every extension after its last day; returns the units and periods. Harmless when run twice."""
    ended = []
    for extension in Extension.objects.over(timezone.localdate(now)).for_listing():
        try:
            move(extension, workflow.EXPIRE, by=None, at=now)
        except Refused:  # somebody revoked it a moment ago, or another worker was faster
            continue
        ended.append(str(extension))
    return ended


@shared_task
def end_due() -> None:
    """Every morning."""
    end_extensions(timezone.now())
