"""The texts of a demonstration unit, its own figures filled in, so that words and tables agree."""

import re
from decimal import Decimal

from demo import data_files
from demo.given import Given, figures_of
from departments.vietnamese import format_decimal, format_percent

MARK = re.compile(r"\{([A-D][0-9.]+[a-d]?)\}")
#: Ratios that a sentence states as “31/35”; all others are percentages.
AS_PARTS = ("B2.5", "B3.5")


def text_of(unit: str, code: str, year: int) -> str:
    """What the unit wrote under this heading in this year; empty where the files have nothing."""
    written = data_files.texts(unit).get(code)
    if not written:
        return ""
    own = _filled(data_files.of_year(written, year), figures_of(unit, year))
    return " ".join([own, *data_files.shared_sentences(unit, code)])


def phase_text_of(unit: str, code: str) -> str:
    return data_files.phase_texts(unit).get(code, "")


def _filled(text: str, figures: dict[str, Given]) -> str:
    return MARK.sub(lambda match: said(match[1], figures[match[1]]), text)


def said(code: str, figure: Given) -> str:
    """A figure as a sentence says it: `05`, `221`, `6,5`, `97,1%`, `31/35`."""
    if figure.numerator is not None and figure.denominator:
        if code in AS_PARTS:
            return f"{format_decimal(figure.numerator)}/{format_decimal(figure.denominator)}"
        return format_percent(figure.numerator / figure.denominator * Decimal(100))
    text = format_decimal(figure.value or Decimal(0))
    return f"0{text}" if len(text) == 1 and text != "0" else text
