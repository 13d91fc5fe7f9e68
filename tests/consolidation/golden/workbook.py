"""The case as a spreadsheet with live formulas, one sheet per indicator. The formulas are the rules, written by hand.

Rows of a sheet: 16 of what was reported (15 units, then the Office), 16 from paper, 16 taken off as doubles, 16 that a
review counts, and the rows below them. Columns C–K are the years 2022–2030, L and M the phase and the whole movement.
"""

from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.consolidation.golden.case import OFFICE, PREDECESSORS, RULES, UNITS, YEARS, Case, Rule

ROWS = (*UNITS, OFFICE)
#: First row of each block of 16.
REPORTED, PAPER, OFF, FULL, WHEN, WEIGHED, WEIGHTS, LOWER_REPORTED, LOWER_PAPER, LOWER_FULL = range(3, 203, 20)
#: Rows of results: of each year as reported, and of each year as a review counts it.
YEAR, YEAR_LOWER, COUNTED, NONE_ARISEN, NOT_MINE, MISSING = range(210, 216)
REVIEW, REVIEW_LOWER, FILLED, LARGEST = range(220, 224)
PHASE, FINAL = ("C", "F", "L"), ("C", "K", "M")
SENT, RESULT_OF_UNITS, LOWER_RESULT_OF_UNITS = "Thời điểm gửi", 230, 250


def column(year: int) -> str:
    return get_column_letter(year - 2022 + 3)


def row_of(block: int, unit: str) -> int:
    return block + ROWS.index(unit)


def write(case: Case, path: Path) -> None:
    book = Workbook()
    book.active.title = SENT
    for unit in UNITS:
        for year in YEARS:
            book.active[f"{column(year)}{row_of(REPORTED, unit)}"] = case.sent[unit, year]
    for rule in RULES.values():
        _sheet(book.create_sheet(rule.code), rule, case)
    book.save(path)


def _sheet(sheet, rule: Rule, case: Case) -> None:
    for year in YEARS:
        letter = column(year)
        sheet[f"{letter}1"] = year
        for unit in ROWS:
            _cells(sheet, rule, case, letter, unit, year)
        _year(sheet, rule, letter)
    for first, last, result in (PHASE, FINAL):
        _phase(sheet, rule, first, last, result)


def _cells(sheet, rule: Rule, case: Case, c: str, unit: str, year: int) -> None:
    """What is known of one unit in one year, and what a review counts of it."""
    reported, paper = case.reported.get((rule.code, unit, year), ""), case.paper.get((rule.code, unit, year), "")
    own, given, off, full = (row_of(block, unit) for block in (REPORTED, PAPER, OFF, FULL))
    _put(sheet, f"{c}{own}", f"{c}{row_of(LOWER_REPORTED, unit)}", reported)
    _put(sheet, f"{c}{given}", f"{c}{row_of(LOWER_PAPER, unit)}", paper)
    if taken := [d.off for d in case.doubles if (d.code, d.year, d.units[1]) == (rule.code, year, unit) and d.off]:
        sheet[f"{c}{off}"] = float(sum(taken))
    units = f"{c}{FULL}:{c}{FULL + len(UNITS) - 1}"
    if rule.parts and unit != OFFICE:  # the sum of the parts, never what was typed
        parts = ",".join(f"'{part}'!{c}{own}" for part in rule.parts)
        sheet[f"{c}{own}"] = f'=IF(COUNT({parts})=0,"CHUA",ROUND(SUM({parts}),4))'
    if rule.parts:
        parts = ",".join(f"'{part}'!{c}{full}" for part in rule.parts)
        sheet[f"{c}{full}"] = f'=IF(ISNUMBER({c}{given}),{c}{given},IF(COUNT({parts})=0,"",ROUND(SUM({parts}),4)))'
        if unit != OFFICE:
            return
        office = f'IF(AND(ISNUMBER({c}{given}),COUNT({units})=0),{c}{given},IF(COUNT({parts})=0,"",SUM({parts})))'
        sheet[f"{c}{full}"] = f"={office}"
        return
    if unit == OFFICE:  # counts only where no unit gave a figure
        sheet[f"{c}{full}"] = f'=IF(AND(ISNUMBER({c}{given}),COUNT({units})=0),{c}{given},"")'
    else:
        fill = f'IF(AND({c}{own}="CHUA",ISNUMBER({c}{given})),{c}{given},"")'
        sheet[f"{c}{full}"] = f"=IF(ISNUMBER({c}{own}),ROUND({c}{own}-N({c}{off}),4),{fill})"
    if rule.nature == "ratio":
        lower = row_of(LOWER_REPORTED, unit), row_of(LOWER_PAPER, unit)
        sheet[f"{c}{row_of(LOWER_FULL, unit)}"] = (
            f'=IF({c}{full}="","",IF(ISNUMBER({c}{own}),{c}{lower[0]},{c}{lower[1]}))'
        )
    if rule.units == "latest" and unit != OFFICE:
        sheet[f"{c}{row_of(WHEN, unit)}"] = f"=IF(ISNUMBER({c}{full}),'{SENT}'!{c}{own},\"\")"
    if rule.units == "weighted":
        weight = f"'{rule.weight}'!{c}{full}"
        both = f"AND(ISNUMBER({c}{full}),ISNUMBER({weight}))"
        sheet[f"{c}{row_of(WEIGHED, unit)}"] = f'=IF({both},{c}{full}*{weight},"")'
        sheet[f"{c}{row_of(WEIGHTS, unit)}"] = f'=IF({both},{weight},"")'


