"""Pictures of figures, the same on paper and on a page: pure functions from numbers to a small SVG with real text."""

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from departments.vietnamese import format_decimal
from reports.documents import content
from reports.documents.content import Chart, Series
from reports.documents.svg import FILLS, GRID, INK, MARK, OUTLINE, Canvas, element

Number = Decimal | int
NOTHING = "–"
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
        parts = [(label, value or Decimal(0)) for label, value in zip(chart.labels, chart.series[0].values, strict=True)]
        return donut(chart.title, parts, canvas=canvas)
    return bar_chart(chart.title, chart.labels, chart.series, unit=chart.unit, canvas=canvas)


def description(chart: Chart) -> str:
    """The figures of a chart in words, for readers who do not see it."""
    unit = f" ({chart.unit})" if chart.unit else ""
    series = (
        f"{line.name}: " + ", ".join(f"{lab} {_text(v)}" for lab, v in zip(chart.labels, line.values, strict=True))
        for line in chart.series
    )
    return f"{chart.title}{unit}. " + "; ".join(series)


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
    high = _highest(series)
    slot = canvas.width / max(len(labels), 1)
    thick = min(slot * 0.7 / len(series), 56)
    parts = [head]
    for place, label in enumerate(labels):
        middle = slot * (place + 0.5)
        for rank, line in enumerate(series):
            value = line.values[place]
            x = middle + thick * (rank - len(series) / 2)
            height = 150 * _share(value, high)
            parts.append(_bar(x + 1, base - height, thick - 2, height, rank))
            parts.append(canvas.text(x + thick / 2, base - height - 4, _text(value), role="value", anchor="middle"))
        parts.append(canvas.text(middle, base + size * 1.3, label, role="axis", anchor="middle"))
    parts.append(element("line", x1=0.0, y1=base, x2=float(canvas.width), y2=base, stroke=INK, class_="chart-base"))
    return canvas.picture(title, base + size * 1.8, *parts, kind="columns")


