"""Scheduled: have files examined that were forgotten, and keep the pictures of pages within their room."""

from celery import shared_task
from django.utils import timezone

from reports.submissions import examination, previews


@shared_task
def examine_waiting() -> None:
    """Every minute, a few at a time: the newest first."""
    examination.ask_for_waiting()


@shared_task
def tidy_previews() -> None:
    """Every hour."""
    previews.tidy(timezone.now())
