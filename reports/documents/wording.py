"""The small words of an official paper that follow from a rule and not from an author: number, date, lists,
annex labels.

Places cited are in Phụ lục I, Phần I of Nghị định số 30/2020/NĐ-CP.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reports.documents.content import Heading, Letterhead, OfficialDocument, Paragraph, Span
from reports.documents.formatting import Rules

END_MARK = "./."
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CLOSING = " \u00a0\t\n.;,/"


def number_text(letterhead: Letterhead, rules: Rules) -> str:
    """``05/BC-VPUBND``: numbers below 10 get a leading 0, no spaces (Mục II.3c); blanks until there is a number."""
    number = letterhead.number
    if number is None or not number.strip():
        return f"{rules.blank_number}/{letterhead.notation}"
    number = number.strip()
    return f"{number.zfill(2) if number.isdigit() else number}/{letterhead.notation}"


def date_text(day: date | None, year: int, rules: Rules) -> str:
    """``ngày 05 tháng 02 năm 2026``: leading 0 for days below 10 and for months 1 and 2 only (Mục II.4b)."""
    if day is None:
        return f"ngày{rules.blank_day}tháng{rules.blank_day}năm {year}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(letterhead: Letterhead, rules: Rules) -> str:
    """``Lai Châu, ngày 05 tháng 02 năm 2026`` (Mục II.4c)."""
    return f"{letterhead.place}, {date_text(letterhead.on, letterhead.year, rules)}"


def listed(items: Sequence[str]) -> list[str]:
    """Each item ends with a semicolon, the last with a full stop (Mục II.6a, II.9d)."""
    bare = [item.strip(_CLOSING[:4]).rstrip(_CLOSING) for item in items]
    return [f"{item};" for item in bare[:-1]] + [f"{item}." for item in bare[-1:]]


def dashed(items: Sequence[str]) -> list[str]:
    """``- Như trên;`` … ``- Lưu: VT, HC.`` (Mục II.9d)."""
    return [f"- {line}" for line in listed([item.lstrip("-– ") for item in items])]


def addressee_lines(document: OfficialDocument) -> list[str]:
    """One addressee as it is; several with dashes, semicolons and a final stop (Mục II.9d)."""
    if len(document.addressees) == 1:
        return [document.addressees[0].rstrip(_CLOSING)]
    return dashed(document.addressees)


def heading_text(heading: Heading) -> str:
    """Titles of mục are printed in upper case (Mục V, ô 6b)."""
    return heading.text.upper() if heading.level == 1 else heading.text


def roman(number: int) -> str:
    """Roman numeral of a small positive number."""
    digits = ""
    for value, letter in _ROMAN:
        while number >= value:
            digits, number = digits + letter, number - value
    return digits


def annex_label(position: int, total: int) -> str:
    """``Phụ lục`` alone when there is one, else ``Phụ lục I``, ``Phụ lục II`` … (Mục III.1a)."""
    return f"Phụ lục {roman(position)}" if total > 1 else "Phụ lục"


def annex_note(document: OfficialDocument, rules: Rules) -> str:
    """``(Kèm theo Báo cáo số …/BC-VPUBND ngày … tháng … năm … của …)`` (Mục III.1c)."""
    head = document.letterhead
    day = date_text(head.on, head.year, rules)
    return f"(Kèm theo {document.type_name.capitalize()} số {number_text(head, rules)} {day} của {head.authority})"


def with_end_mark(document: OfficialDocument) -> OfficialDocument:
    """``./.`` directly after the last word of the body, in place of its own full stop (all samples of Phụ lục III)."""
    if not document.blocks:
        return document
    *before, last = document.blocks
    if isinstance(last, Paragraph) and last.text.strip(_CLOSING):
        return replace(document, blocks=(*before, replace(last, spans=_ended(last.spans))))
    if isinstance(last, Heading):
        return replace(document, blocks=(*before, replace(last, text=last.text.rstrip(_CLOSING) + END_MARK)))
    return replace(document, blocks=(*document.blocks, Paragraph(END_MARK)))


def _ended(spans: Sequence[Span]) -> tuple[Span, ...]:
    kept = list(spans)
    while not kept[-1].text.strip(_CLOSING):
        kept.pop()
    last = kept.pop()
    return (*kept, replace(last, text=last.text.rstrip(_CLOSING) + END_MARK))