def _bars(canvas: Canvas, title: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> SafeString:
    head, y = _head(canvas, title, unit, series)
    left = canvas.width * 0.38
    high = _highest(series)
    longest = max((canvas.text_width(_text(v)) for line in series for v in line.values), default=0)
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
            long = room * _share(value, high)
            parts.append(_bar(left, bar_top + thick * rank, long, thick - 1.5, rank))
            below = bar_top + thick * rank + thick / 2 + canvas.font_size * 0.33
            parts.append(canvas.text(left + long + 5, below, _text(value), role="value"))
        y += height
    return canvas.picture(title, y + 4, *parts, kind="bars")


def line_chart(
    title: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = "", canvas: Canvas | None = None
) -> SafeString:
    """A line per series over labels at equal distances; missing values interrupt nothing and are not drawn."""
    canvas = canvas or Canvas()
    steps = max(len(labels) - 1, 1)
    lines = [(s.name, [(i / steps, v) for i, v in enumerate(s.values) if v is not None]) for s in series]
    ticks = [(i / steps, label) for i, label in enumerate(labels)]
    return _curve(canvas, title, lines, ticks, _round_up(_highest(series)), unit=unit)


def progress_curve(
    title: str,
    lines: Sequence[tuple[str, Sequence[tuple[date, Number]]]],
    *,
    first: date,
    last: date,
    total: Number,
    due: date | None = None,
    canvas: Canvas | None = None,
) -> SafeString:
    """How many of ``total`` were done by each day. The first line is this year, further ones (dashed) for comparison."""
    days = max((last - first).days, 1)
    placed = [
        (name, [((day - first).days / days, Decimal(value)) for day, value in points if first <= day <= last])
        for name, points in lines
    ]
    ticks = [(0.0, f"{first:%d/%m}"), (1.0, f"{last:%d/%m}")]
    mark = None
    if due and first <= due <= last:
        mark = (due - first).days / days
        ticks = [tick for tick in ticks if abs(tick[0] - mark) > 0.12] + [(mark, f"hạn {due:%d/%m}")]
    return _curve(canvas or Canvas(width=420), title, placed, ticks, Decimal(max(total, 1)), mark=mark)


def _curve(
    canvas: Canvas,
    title: str,
    lines: Sequence[tuple[str, Sequence[tuple[float, Decimal]]]],
    ticks: Sequence[tuple[float, str]],
    high: Decimal,
    *,
    unit: str = "",
    mark: float | None = None,
) -> SafeString:
    size = canvas.font_size
    left = max(canvas.text_width(_text(high)), canvas.text_width(_text(high / 2))) + 8
    top, bottom, right = size * (3.2 if unit else 1.2), size * (3.2 if unit else 1.2) + 150, canvas.width - size * 2.6
    parts = [canvas.text(0, size * 1.2, f"{title} ({unit})", bold=True)] if unit else []
    for share in (Decimal(0), Decimal("0.5"), Decimal(1)):
        y = bottom - 150 * float(share)
        parts.append(element("line", x1=left, y1=y, x2=right, y2=y, stroke=GRID, class_="chart-grid"))
        parts.append(canvas.text(left - 6, y + size * 0.35, _text(high * share), role="axis", anchor="end"))
    if mark is not None:
        x = left + (right - left) * mark
        parts.append(element("line", x1=x, y1=top - 6, x2=x, y2=bottom, stroke=MARK, stroke_dasharray="3 3", class_="chart-due"))
    for rank in range(len(lines) - 1, -1, -1):
        name, points = lines[rank]
        at = [(left + (right - left) * x, bottom - 150 * _share(value, high), value) for x, value in points]
        parts.append(_line(canvas, name, at, rank))
    for share, label in ticks:
        anchor = "start" if share < 0.05 else "end" if share > 0.95 else "middle"
        parts.append(canvas.text(left + (right - left) * share, bottom + size * 1.4, label, role="axis", anchor=anchor))
    return canvas.picture(title, bottom + size * 2, *parts, kind="curve")


def _line(canvas: Canvas, name: str, at: Sequence[tuple[float, float, Decimal]], rank: int) -> str:
    if not at:
        return ""
    x, y, value = at[-1]
    dashes = (None, "5 4", "2 3", "8 3 2 3")[rank % 4]
    return (
        element(
            "polyline", points=" ".join(f"{px:.1f},{py:.1f}" for px, py, _ in at), fill="none", stroke=OUTLINE,
            stroke_width=2.5 if rank == 0 else 1.5, stroke_dasharray=dashes, class_=f"chart-line chart-line-{rank + 1}",
        )
        + element("circle", cx=x, cy=y, r=3.5, fill=OUTLINE, class_=f"chart-dot chart-dot-{rank + 1}")
        + canvas.text(x + 6, y - 4, f"{_text(value)} {name}".strip() if rank == 0 else name, role="value" if rank == 0 else "axis")
    )  # fmt: skip


def sparkline(title: str, values: Sequence[Number | None], *, width: float = 72, height: float = 22) -> SafeString:
    """A line the size of a word: the values of past years, the last one marked."""
    known = [(place, Decimal(value)) for place, value in enumerate(values) if value is not None]
    canvas = Canvas(width=width)
    low, high = min((v for _, v in known), default=Decimal(0)), max((v for _, v in known), default=Decimal(1))
    span, steps = float(high - low) or 1.0, max(len(values) - 1, 1)
    at = [(4 + (width - 8) * i / steps, height - 4 - (height - 8) * float(v - low) / span) for i, v in known]
    if not at:
        return canvas.picture(title, height, kind="sparkline")
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    line = element("polyline", points=points, fill="none", stroke=OUTLINE, stroke_width=2, class_="chart-line chart-line-1")
    dot = element("circle", cx=at[-1][0], cy=at[-1][1], r=3, fill=OUTLINE, class_="chart-dot chart-dot-1")
    return canvas.picture(title, height, line, dot, kind="sparkline")


def target_bars(
    title: str,
    rows: Sequence[tuple[str, Number | None, Number | None]],
    *,
    unit: str = "",
    canvas: Canvas | None = None,
) -> SafeString:
    """Result against target, a bar per row: the black stroke is the target, a pale bar has not reached it."""
    canvas = canvas or Canvas(width=520)
    size, left = canvas.font_size, canvas.width * 0.44
    full = canvas.width - left - canvas.text_width("0.000,0 / 0.000,0")
    parts, y = [], 4.0
    for label, value, target in rows:
        lines = canvas.wrap(label, left - 12)
        height = max(size * 1.15 * len(lines), size * 1.4) + 8
        high = max(Decimal(value or 0), Decimal(target or 0), Decimal(0)) or Decimal(1)
        long, goal = full * _share(value, high), full * _share(target, high)
        reached = value is not None and target is not None and value >= target
        top = y + height / 2 - size / 2
        parts.append(canvas.lines(0, y + height / 2, lines))
        parts.append(element("rect", x=left, y=top, width=full, height=size, fill="#f1efea", class_="chart-track"))
        parts.append(_bar(left, top, long, size, 0 if reached or target is None else 1))
        if target is not None:
            x = left + goal
            parts.append(element("line", x1=x, y1=top - 4, x2=x, y2=top + size + 4, stroke=INK, stroke_width=2, class_="chart-target"))
        figures = _text(value) if target is None else f"{_text(value)} / {_text(target)}"
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
    pieces = [element("circle", cx=middle, cy=middle, r=radius, fill="none", stroke="#f0ece4", stroke_width=20, class_="chart-track")]
    start = 0.0
    for rank, (label, value) in enumerate(parts):
        long = around * _share(value, total)
        if long:
            pieces.append(
                element(
                    "circle", cx=middle, cy=middle, r=radius, fill="none", stroke=FILLS[rank % len(FILLS)], stroke_width=20,
                    stroke_dasharray=f"{long:.2f} {around - long:.2f}", stroke_dashoffset=f"{-start:.2f}",
                    transform=f"rotate(-90 {middle:g} {middle:g})", class_=f"chart-part chart-{rank + 1}",
                )
            )  # fmt: skip
        start += long
        y = middle + (rank - (len(parts) - 1) / 2) * canvas.font_size * 1.7
        pieces.append(_bar(160, y - canvas.font_size * 0.5, canvas.font_size, canvas.font_size, rank))
        pieces.append(canvas.text(160 + canvas.font_size * 1.6, y + canvas.font_size * 0.4, f"{label}: {_text(value)}"))
    pieces.append(canvas.text(middle, middle + canvas.font_size * (0.1 if note else 0.4), centre or _text(total), anchor="middle", bold=True))
    pieces.append(canvas.text(middle, middle + canvas.font_size * 1.3, note, role="axis", anchor="middle") if note else "")
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
            parts.append(_bar(x, y, size, size, rank))
            parts.append(canvas.text(x + size * 1.5, y + size * 0.85, line.name, role="axis"))
            x += size * 3.5 + canvas.text_width(line.name)
        y += size * 1.6
    return "".join(parts), y + size * 0.4


def _bar(x: float, y: float, width: float, height: float, rank: int) -> str:
    kind = f"chart-bar chart-{rank + 1}"
    fill = FILLS[rank % len(FILLS)]
    return element("rect", x=x, y=y, width=max(width, 0.0), height=max(height, 0.0), fill=fill, stroke=OUTLINE, stroke_width=0.75, class_=kind)


def _highest(series: Sequence[Series]) -> Decimal:
    return max((value for line in series for value in line.values if value is not None and value > 0), default=Decimal(1))


def _round_up(value: Decimal) -> Decimal:
    """The next of 2, 4, 6, 10 times a power of ten, so that the middle of an axis is a short number too."""
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in map(Decimal, (2, 4, 6, 10)) if step * power >= value)


def _share(value: Number | None, high: Number) -> float:
    """Between 0 and 1; negative values have no length (their figure is printed all the same)."""
    return min(max(float(value or 0) / float(high), 0.0), 1.0) if high else 0.0


def _text(value: Number | None) -> str:
    return NOTHING if value is None else format_decimal(value)
