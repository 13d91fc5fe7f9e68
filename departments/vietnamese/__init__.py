"""Vietnamese text, numbers and dates: cleaning, order, search, reading figures and writing them.

The lowest layer of the whole house: pure functions that know no framework, no database and no clock. Every text and
every number a person types, uploads or imports passes through here, so the rules are the same in a form, in Excel and
in JSON.
"""

from departments.vietnamese.dates import format_date, long_date
from departments.vietnamese.numbers import (
    MAX_DIGITS,
    AmbiguousNumber,
    NumberProblem,
    format_decimal,
    format_percent,
    parse_decimal,
)
from departments.vietnamese.order import name_sort_key, sort_key
from departments.vietnamese.text import TextProblem, clean_text, fold, likeness_of_words, nfc, similarity
from departments.vietnamese.words import number_in_words, roman

__all__ = [
    "MAX_DIGITS",
    "AmbiguousNumber",
    "NumberProblem",
    "TextProblem",
    "clean_text",
    "fold",
    "format_date",
    "format_decimal",
    "format_percent",
    "likeness_of_words",
    "long_date",
    "name_sort_key",
    "nfc",
    "number_in_words",
    "parse_decimal",
    "roman",
    "similarity",
    "sort_key",
]
