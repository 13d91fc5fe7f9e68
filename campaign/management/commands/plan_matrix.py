"""`manage.py plan_matrix`: which duty of the plan is answered by what, and which unit gives which indicator."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaign.coverage import duties, matrix
from departments.models import Department


class Command(BaseCommand):
    help = "Prints the duties of the plan with their indicators and questions, then the indicator × unit matrix."

    def handle(self, *args, **options):
        found = duties()
        for duty in found:
            answers = ", ".join([*duty.indicators, *duty.questions]) or "NOTHING"
            self.stdout.write(f"{duty.item.number:<10} {answers}")
        units = list(Department.objects.reporting().valid_on(timezone.localdate()))
        self.stdout.write("\n" + matrix_text(units))
        missing = [duty.item.number for duty in found if not duty.covered]
        if missing:
            raise CommandError(f"No indicator or question for: {', '.join(missing)}")


def matrix_text(units: list[Department]) -> str:
    """The matrix as lines of text."""
    widths = [max(len(unit.code), 3) for unit in units]
    lines = [f"{'':<8}" + " ".join(unit.code.ljust(width) for unit, width in zip(units, widths, strict=True))]
    for row in matrix(units):
        marks = " ".join(("x" if cell else "·").ljust(width) for cell, width in zip(row.cells, widths, strict=True))
        lines.append(f"{row.indicator.code:<8}{marks}".rstrip())
    return "\n".join(lines)
