"""Which appraised figures stand, and how they read. An appraisal belongs to the figure it was made for.

After a resubmission with another figure it lapses; while the reported figure is unchanged it stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaign.models import IndicatorDefinition
from reports.review.models import Appraisal
from reports.submissions import history, wording
from reports.submissions.models import AnnualReport, IndicatorValue
from reports.submissions.snapshots import plain

FIGURES = ("value", "numerator", "denominator")


def reported_in(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The figure in one answer of a frozen revision; evidence and notes aside."""
    return {"status": entry["status"], **{name: entry[name] for name in FIGURES}}


def figures_of(appraisal: Appraisal) -> dict[str, str | None]:
    """The appraised figure as a revision would write it."""
    return {name: plain(getattr(appraisal, name)) for name in FIGURES}


def applies(appraisal: Appraisal, entry: Mapping[str, Any] | None) -> bool:
    """Whether this answer still has the figure the appraisal was made for."""
    return entry is not None and appraisal.reported == reported_in(entry)


def standing(appraisals: Iterable[Appraisal], values: Mapping[str, Mapping[str, Any]]) -> dict[str, Appraisal]:
    """Indicator code → the appraisal that counts for these answers of a revision."""
    return {row.field: row for row in appraisals if applies(row, values.get(row.field))}


def of_reports(reports: Iterable[int]) -> dict[int, list[Appraisal]]:
    """Appraisals by the report's id, standing or lapsed. One query."""
    found: dict[int, list[Appraisal]] = {}
    for row in Appraisal.objects.of_reports(list(reports)).order_by("field"):
        found.setdefault(row.report_id, []).append(row)
    return found


def can_be_appraised(entry: Mapping[str, Any], definition: IndicatorDefinition) -> bool:
    """A reported figure; a total follows from its parts."""
    return entry["status"] == IndicatorValue.Status.VALUE and not definition.is_computed


@dataclass(frozen=True)
class Shown:
    """An appraised figure in words, beside the reported one."""

    code: str
    label: str
    figure: str
    reported: str
    reason: str
    by: str
    at: datetime
    stands: bool


def shown(appraisal: Appraisal, definition: IndicatorDefinition, entry: Mapping[str, Any] | None) -> Shown:
    return Shown(
        appraisal.field, appraisal.field_label, in_words(figures_of(appraisal), definition),
        in_words(appraisal.reported, definition), appraisal.reason, str(appraisal.by), appraisal.at,
        applies(appraisal, entry),
    )  # fmt: skip


def in_words(figures: Mapping[str, Any], definition: IndicatorDefinition) -> str:
    """`12,5` · `37 / 39 = 94,9%`."""
    figure = history.figure_in(dict(figures))
    if figure is None:
        return "–"
    words = wording.number(figure.value, definition)
    return f"{wording.parts(figure.numerator, figure.denominator)} = {words}" if figure.denominator else words


def shown_of(report: AnnualReport, values: Mapping[str, Mapping[str, Any]]) -> dict[str, Shown]:
    """Every appraisal of the report, beside these answers. Two queries."""
    rows = list(Appraisal.objects.of_report(report).order_by("field"))
    if not rows:
        return {}
    definitions = {
        row.code: row for row in report.period.period_indicators.filter(code__in=[row.field for row in rows])
    }
    return {row.field: shown(row, definitions[row.field], values.get(row.field)) for row in rows}