def _put(sheet, cell: str, lower: str, known) -> None:
    if isinstance(known, tuple):
        sheet[cell], sheet[lower] = float(known[0]), float(known[1])
    else:
        sheet[cell] = float(known) if isinstance(known, Decimal) else known or None


def _block(c: str, first: int, units: int = len(ROWS)) -> str:
    return f"{c}{first}:{c}{first + units - 1}"


def _year(sheet, rule: Rule, c: str) -> None:
    """Totals of one year across units, and how many units answered in which way."""
    own = _block(c, REPORTED)
    for row, words in ((NONE_ARISEN, '"KPS"'), (NOT_MINE, '"KTCN"'), (MISSING, '"CHUA"')):
        sheet[f"{c}{row}"] = f"=COUNTIF({own},{words})"
    sheet[f"{c}{COUNTED}"] = f"=COUNT({own})"
    for result, lower_result, first in ((YEAR, YEAR_LOWER, REPORTED), (REVIEW, REVIEW_LOWER, FULL)):
        cells, lower = _block(c, first), _block(c, LOWER_REPORTED if first == REPORTED else LOWER_FULL)
        taken = f"-SUM({_block(c, OFF)})" if first == REPORTED else ""
        total = {
            "sum": f"ROUND(SUM({cells}),4)",
            "sum_distinct": f"ROUND(SUM({cells}){taken},4)",
            "ratio": f"SUM({cells})",
            "latest": _latest(c, cells, first),
            "maximum": f"MAX({cells})",
            "weighted": "0",
            "none": f'IF(COUNT({cells})=1,SUM({cells}),"")',
        }[rule.units]
        sheet[f"{c}{result}"] = f'=IF(COUNT({cells})=0,"",{total})'
        if rule.units == "ratio":
            sheet[f"{c}{lower_result}"] = f'=IF(COUNT({cells})=0,"",SUM({lower}))'
    if rule.units == "weighted":
        _weighted_year(sheet, rule, c)
    sheet[f"{c}{FILLED}"] = f'=IF(ISNUMBER({c}{REVIEW}),{c}1,"")'
    if rule.nature == "ratio":
        sheet[f"{c}{FILLED}"] = f'=IF(N({c}{REVIEW_LOWER})>0,{c}1,"")'


def _latest(c: str, cells: str, first: int) -> str:
    """The figure of the unit that reported last; in a review the Office alone where no unit gave one."""
    sent = f"'{SENT}'!{_block(c, REPORTED)}"
    if first == FULL:
        when = _block(c, WHEN)
        return f"IF(COUNT({when})=0,SUM({cells}),INDEX({cells},MATCH(MAX({when}),{when},0)))"
    last = f"SUMPRODUCT(MAX(ISNUMBER({cells})*{sent}))"
    return f"SUMPRODUCT(({sent}={last})*ISNUMBER({cells}),{cells})"


