"""`manage.py seed_demo`: the demonstration office with its years; a second run changes nothing."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.consolidated import print_papers
from demo.seeding import Wanted, is_seeded, seed, years_with_data
from departments.models import User


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a day. Type for example --today 2026-11-23.") from error


def _years(text: str) -> tuple[int, int]:
    first, _dash, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()) or int(first) > int(last or first):
        raise CommandError(f"{text} are not years. Type for example --years 2023-2026.")
    return int(first), int(last or first)


class Command(BaseCommand):
    help = "Fills an empty installation with the demonstration: units, people, past years and a season under way."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--departments", type=int, default=0, metavar="N", help="reporting units in all, up to 700")
        parser.add_argument("--years", metavar="A-B", help="years with reports, for example 2023-2026")
        parser.add_argument("--today", metavar="D", help="the day on which the season stands (default: today)")

        parser.add_argument("--leave-papers", action="store_true", help="issued papers are printed by the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demonstration data are only for demonstration mode (DEMO is off). Nothing was changed.")
        if is_seeded():
            self.stdout.write("The demonstration data are already there; nothing was changed.")
            return
        if User.objects.exists():
            raise CommandError("There are accounts already that are not the demonstration's. Nothing was changed.")
        wanted = self._wanted(options)
        seed(wanted, timezone.now())
        if not options["leave_papers"]:
            print_papers()
        self.stdout.write(f"Demonstration data created: {wanted.first_year}–{wanted.last_year}, today {wanted.today}.")

    def _wanted(self, options: dict[str, Any]) -> Wanted:
        today = _day(options["today"]) if options["today"] else timezone.localdate()
        first, last = _years(options["years"]) if options["years"] else (years_with_data()[0], today.year)
        if not years_with_data()[0] <= first <= last <= today.year:
            raise CommandError(f"Years can be from {years_with_data()[0]} to {today.year}. Nothing was changed.")
        if not 0 <= options["departments"] <= 700:
            raise CommandError("There can be up to 700 units. Nothing was changed.")
        return Wanted(first, last, today, options["departments"])
