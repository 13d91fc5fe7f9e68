"""Tasks of the worker: each is a few lines around one function."""

from celery import shared_task
from django.utils import timezone

from departments import broker, jobs, notifications
from departments.jobs import run_job

__all__ = ["run_job", "send_mails", "sweep_jobs", "tidy_broker"]


@shared_task
def sweep_jobs() -> None:
    """Every few seconds: find lost work."""
    jobs.sweep(timezone.now())


@shared_task
def send_mails() -> None:
    """Every half minute: mail the notices that wait for it, and the mails of the day where one is due."""
    now = timezone.now()
    notifications.send_waiting(now)
    notifications.send_digests(now)


@shared_task
def tidy_broker() -> None:
    """Every hour: delete messages the folder broker has kept for a day."""
    broker.tidy(timezone.now())
