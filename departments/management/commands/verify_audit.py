"""Walk the audit chain from its first event; exit 1 and name the place where it breaks."""

from django.core.management.base import BaseCommand, CommandError

from departments.audit import verify
from departments.models import AuditEvent


class Command(BaseCommand):
    help = "Check that no audit event was changed or removed."

    def handle(self, *args, **options):
        broken = verify()
        if broken is not None:
            raise CommandError(f"The audit chain breaks at event {broken}.")
        self.stdout.write(f"{AuditEvent.objects.count()} audit events, the chain is whole.")
