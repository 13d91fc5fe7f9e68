"""Document numbers in what people type as a reference: `812/BC-TH ngày 05/10/2026`, `số 36/2026/NĐ-CP`."""

import re
import unicodedata
from datetime import date

_NUMBER = re.compile(r"(?<![\w/])\d{1,5}(?:/\d{4})?/[^\W\d_][^\W_]*(?:-[^\W_]+)*")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})(?!\d)")
LIMIT = 80


def document_number(reference: str) -> str:
    """Number and sign in capitals, as `812/BC-TH`; empty where the text names no document."""
    found = _NUMBER.search(re.sub(r"\s*([/–-])\s*", lambda m: m[1].replace("–", "-"), _plain(reference)))
    return found[0].upper()[:LIMIT] if found else ""


def document_day(reference: str) -> date | None:
    """The day the reference names, if it is a day of the calendar."""
    for day, month, year in _DAY.findall(_plain(reference)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _plain(reference: str) -> str:
    return "" if "://" in reference else unicodedata.normalize("NFC", reference)
