"""`manage.py send_reminders`: what the schedule does every morning, by hand or only shown."""

from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from departments.vietnamese import format_date
from reports.chasing.periodic import Chased, chase


class Command(BaseCommand):
    help = "Reminds the units with something open, as the steps say for the day. Running it twice sends nothing twice."

    def add_arguments(self, parser):
        parser.add_argument("--date", help="the day to act for, YYYY-MM-DD; today if left out")
        parser.add_argument("--dry-run", action="store_true", help="only print what would be sent")

    def handle(self, *args, **options):
        now = _moment(options["date"], timezone.now())
        done = chase(now, dry_run=options["dry_run"])
        for chased in done:
            self.stdout.write(_line(chased, options["dry_run"]))
        day = format_date(timezone.localtime(now).date())
        units = sum(1 for chased in done if chased.reminder)
        verb = "would be reminded" if options["dry_run"] else "reminded"
        self.stdout.write(f"{day}: {units} unit(s) {verb}.")


def _moment(text: str | None, now: datetime) -> datetime:
    """The given day at the present time of day. Raises CommandError for what is no day."""
    if not text:
        return now
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--date={text} is not a day. Type for example --date 2026-11-25.") from error
    local: time = timezone.localtime(now).time()
    return timezone.make_aware(datetime.combine(day, local))


def _line(chased: Chased, is_dry: bool) -> str:
    facts = [chased.period.code, chased.unit.code, chased.unit.name]
    if chased.reminder and chased.prepared:
        people = ", ".join(user.display_name for user in chased.prepared.people) or "nobody"
        facts.append(f"{'would send' if is_dry else 'sent'} {chased.reminder.occasion} to {people}")
    if chased.escalation:
        facts.append(f"{'would propose' if is_dry else 'proposed'} escalation {chased.escalation.occasion}")
    return " | ".join(facts)
