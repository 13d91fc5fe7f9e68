"""`manage.py load_plan`: the founding plan into the database; a second run changes nothing."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaign import loaders
from campaign.plan_files import read_plan
from campaign.plan_loading import load


class Command(BaseCommand):
    help = "Loads the founding plan, its catalogue and the reporting periods. What people entered is never overwritten."

    def handle(self, *args, **options):
        now = timezone.now()
        outcome = load(read_plan(), at=now)
        loaders.load_all(now)
        for kept in outcome.kept:
            self.stdout.write(f"kept as edited: {kept.row}, field {kept.field}")
        if not outcome.changed:
            self.stdout.write("The plan is already loaded; nothing was changed.")
            return
        self.stdout.write(f"Plan loaded: {len(outcome.created)} rows created, {len(outcome.updated)} updated.")
        for row in outcome.updated:
            self.stdout.write(f"updated: {row}")
