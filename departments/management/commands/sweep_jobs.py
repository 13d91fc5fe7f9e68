"""`manage.py sweep_jobs`: what the worker does every ten seconds, for cron or by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from departments import jobs


class Command(BaseCommand):
    help = "Finds lost background work and sends it again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{jobs.sweep(timezone.now())} jobs sent again.")
