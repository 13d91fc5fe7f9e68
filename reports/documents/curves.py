"""Lines over time: results by year, submissions by day, and a line the size of a word."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from reports.documents.content import Series
from reports.documents.svg import GRID, MARK, OUTLINE, Canvas, Number, element, figure, highest, share_of


def line_chart(
    title: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = "", canvas: Canvas | None = None
) -> SafeString:
    """A line per series over labels at equal distances; missing values interrupt nothing and are not drawn."""
    canvas = canvas or Canvas()
    steps = max(len(labels) - 1, 1)
    lines = [(s.name, [(i / steps, v) for i, v in enumerate(s.values) if v is not None]) for s in series]
    ticks = [(i / steps, label) for i, label in enumerate(labels)]
    return _curve(canvas, title, lines, ticks, _round_up(highest(series)), unit=unit)


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
    """How many of ``total`` were done by each day. The first line is this year, further ones (dashed) for
    comparison."""
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
    left = max(canvas.text_width(figure(high)), canvas.text_width(figure(high / 2))) + 8
    top, bottom = size * (3.2 if unit else 1.8), size * (3.2 if unit else 1.8) + 150
    room = max((canvas.text_width(f"{name}: {figure(high)}") for name, _ in lines), default=0) + 10
    right = canvas.width - max(size * 2.6, room)
    parts = [canvas.text(0, size * 1.2, f"{title} ({unit})", bold=True)] if unit else []
    for share in (Decimal(0), Decimal("0.5"), Decimal(1)):
        y = bottom - 150 * float(share)
        parts.append(element("line", x1=left, y1=y, x2=right, y2=y, stroke=GRID, class_="chart-grid"))
        parts.append(canvas.text(left - 6, y + size * 0.35, figure(high * share), role="axis", anchor="end"))
    if mark is not None:
        x = left + (right - left) * mark
        parts.append(
            element("line", x1=x, y1=top - 6, x2=x, y2=bottom, stroke=MARK, stroke_dasharray="3 3", class_="chart-due")
        )
    placed = [
        [(left + (right - left) * x, bottom - 150 * share_of(value, high), value) for x, value in points]
        for _, points in lines
    ]
    heights = _label_heights(canvas, [at[-1] if at else None for at in placed])
    for rank in range(len(lines) - 1, -1, -1):
        parts.append(_line(canvas, lines[rank][0], placed[rank], rank, heights[rank]))
    for share, label in ticks:
        anchor = "start" if share < 0.05 else "end" if share > 0.95 else "middle"
        parts.append(canvas.text(left + (right - left) * share, bottom + size * 1.4, label, role="axis", anchor=anchor))
    return canvas.picture(title, bottom + size * 2, *parts, kind="curve")


def _label_heights(canvas: Canvas, ends: Sequence[tuple[float, float, Decimal] | None]) -> list[float]:
    """Where the name of each line stands: above its end, and below one that already stands there."""
    heights: list[float] = []
    for place, end in enumerate(ends):
        y = end[1] - 6 if end else 0.0
        for other, taken in zip(ends[:place], heights, strict=True):
            near = end and other and abs(end[0] - other[0]) < canvas.font_size * 6
            if near and abs(y - taken) < canvas.font_size * 1.2:
                y = taken + canvas.font_size * 1.4
        heights.append(y)
    return heights


def _line(canvas: Canvas, name: str, at: Sequence[tuple[float, float, Decimal]], rank: int, label_at: float) -> str:
    if not at:
        return ""
    x, y, value = at[-1]
    dashes = (None, "5 4", "2 3", "8 3 2 3")[rank % 4]
    return (
        element(
            "polyline",
            points=" ".join(f"{px:.1f},{py:.1f}" for px, py, _ in at),
            fill="none",
            stroke=OUTLINE,
            stroke_width=2.5 if rank == 0 else 1.5,
            stroke_dasharray=dashes,
            class_=f"chart-line chart-line-{rank + 1}",
        )
        + element("circle", cx=x, cy=y, r=3.5, fill=OUTLINE, class_=f"chart-dot chart-dot-{rank + 1}")
        + canvas.text(
            x + 6,
            label_at,
            (f"{name}: {figure(value)}" if name else figure(value)) if rank == 0 else name,
            role="value" if rank == 0 else "axis",
        )
    )


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
    line = element(
        "polyline", points=points, fill="none", stroke=OUTLINE, stroke_width=2, class_="chart-line chart-line-1"
    )
    dot = element("circle", cx=at[-1][0], cy=at[-1][1], r=3, fill=OUTLINE, class_="chart-dot chart-dot-1")
    return canvas.picture(title, height, line, dot, kind="sparkline")


def _round_up(value: Decimal) -> Decimal:
    """The next of 2, 4, 6, 10 times a power of ten, so that the middle of an axis is a short number too."""
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in map(Decimal, (2, 4, 6, 10)) if step * power >= value)
