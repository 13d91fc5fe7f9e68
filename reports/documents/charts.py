"""Pictures of figures, the same on paper and on a page: pure functions from numbers to a small SVG with real text."""

import math
from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from reports.documents import content
from reports.documents.content import Chart, Series
from reports.documents.curves import line_chart, progress_curve, sparkline
from reports.documents.svg import FILLS, INK, Canvas, Number, bar, element, figure, highest, share_of

__all__ = [
    "bar_chart",
    "description",
    "donut",
    "draw",
    "heading",
    "line_chart",
    "progress_curve",
    "sparkline",
    "target_bars",
]

_PX_PER_MM = 96 / 25.4


def draw(chart: Chart, *, font_family: str = "", width_mm: float | None = None) -> SafeString:
    """The picture of a chart block, for a page or (``width_mm``) for paper."""
    canvas = Canvas(width=width_mm * _PX_PER_MM, font_size=15, font_family=font_family) if width_mm else Canvas()
    if chart.kind == content.CURVE:
        return line_chart(chart.title, chart.labels, chart.series, unit=chart.unit, canvas=canvas)
    if chart.kind == content.TARGETS:
        results, goals = chart.series[0], chart.series[-1]
        rows = list(zip(chart.labels, results.values, goals.values, strict=True))
        return target_bars(chart.title, rows, unit=chart.unit, canvas=canvas)
    if chart.kind == content.DONUT:
        parts = [
            (label, value or Decimal(0)) for label, value in zip(chart.labels, chart.series[0].values, strict=True)
        ]
        return donut(chart.title, parts, canvas=canvas)
    return bar_chart(chart.title, chart.labels, chart.series, unit=chart.unit, canvas=canvas)


def heading(chart: Chart) -> str:
    """The title with its unit."""
    return f"{chart.title} ({chart.unit})" if chart.unit else chart.title


def writes_its_title(chart: Chart) -> bool:
    """Whether the title is part of the picture; on a page the other kinds stand below a heading of their own."""
    return chart.kind == content.BARS or (chart.kind == content.CURVE and bool(chart.unit))


def description(chart: Chart) -> str:
    """The figures of a chart in words, for readers who do not see it."""
    series = (
        f"{line.name}: " + ", ".join(f"{lab} {figure(v)}" for lab, v in zip(chart.labels, line.values, strict=True))
        for line in chart.series
    )
    return f"{heading(chart)}. " + "; ".join(series)


def bar_chart(
    title: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = "", canvas: Canvas | None = None
) -> SafeString:
    """Columns for a few short labels (years), lying bars for long ones (units)."""
    canvas = canvas or Canvas()
    columns = len(labels) <= 10 and max((len(label) for label in labels), default=0) <= 8
    return (_columns if columns else _bars)(canvas, title, labels, series, unit)


