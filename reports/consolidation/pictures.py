"""Pictures of the year for people who would rather look than read."""

from decimal import Decimal

from django.utils.translation import gettext as _

from campaign.models import ReportingPeriod
from reports.consolidation.compiled import Compiled, stored
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.overview import FigureRow
from reports.documents import charts
from reports.documents.content import Series
from reports.documents.svg import Canvas

#: Figures a leader asks for first, by code; those not asked in a period are left out.
HEADLINES = ("B1.2", "B2.1", "C2.0", "B1.4")
SAVINGS = "C2.0"
MOST_BARS = 8
#: Narrow, so that the letters stay readable on a phone.
CANVAS = Canvas(width=410)


def headlines(rows: list[FigureRow]) -> list[FigureRow]:
    found = {row.definition.code: row for row in rows}
    return [found[code] for code in HEADLINES if code in found and found[code].figure.total is not None]


def against_targets(rows: list[FigureRow]) -> str:
    """Results where more is better against registered targets, in per cent of the target; SVG or ""."""
    compared = [r for r in rows if r.achieved and r.definition.direction == "up"]
    compared.sort(key=lambda row: (row.definition.code not in HEADLINES, row.definition.code))
    bars = [
        (
            f"{row.definition.code} {row.definition.full_name}",
            row.figure.target_percent.quantize(Decimal("0.1")),
            Decimal(100),
        )
        for row in compared[:MOST_BARS]
    ]
    return charts.target_bars(_("Per cent of the registered target"), bars, unit="%", canvas=CANVAS) if bars else ""


def over_the_years(period: ReportingPeriod) -> str:
    """Money saved, year by year, from the compilations up to this year; SVG or ""."""
    reports = ConsolidatedReport.objects.live().filter(
        period__kind=ReportingPeriod.Kind.ANNUAL, period__year__lte=period.year, compilation__isnull=False
    )
    points: dict[int, tuple[Decimal, str]] = {}
    for report in reports.select_related("compilation", "period").order_by("period__year", "pk"):
        compiled = stored(report.compilation)
        figure = compiled.figures.get(SAVINGS)
        if figure is not None and figure.total is not None:
            points[report.period.year] = (figure.total, compiled.definitions[SAVINGS].unit)
            if figure.previous.figure is not None:
                points.setdefault(report.period.year - 1, (figure.previous.figure, compiled.definitions[SAVINGS].unit))
    if not points:
        return ""
    years = sorted(points)
    unit = points[years[-1]][1]
    series = [Series(_("Saved"), tuple(points[year][0] for year in years))]
    return charts.bar_chart(_("Money saved, by year"), [str(year) for year in years], series, unit=unit, canvas=CANVAS)


def by_unit(rows: list[FigureRow], compiled: Compiled | None) -> str:
    """Who reported how many of the figures asked of it; SVG or ""."""
    if compiled is None or not compiled.counted_units:
        return ""
    given = {unit["code"]: 0 for unit in compiled.counted_units}
    for row in rows:
        for code in row.figure.counted:
            given[code] = given.get(code, 0) + 1
    names = {unit["code"]: unit["short_name"] for unit in compiled.inputs["unit_names"]}
    labels = [names.get(code, code) for code in given]
    series = [Series(_("Figures"), tuple(Decimal(n) for n in given.values()))]
    return charts.bar_chart(_("Figures reported, by unit"), labels, series, canvas=CANVAS)
