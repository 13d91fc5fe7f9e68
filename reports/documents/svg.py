"""Small SVG pictures as text: escaped elements, no style attributes, no scripts, no references to anything outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from departments.vietnamese import format_decimal
from reports.documents.content import Series

Number = Decimal | int
NOTHING = "–"

#: average width of a letter, in ems, in the sans and serif faces the pictures meet
LETTER_EM = 0.52


def element(name: str, /, *children: str, **attributes: object) -> str:
    """``<name …>children</name>``; attributes that are ``None`` or empty are left out, ``_`` in their names is
    ``-``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


def _value(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float | Decimal) else str(value)


@dataclass(frozen=True)
class Canvas:
    """Width and type of a picture. ``font_family`` is for print; on a page the page's own face is used."""

    width: float = 640
    font_size: float = 13
    font_family: str = ""

    def text_width(self, text: str) -> float:
        return len(text) * LETTER_EM * self.font_size

    def text(
        self, x: float, y: float, text: str, *, role: str = "label", anchor: str = "start", bold: bool = False
    ) -> str:
        """One line of text; ``role`` becomes the class ``chart-<role>``."""
        return element(
            "text",
            escape(text, quote=False),
            x=x,
            y=y,
            text_anchor=anchor,
            fill=_INKS.get(role, INK),
            font_weight="bold" if bold else None,
            class_=f"chart-{role}",
        )

    def lines(self, x: float, y: float, lines: list[str], *, anchor: str = "start", bold: bool = False) -> str:
        """Lines of text centred around ``y``."""
        step = self.font_size * 1.15
        top = y + self.font_size * 0.35 - step * (len(lines) - 1) / 2
        return "".join(self.text(x, top + step * i, line, anchor=anchor, bold=bold) for i, line in enumerate(lines))

    def wrap(self, text: str, room: float) -> list[str]:
        """``text`` in at most three lines of about ``room``; words are never broken."""
        lines: list[str] = []
        for word in text.split():
            if lines and (self.text_width(f"{lines[-1]} {word}") <= room or len(lines) == 3):
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines or [""]

    def picture(self, title: str, height: float, *children: str, kind: str) -> SafeString:
        """The finished picture, named for readers who do not see it."""
        return mark_safe(  # noqa: S308 — every child comes from element(), which escapes
            element(
                "svg",
                element("title", escape(title, quote=False)),
                *children,
                xmlns="http://www.w3.org/2000/svg",
                viewBox=f"0 0 {_value(float(self.width))} {_value(float(height))}",
                width=float(self.width),
                height=float(height),
                role="img",
                aria_label=title,
                class_=f"chart chart-{kind}",
                font_family=self.font_family,
                font_size=float(self.font_size),
            )
        )


INK = "#1d2530"
_INKS = {"axis": "#55606e", "value": INK, "label": INK}
#: fills of the first, second … series: far apart in lightness, so that a black-and-white print tells them apart
FILLS = ("#1f4e79", "#b8c7d9", "#6d8fb3", "#e3e9f0")
OUTLINE = "#1f4e79"
GRID = "#d9d9d9"
MARK = "#9f1d2b"


def bar(x: float, y: float, width: float, height: float, rank: int) -> str:
    kind = f"chart-bar chart-{rank + 1}"
    fill = FILLS[rank % len(FILLS)]
    return element(
        "rect",
        x=x,
        y=y,
        width=max(width, 0.0),
        height=max(height, 0.0),
        fill=fill,
        stroke=OUTLINE,
        stroke_width=0.75,
        class_=kind,
    )


def highest(series: Sequence[Series]) -> Decimal:
    return max(
        (value for line in series for value in line.values if value is not None and value > 0), default=Decimal(1)
    )


def share_of(value: Number | None, high: Number) -> float:
    """Between 0 and 1; negative values have no length (their figure is printed all the same)."""
    return min(max(float(value or 0) / float(high), 0.0), 1.0) if high else 0.0


def figure(value: Number | None) -> str:
    return NOTHING if value is None else format_decimal(value)
