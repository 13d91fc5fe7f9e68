"""`compile_report --year Y [--phase 1|2] --output F.pdf|F.docx|F.xlsx`: the report as a file, without worker."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaign.models import ReportingPeriod
from departments.permissions import Refused
from reports.consolidation.models import DraftFile
from reports.consolidation.printing import Nothing, printed
from reports.documents.content import ContentError
from reports.documents.pdf import RenderingFailed

NOTHING_THERE = 2
Kind = ReportingPeriod.Kind
REVIEW_OF = {1: (Kind.PHASE_REVIEW, 2025), 2: (Kind.FINAL_REVIEW, 2030)}


class Command(BaseCommand):
    help = "Write the consolidated report of a year or phase to a file: the issued bytes, or a marked draft."

    def add_arguments(self, parser):
        parser.add_argument(
            "--year", type=int, required=True, help="the year; 2025 with --phase 1, 2030 with --phase 2"
        )
        parser.add_argument("--phase", type=int, choices=(1, 2), help="the phase review (1) or the final review (2)")
        parser.add_argument("--output", type=Path, required=True, help="a file ending in .pdf, .docx or .xlsx")

    def handle(self, *, year, phase, output, **options):
        file_format = output.suffix.removeprefix(".").lower()
        if file_format not in DraftFile.Format.values:
            raise CommandError("The file name must end in .pdf, .docx or .xlsx.")
        period = _period(year, phase)
        if period is None:
            self._nothing(f"No reporting period for {_asked(year, phase)}.")
        try:
            data, is_issued = printed(period, file_format, timezone.now())
        except Nothing as nothing:
            self._nothing(f"{_asked(year, phase).capitalize()}: {nothing}")
        except (Refused, ContentError, RenderingFailed) as problem:
            raise CommandError(str(problem)) from problem
        output.write_bytes(data)
        self.stdout.write(f"{output}: {'issued' if is_issued else 'draft'}, {len(data)} bytes")

    def _nothing(self, line: str):
        self.stderr.write(line)
        sys.exit(NOTHING_THERE)


def _asked(year: int, phase: int | None) -> str:
    return f"phase {phase} with year {year}" if phase else f"year {year}"


def _period(year: int, phase: int | None) -> ReportingPeriod | None:
    """The annual period of the year, or the review of the phase; a phase belongs to one year only."""
    periods = ReportingPeriod.objects.select_related("campaign")
    if phase is None:
        return periods.filter(kind=Kind.ANNUAL, year=year).first()
    kind, its_year = REVIEW_OF[phase]
    return periods.filter(kind=kind, year=year).first() if year == its_year else None
