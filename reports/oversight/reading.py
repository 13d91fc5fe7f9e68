"""What the consolidated report says from the logs: plain data, frozen with a compilation's inputs."""

from dataclasses import asdict, dataclass
from typing import Any

from reports.oversight.models import Finding, Inspection, ModelExample
from reports.registers.models import GoodExample

State = Finding.State


@dataclass(frozen=True)
class Told:
    """Inspections of a span of years and what followed, and the examples that were spread."""

    inspections: int
    units_inspected: int
    shortcomings: int
    resolved: int
    examples: tuple[dict[str, Any], ...]


def told(first: int, last: int) -> dict[str, Any]:
    """Of the years `first` to `last`, both included; five queries."""
    inspections = Inspection.objects.present().in_years(first, last).prefetch_related("units", "findings")
    rows = list(inspections)
    findings = [finding for row in rows for finding in row.findings.all()]
    examples = ModelExample.objects.in_years(first, last).for_listing().order_by("decided_on", "pk")
    return asdict(
        Told(
            inspections=len(rows),
            units_inspected=len({unit.pk for row in rows for unit in row.units.all()}),
            shortcomings=len(findings),
            resolved=sum(finding.state == State.RESOLVED for finding in findings),
            examples=[_example(row) for row in examples],
        )
    )


def _example(row: ModelExample) -> dict[str, Any]:
    return {
        "name": row.name,
        "unit": row.department.name if row.department else "",
        "content": row.content,
        "acts": [
            {"form": act.form, "day": act.day.isoformat(), "units": act.units_reached, "result": act.result}
            for act in row.acts.all()
        ],
    }


def offered(user, year: int):
    """Lines of the units' registers that were not chosen to be spread yet."""
    rows = GoodExample.objects.visible_to(user).in_year(year).present().filter(chosen_as__isnull=True)
    return rows.select_related("department").order_by("department__order", "pk")
