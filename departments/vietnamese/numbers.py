"""One door for numbers: reading the figures people type, strictly, and writing figures."""

import re
from decimal import ROUND_HALF_UP, Decimal

from departments.vietnamese.text import NO_BREAK_SPACES

MAX_DIGITS = 15
"""Digits a figure may have in all: more than any office figure needs, and what both databases and Excel keep."""


class NumberProblem(ValueError):
    """A figure that is not taken as typed. `code`: "unreadable", "decimals" or "digits"; `limit` for the last two."""

    def __init__(self, code: str, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


class AmbiguousNumber(NumberProblem):
    """A figure one can read in another way than it was typed; `readings` are the correct spellings to offer."""

    def __init__(self, readings: list[str]) -> None:
        super().__init__("ambiguous")
        self.readings = readings


_PLAIN = re.compile(r"(-?)([0-9]+)(?:,([0-9]+))?")
_GROUPED = re.compile(r"(-?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ONE_POINT = re.compile(r"(-?)([0-9]+)\.([0-9]+)")
_ENGLISH = re.compile(r"(-?)([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]+)")


def parse_decimal(text: str, places: int | None = None) -> Decimal:
    """The figure a person typed in Vietnamese writing: `1234`, `1.234`, `1.234,5`, `-0,5`; nothing else is guessed.

    `places` is the number of decimals the figure may have (None: any); more are refused, never rounded. Raises
    `AmbiguousNumber` where the point looks like a decimal point (`0.125`, `12.5`), `NumberProblem` otherwise.
    """
    text = text.strip(" \t\r\n" + NO_BREAK_SPACES)
    if match := _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        sign, whole, fraction = match.groups()
        return _checked(sign, whole.replace(".", "").lstrip("0"), (fraction or "").rstrip("0"), places)
    if readings := _other_readings(text):
        raise AmbiguousNumber(readings)
    raise NumberProblem("unreadable")


def _checked(sign: str, whole: str, fraction: str, places: int | None) -> Decimal:
    if len(whole) + len(fraction) > MAX_DIGITS:
        raise NumberProblem("digits", MAX_DIGITS)
    if places is not None and len(fraction) > places:
        raise NumberProblem("decimals", places)
    value = Decimal(f"{sign}{whole or '0'}.{fraction or '0'}") if fraction else Decimal(f"{sign}{whole or '0'}")
    return value or Decimal(0)


def _other_readings(text: str) -> list[str]:
    """Correct spellings of a figure written with a decimal point: as a fraction and, if it could be, as thousands."""
    if match := _ENGLISH.fullmatch(text):
        sign, whole, fraction = match.groups()
        return [f"{sign}{whole.replace(',', '.')},{fraction}"]
    match = _ONE_POINT.fullmatch(text)
    if not match or len(text) > 2 * MAX_DIGITS:
        return []
    sign, whole, fraction = match.groups()
    grouped = format_decimal(Decimal(f"{sign}{whole}{fraction}"))
    return [f"{sign}{whole},{fraction}"] + ([grouped] if len(fraction) == 3 and len(whole) <= 3 else [])


def format_decimal(value: Decimal | int, places: int | None = None) -> str:
    """`1.234,5`. `places` fixes the number of decimals (half up, for display only); None shows what is there."""
    if isinstance(value, float):
        raise TypeError("Figures are Decimal or int; a float has already lost digits.")
    value = Decimal(value)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{value:f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    sign = "-" if value < 0 else ""
    grouped = f"{int(whole.lstrip('-') or 0):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def format_percent(value: Decimal | int, places: int = 1) -> str:
    """`8,3%`: a value that is already in per cent, with at most `places` decimals and no empty ones."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{format_decimal(rounded)}%"