def _columns(canvas: Canvas, title: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> SafeString:
    head, top = _head(canvas, title, unit, series)
    size, base = canvas.font_size, top + 170
    high = highest(series)
    slot = canvas.width / max(len(labels), 1)
    thick = min(slot * 0.7 / len(series), 56)
    parts = [head]
    for place, label in enumerate(labels):
        middle = slot * (place + 0.5)
        for rank, line in enumerate(series):
            value = line.values[place]
            x = middle + thick * (rank - len(series) / 2)
            height = 150 * share_of(value, high)
            parts.append(bar(x + 1, base - height, thick - 2, height, rank))
            parts.append(canvas.text(x + thick / 2, base - height - 4, figure(value), role="value", anchor="middle"))
        parts.append(canvas.text(middle, base + size * 1.3, label, role="axis", anchor="middle"))
    parts.append(element("line", x1=0.0, y1=base, x2=float(canvas.width), y2=base, stroke=INK, class_="chart-base"))
    return canvas.picture(title, base + size * 1.8, *parts, kind="columns")


def _bars(canvas: Canvas, title: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> SafeString:
    head, y = _head(canvas, title, unit, series)
    left = canvas.width * 0.38
    high = highest(series)
    longest = max((canvas.text_width(figure(v)) for line in series for v in line.values), default=0)
    room = canvas.width - left - longest - 8
    thick = canvas.font_size * (1.1 if len(series) == 1 else 1)
    parts = [head]
    for place, label in enumerate(labels):
        lines = canvas.wrap(label, left - 10)
        height = max(thick * len(series), canvas.font_size * 1.15 * len(lines)) + 6
        parts.append(canvas.lines(left - 8, y + height / 2, lines, anchor="end"))
        bar_top = y + (height - thick * len(series)) / 2
        for rank, line in enumerate(series):
            value = line.values[place]
            long = room * share_of(value, high)
            parts.append(bar(left, bar_top + thick * rank, long, thick - 1.5, rank))
            below = bar_top + thick * rank + thick / 2 + canvas.font_size * 0.33
            parts.append(canvas.text(left + long + 5, below, figure(value), role="value"))
        y += height
    return canvas.picture(title, y + 4, *parts, kind="bars")


def target_bars(
    title: str,
    rows: Sequence[tuple[str, Number | None, Number | None]],
    *,
    unit: str = "",
    canvas: Canvas | None = None,
) -> SafeString:
    """Result against target, a bar per row: the black stroke is the target, a pale bar has not reached it.

    Rows with one and the same target (100 %) share a scale, so that their bars can be compared.
    """
    canvas = canvas or Canvas(width=520)
    size, left = canvas.font_size, canvas.width * 0.44
    full = canvas.width - left - canvas.text_width("0.000,0 / 0.000,0")
    parts, y = [], 4.0
    goals = {target for _, _, target in rows}
    shared = max((Decimal(value or 0) for _, value, _ in rows), default=Decimal(0)) if len(goals) == 1 else Decimal(0)
    for label, value, target in rows:
        lines = canvas.wrap(label, left - 12)
        height = max(size * 1.15 * len(lines), size * 1.4) + 8
        high = max(shared, Decimal(value or 0), Decimal(target or 0), Decimal(0)) or Decimal(1)
        long, goal = full * share_of(value, high), full * share_of(target, high)
        reached = value is not None and target is not None and value >= target
        top = y + height / 2 - size / 2
        parts.append(canvas.lines(0, y + height / 2, lines))
        parts.append(element("rect", x=left, y=top, width=full, height=size, fill="#f1efea", class_="chart-track"))
        parts.append(bar(left, top, long, size, 0 if reached or target is None else 1))
        if target is not None:
            x = left + goal
            parts.append(
                element(
                    "line", x1=x, y1=top - 4, x2=x, y2=top + size + 4, stroke=INK, stroke_width=2, class_="chart-target"
                )
            )
        figures = figure(value) if target is None else f"{figure(value)} / {figure(target)}"
        parts.append(canvas.text(left + full + 8, y + height / 2 + size * 0.35, figures, role="value"))
        y += height
    return canvas.picture(f"{title} ({unit})" if unit else title, y + 4, *parts, kind="targets")


def donut(
    title: str, parts: Sequence[tuple[str, Number]], *, centre: str = "", note: str = "", canvas: Canvas | None = None
) -> SafeString:
    """Parts of a whole as a ring with its legend; ``centre`` and ``note`` are written in the middle."""
    canvas = canvas or Canvas(width=360)
    radius, middle = 56.0, 70.0
    around = 2 * math.pi * radius
    total = sum((Decimal(value) for _, value in parts), Decimal(0))
    pieces = [
        element(
            "circle",
            cx=middle,
            cy=middle,
            r=radius,
            fill="none",
            stroke="#f0ece4",
            stroke_width=20,
            class_="chart-track",
        )
    ]
    start = 0.0
    for rank, (label, value) in enumerate(parts):
        long = around * share_of(value, total)
        if long:
            pieces.append(
                element(
                    "circle",
                    cx=middle,
                    cy=middle,
                    r=radius,
                    fill="none",
                    stroke=FILLS[rank % len(FILLS)],
                    stroke_width=20,
                    stroke_dasharray=f"{long:.2f} {around - long:.2f}",
                    stroke_dashoffset=f"{-start:.2f}",
                    transform=f"rotate(-90 {middle:g} {middle:g})",
                    class_=f"chart-part chart-{rank + 1}",
                )
            )
        start += long
        y = middle + (rank - (len(parts) - 1) / 2) * canvas.font_size * 1.7
        pieces.append(bar(160, y - canvas.font_size * 0.5, canvas.font_size, canvas.font_size, rank))
        pieces.append(
            canvas.text(160 + canvas.font_size * 1.6, y + canvas.font_size * 0.4, f"{label}: {figure(value)}")
        )
    pieces.append(
        canvas.text(
            middle,
            middle + canvas.font_size * (0.1 if note else 0.4),
            centre or figure(total),
            anchor="middle",
            bold=True,
        )
    )
    pieces.append(
        canvas.text(middle, middle + canvas.font_size * 1.3, note, role="axis", anchor="middle") if note else ""
    )
    return canvas.picture(title, middle * 2, *pieces, kind="donut")


def _head(canvas: Canvas, title: str, unit: str, series: Sequence[Series]) -> tuple[str, float]:
    """Title and, for several series, the legend; also where the drawing may begin."""
    size = canvas.font_size
    heading = f"{title} ({unit})" if unit else title
    parts = [canvas.lines(canvas.width / 2, size, canvas.wrap(heading, canvas.width), anchor="middle", bold=True)]
    y = size * 2.2
    if len(series) > 1:
        x = 0.0
        for rank, line in enumerate(series):
            parts.append(bar(x, y, size, size, rank))
            parts.append(canvas.text(x + size * 1.5, y + size * 0.85, line.name, role="axis"))
            x += size * 3.5 + canvas.text_width(line.name)
        y += size * 1.6
    return "".join(parts), y + size * 0.4
