"""Figures in Vietnamese, for tables and for running text. The only place where a figure is rounded."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from departments.vietnamese import format_decimal, format_percent
from reports.consolidation.amounts import BLANK, NONE_ARISEN, NOT_MINE, Amount, Contribution, Definition, Figure

NO_ANSWER = "–"
#: Percentage points in a narrow column: the two stay on one line.
POINTS = " điểm\u00a0%"
UNCHANGED = "không thay đổi"
STATUS_WORDS = {NONE_ARISEN: "Không phát sinh", NOT_MINE: "Không thuộc chức năng", BLANK: NO_ANSWER}
STATUS_SIGNS = {NONE_ARISEN: "KPS", NOT_MINE: "x", BLANK: NO_ANSWER}
RATIO_PLACES = 1
#: `{B1.2}` the figure · `{B1.2 so với năm trước}` · `{B1.2 so với kế hoạch}`
LIVE = re.compile(r"\{([A-Z][0-9]+(?:\.[0-9]+)*[a-z]?)(?: (so với năm trước|so với kế hoạch))?\}")


def in_table(amount: Amount, definition: Definition) -> str:
    """With the decimals of the indicator, of a whole figure without them; empty where there is no figure."""
    figure = amount.figure
    return "" if figure is None else _without_zeros(figure, places_of(definition))


def _without_zeros(figure: Decimal, places: int) -> str:
    """`64,50` · `5`: decimals that are all zero say nothing."""
    text = format_decimal(figure, places)
    whole, _, decimals = text.partition(",")
    return text if decimals.strip("0") else whole


def places_of(definition: Definition) -> int:
    """Decimals that are printed."""
    return max(definition.decimals, RATIO_PLACES) if definition.is_ratio else definition.decimals


def in_words_of_a_report(amount: Amount, definition: Definition) -> str:
    """As a sentence writes it: `04`, `612`, `1.234,5`, `98,7%`; empty where there is no figure."""
    figure = amount.figure
    if figure is None:
        return ""
    if definition.is_ratio or definition.unit == "%":
        return format_percent(figure, places_of(definition) or RATIO_PLACES)
    text = format_decimal(Decimal(format_plain(figure, definition.decimals)))
    return f"0{text}" if len(text) == 1 and text != "0" and definition.decimals == 0 else text


def format_plain(figure: Decimal, places: int) -> str:
    """The figure rounded half up to its decimals, as Decimal reads it."""
    return format_decimal(figure, places).replace(".", "").replace(",", ".")


def total_in_table(figure: Figure, definition: Definition) -> str:
    """The consolidated figure, or why there is none."""
    text = in_table(figure.shown, definition)
    if text:
        return text
    if figure.by_unit and {given.status for given in figure.by_unit.values()} <= {NONE_ARISEN, NOT_MINE}:
        return STATUS_WORDS[NONE_ARISEN] if figure.units_with(NONE_ARISEN) else NO_ANSWER
    return NO_ANSWER


def given_in_table(given: Contribution | None, definition: Definition) -> str:
    """One unit's figure in a narrow column; the signs are explained under the table."""
    if given is None:
        return ""
    return in_table(given.amount, definition) if given.counts else STATUS_SIGNS.get(given.status, NO_ANSWER)


def percent_in_table(percent: Decimal | None) -> str:
    """One decimal, without the sign; the heading of the column has it."""
    return NO_ANSWER if percent is None else _without_zeros(percent, RATIO_PLACES)


@dataclass(frozen=True)
class Change:
    """The difference to the year before as it is printed; `in_points`: of a ratio, in percentage points."""

    size: Decimal
    places: int
    in_points: bool

    @property
    def signed(self) -> str:
        """`+28,6` · `-0,9` · `0`"""
        return f"{'+' if self.size > 0 else ''}{self._plain(self.size)}"

    @property
    def unsigned(self) -> str:
        return self._plain(abs(self.size))

    def _plain(self, number: Decimal) -> str:
        return format_percent(number, self.places).removesuffix("%")


def change_of(figure: Figure, definition: Definition) -> Change | None:
    """Of ratios the printed figures are subtracted, so that a reader can check the difference.

    None where there is nothing to compare with, and while units miss.
    """
    if figure.is_partial:
        return None
    if figure.change_points is not None:
        places = places_of(definition)
        now, before = (Decimal(format_plain(f, places)) for f in (figure.total, figure.previous.figure))
        return Change(now - before, places, True)
    if figure.change_percent is not None:
        return Change(Decimal(format_plain(figure.change_percent, RATIO_PLACES)), RATIO_PLACES, False)
    return None


def change_in_table(figure: Figure, definition: Definition) -> str:
    """`+28,6%`; of a ratio `-0,9 điểm %`; `không thay đổi`."""
    found = change_of(figure, definition)
    if found is None:
        return NO_ANSWER
    if not found.size:
        return UNCHANGED
    return found.signed + (POINTS if found.in_points else "%")


def change(figure: Figure, definition: Definition, year_before: int) -> str:
    """`tăng 8,3% so với năm 2025`; of a ratio in percentage points; empty where it cannot be said."""
    found = change_of(figure, definition)
    if found is None:
        return ""
    if not found.size:
        return f"bằng năm {year_before}"
    size = f"{found.unsigned}{' điểm phần trăm' if found.in_points else '%'}"
    return f"{'tăng' if found.size > 0 else 'giảm'} {size} so với năm {year_before}"


def completion(figure: Figure) -> str:
    """`đạt 102% kế hoạch`; empty without a registered target, and while units miss."""
    percent = None if figure.is_partial else figure.target_percent
    return "" if percent is None else f"đạt {format_percent(percent)} kế hoạch"


@dataclass(frozen=True)
class Piece:
    """A run of text; `code` names the indicator whose live figure it is. `unresolved`: there is no such figure."""

    text: str
    code: str = ""
    unresolved: bool = False


@dataclass(frozen=True)
class LiveFigures:
    """What the marks in a text stand for."""

    definitions: Mapping[str, Definition]
    figures: Mapping[str, Figure]
    year: int
    #: Whole numbers that come from no indicator: what HC-TC itself did (`facts`).
    facts: Mapping[str, int] = field(default_factory=dict)

    def pieces(self, text: str) -> Iterator[Piece]:
        """The text with its marks replaced; a mark without a figure stays visible as it was typed."""
        end = 0
        for match in LIVE.finditer(text):
            if match.start() > end:
                yield Piece(text[end : match.start()])
            said = self.said(match[1], match[2] or "")
            yield Piece(said or match[0], "" if match[1] in self.facts else match[1], not said)
            end = match.end()
        if end < len(text):
            yield Piece(text[end:])

    def said(self, code: str, compared: str = "") -> str:
        """The words for one mark; empty when there is no such figure."""
        if code in self.facts and not compared:
            return f"{self.facts[code]:02d}"
        definition, figure = self.definitions.get(code), self.figures.get(code)
        if definition is None or figure is None:
            return ""
        if compared == "so với năm trước":
            return change(figure, definition, self.year - 1)
        if compared == "so với kế hoạch":
            return completion(figure)
        return in_words_of_a_report(figure.shown, definition)

    def plain(self, text: str) -> str:
        return "".join(piece.text for piece in self.pieces(text))

    def unresolved(self, text: str) -> list[str]:
        """Marks that stand for no figure."""
        return [piece.text for piece in self.pieces(text) if piece.unresolved]
