"""Write docs/states.md from the declared life cycles; `--check` fails when the page is out of date."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from departments.diagrams import markdown


class Command(BaseCommand):
    help = "Draw the life cycles into docs/states.md (--check: only compare)."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check=False, **options):
        page = Path(settings.BASE_DIR) / "docs" / "states.md"
        text = markdown()
        if not check:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            raise CommandError("docs/states.md is out of date: run `manage.py state_diagrams`.")
