"""What the writer and the reader of the workbook agree on: tabs, heads, keys; Vietnamese, like the paper."""

import hashlib
from dataclasses import dataclass

from campaign.models import Indicator, Question
from departments.models import Department

FIGURES_TAB, TEXTS_TAB, GUIDE_TAB, MARKS_TAB = "Số liệu", "Phần lời", "Hướng dẫn", "Nhận dạng"
#: Of the whole layout: a workbook of another layout is refused.
LAYOUT = "so-lieu-nam-truoc/1"
KIND, YEAR = "Loại biểu", "Năm"
CODE, PART, UNIT, TEXT = "Mã", "Thành phần", "Mã đơn vị", "Nội dung"
VALUE, NUMERATOR, DENOMINATOR = "Số liệu", "Tử số", "Mẫu số"
PARTS = {"value": VALUE, "numerator": NUMERATOR, "denominator": DENOMINATOR}
#: Stands for the Office as a whole where a unit's code would stand.
OFFICE, OFFICE_NAME = "vp", "Toàn Văn phòng"
#: A sheet is read up to 60 columns; four of them name the indicator.
UNITS_PER_SHEET = 40


@dataclass(frozen=True)
class Scope:
    """Whose results a workbook holds: the Office as a whole (None) and units, with what each is asked."""

    year: int
    owners: list[Department | None]
    indicators: list[Indicator]
    questions: list[Question]

    def asks(self, owner: Department | None, row: Indicator | Question) -> bool:
        return owner is None or row.asks(owner)


def code_of(owner: Department | None) -> str:
    return owner.code if owner else OFFICE


def name_of(owner: Department | None) -> str:
    return owner.name if owner else OFFICE_NAME


def head_of(owner: Department | None) -> str:
    """The head of a column of figures; the code in brackets is what is read again."""
    return f"{name_of(owner)} ({code_of(owner)})"


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """The figures one indicator needs."""
    return ("numerator", "denominator") if indicator.is_ratio else ("value",)


def key_of(owner: str, code: str, part: str) -> str:
    """Names one cell: `th|A2|value`, `vp|II.2|text`."""
    return f"{owner}|{code}|{part}"


def mark_of(text: str) -> str:
    """Recognises a text that nobody has touched."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]
