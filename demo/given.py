"""The figures a demonstration unit gives in a year: the data file, and what follows from it.

Cross-checks hold by construction: parts add up to their whole, ratios are no larger than one, sums are sums.
"""

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from demo import data_files
from demo.data_files import of_year
from reports.submissions.models import IndicatorValue

Status = IndicatorValue.Status
REASONS = {"kp": Status.NONE_ARISEN, "kcn": Status.NOT_MINE}
#: Rows of the data file that are not indicators themselves.
WORKINGS = ("heads", "meetings", "online", "late_documents", "electricity")
SAVINGS = ("C2.1", "C2.2a", "C2.3a", "C2.4", "C2.5a", "C2.6", "C2.7", "C2.8", "C2.9", "C2.10")
ESTIMATED_YEAR = 2026
NEW_UNIT = "Đơn vị mới thành lập, năm trước chưa có cuộc họp nên ghi số âm"


@dataclass(frozen=True)
class Given:
    """An answer to one indicator: a figure, a ratio's two parts, or why there is none."""

    status: str = Status.VALUE
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_estimate: bool = False
    note: str = ""

    @property
    def is_figure(self) -> bool:
        return self.status == Status.VALUE


def given(raw: Any) -> Given:
    """One entry of the data file: a number, [part, whole], or the reason why there is no figure."""
    if isinstance(raw, str):
        return Given(REASONS[raw])
    if isinstance(raw, list):
        return Given(numerator=Decimal(str(raw[0])), denominator=Decimal(str(raw[1])))
    return Given(value=Decimal(str(raw)))


def chance(*facts: Any) -> float:
    """A number from 0 to 1 that is always the same for the same facts."""
    return int(hashlib.sha256(repr(facts).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def figures_of(unit: str, year: int) -> dict[str, Given]:
    """Everything the unit gives for the year, by indicator code."""
    rows = data_files.figures()["units"][data_files.STANDS_IN.get(unit, unit)]
    found = {code: given(of_year(items, year)) for code, items in rows.items() if code not in WORKINGS}
    found |= _of_people(unit, year, rows, found) | _of_meetings(rows, year)
    if "late_documents" in rows:
        found |= _of_research(rows, year, found)
    if "electricity" in rows:
        found |= _of_finance(rows, year, found)
    return {code: _annotated(code, item, year) for code, item in found.items()}


def _of_people(unit: str, year: int, rows: dict, found: dict[str, Given]) -> dict[str, Given]:
    """A3 from the number of sessions; A6 and A9 from the number of people."""
    people = of_year(rows["heads"], year)
    attended = round(float(found["A2"].value or 0) * people * (0.86 + 0.12 * chance(unit, year, "A3")))
    told = people - (1 if chance(unit, year, "A9") < 0.2 and year < 2025 else 0)
    return {"A3": given(attended), "A6": given([people, people]), "A9": given([told, people])}


def _of_meetings(rows: dict, year: int) -> dict[str, Given]:
    now, before = of_year(rows["meetings"], year), of_year(rows["meetings"][:-1], year)
    fewer = replace(given(before - now), note="" if before else NEW_UNIT)
    return {"C5.3a": given(now), "C5.3b": given(of_year(rows["online"], year)), "C5.3c": fewer}


def _of_research(rows: dict, year: int, found: dict[str, Given]) -> dict[str, Given]:
    """Documents in time out of all documents; projects on schedule as the rest of those followed."""
    documents = int(sum(found[code].value or 0 for code in ("B1.1", "B1.2", "B1.3")))
    late = of_year(rows["late_documents"], year)
    rest = sum(found[code].value or 0 for code in ("B2.2b", "B2.2c"))
    return {"B1.4": given([documents - late, documents]), "B2.2a": Given(value=found["B2.1"].value - rest)}


def _of_finance(rows: dict, year: int, found: dict[str, Given]) -> dict[str, Given]:
    now, before = of_year(rows["electricity"], year), of_year(rows["electricity"][:-1], year)
    return {
        "C2.0": Given(value=sum((found[code].value for code in SAVINGS), Decimal(0))),
        "C3.1d": Given(value=found["C3.1b"].value - found["C3.1c"].value),
        "C6.1a": given(now),
        "C6.1b": given([before - now, before]),
    }


def _annotated(code: str, item: Given, year: int) -> Given:
    """The note people would write, and the mark of an estimate in the current year."""
    files = data_files.figures()
    if item.status == Status.NOT_MINE:
        return replace(item, note=files["why_not"]["kcn"].get(code, item.note))
    if item.status == Status.NONE_ARISEN:
        late = files["why_not"]["kp_2026"].get(code, "") if year == ESTIMATED_YEAR else ""
        return replace(item, note=late or item.note)
    estimates = files["estimates_2026"] if year >= ESTIMATED_YEAR else files["estimates_2025"] if year == 2025 else {}
    if code in estimates:
        return replace(item, is_estimate=True, note=estimates[code])
    return replace(item, note=files["notes"].get(code, item.note))