def _weighted_year(sheet, rule: Rule, c: str) -> None:
    """Weighted by another indicator of the same unit and year; a unit without a weight is left out."""
    sheet[f"{c}{REVIEW}"] = f'=IF(SUM({_block(c, WEIGHTS)})=0,"",SUM({_block(c, WEIGHED)})/SUM({_block(c, WEIGHTS)}))'
    own, weights = _block(c, REPORTED, len(UNITS)), f"'{rule.weight}'!{_block(c, REPORTED, len(UNITS))}"
    both = f"ISNUMBER({own})*ISNUMBER({weights})"
    sheet[f"{c}{YEAR}"] = (
        f'=IF(SUMPRODUCT({both})=0,"",SUMPRODUCT({both},{own},{weights})/SUMPRODUCT({both},{weights}))'
    )


def _phase(sheet, rule: Rule, first: str, last: str, result: str) -> None:
    """The total of a phase across its years, and what each unit has in it."""
    years, filled = f"{first}{REVIEW}:{last}{REVIEW}", f"{first}{FILLED}:{last}{FILLED}"
    across = "latest" if rule.nature == "stock" and rule.years == "sum" else rule.years
    deciding = f"MAX({filled})"
    if across in ("sum", "ratio"):
        total = f"ROUND(SUM({years}),8)"
        if rule.nature == "ratio":
            lower = f"{first}{REVIEW_LOWER}:{last}{REVIEW_LOWER}"
            sheet[f"{result}{REVIEW_LOWER}"] = f'=IF(COUNT({years})=0,"",SUM({lower}))'
    elif across == "latest":
        total = f"INDEX({years},1,MATCH({deciding},{filled},0))"
    elif across == "maximum":  # of equal years the later one
        total = f"MAX({years})"
        deciding = f"SUMPRODUCT(MAX(({years}={total})*ISNUMBER({years})*{first}1:{last}1))"
    else:
        total = '""'
    sheet[f"{result}{REVIEW}"] = f'=IF(COUNT({years})=0,"",{total})'
    sheet[f"{result}{LARGEST}"] = f'=IF(COUNT({years})=0,"",{deciding})'
    for unit in ROWS:
        _unit(sheet, rule, unit, across, first, last, result)


def _heads_of(unit: str) -> list[str]:
    """The rows a unit's results of the phase come from: a merged unit has those of both, a split one keeps its own."""
    merged = PREDECESSORS["u13"]
    return [*merged, "u13"] if unit == "u13" else [] if unit in merged else [unit]


def _unit(sheet, rule: Rule, unit: str, across: str, first: str, last: str, result: str) -> None:
    own = _heads_of(unit)
    cell = f"{result}{row_of(RESULT_OF_UNITS, unit)}"
    if not own:
        return
    if across in ("sum", "ratio"):
        cells = ",".join(f"{first}{row_of(FULL, u)}:{last}{row_of(FULL, u)}" for u in own)
        sheet[cell] = f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}),4))'
        if rule.nature == "ratio":
            lower = ",".join(f"{first}{row_of(LOWER_FULL, u)}:{last}{row_of(LOWER_FULL, u)}" for u in own)
            sheet[f"{result}{row_of(LOWER_RESULT_OF_UNITS, unit)}"] = f'=IF(COUNT({cells})=0,"",SUM({lower}))'
        return
    place = f"{result}{LARGEST}-2021"

    def then(block: int) -> list[str]:
        """The unit's cells of the year that decides."""
        return [f"INDEX({first}{row_of(block, u)}:{last}{row_of(block, u)},1,{place})" for u in own]

    given = ",".join(then(FULL))
    if rule.units == "maximum":
        value = f"MAX({given})"
    elif rule.units == "latest" and unit != OFFICE:
        newest = f"MAX({','.join(then(WHEN))})"
        value = "+".join(f"IF({when}={newest},{what},0)" for when, what in zip(then(WHEN), then(FULL), strict=True))
    elif rule.units == "weighted" and len(own) > 1:
        weighed, weights = (f"SUM({','.join(then(block))})" for block in (WEIGHED, WEIGHTS))
        value = f'IF(COUNT({given})=1,SUM({given}),IF({weights}=0,"",{weighed}/{weights}))'
    else:
        value = f"SUM({given})"
    counted = f'IF(COUNT({given})=0,"",{value})'
    sheet[cell] = f'=IF({result}{LARGEST}="","",{counted})'
    if rule.nature == "ratio":
        lower = f"SUM({','.join(then(LOWER_FULL))})"
        sheet[f"{result}{row_of(LOWER_RESULT_OF_UNITS, unit)}"] = (
            f'=IF({result}{LARGEST}="","",IF(COUNT({given})=0,"",{lower}))'
        )
