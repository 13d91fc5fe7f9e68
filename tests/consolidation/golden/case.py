"""An Office in numbers: 12 units, 9 years, every rule of consolidation. What is known, and nothing that is calculated.

Units u11 and u12 become u13 in 2027; u10 becomes u14 and u15 in 2029. 2022 is known for the Office as a whole, from
paper; some gaps of 2023 and 2024 are filled from paper; everything else comes from accepted reports or is missing.
"""

import random
from dataclasses import dataclass, field
from decimal import Decimal

YEARS = range(2022, 2031)
OFFICE = "office"
LIVES = {f"u{n:02}": (2022, 2030) for n in range(1, 10)} | {
    "u10": (2022, 2028),
    "u11": (2022, 2026),
    "u12": (2022, 2026),
    "u13": (2027, 2030),
    "u14": (2029, 2030),
    "u15": (2029, 2030),
}
UNITS = tuple(LIVES)
PREDECESSORS = {"u13": ("u11", "u12"), "u14": ("u10",), "u15": ("u10",)}
NONE_ARISEN, NOT_MINE, MISSING, NO_UNIT = "KPS", "KTCN", "CHUA", "-"


@dataclass(frozen=True)
class Rule:
    """One indicator: how its figures are put together."""

    code: str
    units: str
    years: str
    nature: str = "flow"
    parts: tuple[str, ...] = ()
    weight: str = ""


def _rules() -> list[Rule]:
    """Every rule across units with every rule across years that may stand beside it."""
    across_units = {"S": "sum", "D": "sum_distinct", "L": "latest", "M": "maximum", "W": "weighted", "N": "none"}
    across_years = {"1": "sum", "2": "latest", "3": "maximum", "4": "none"}
    rows = [
        Rule(f"{letter}{digit}", units, years, weight="S5" if units == "weighted" else "")
        for letter, units in across_units.items()
        for digit, years in across_years.items()
    ]
    rows += [Rule("S5", "sum", "latest", "stock"), Rule("D5", "sum_distinct", "latest", "stock")]
    rows += [Rule("S6", "sum", "sum", "stock"), Rule("M5", "maximum", "latest", "stock")]
    rows += [Rule("R1", "ratio", "ratio", "ratio"), Rule("R2", "ratio", "none", "ratio")]
    rows += [Rule("C0", "sum", "sum", parts=("C1", "C2", "C3")), *(Rule(f"C{n}", "sum", "sum") for n in (1, 2, 3))]
    rows += [Rule("K0", "sum", "maximum", parts=("K1", "K2")), *(Rule(f"K{n}", "sum", "maximum") for n in (1, 2))]
    return rows


RULES = {rule.code: rule for rule in _rules()}
#: A cell of the case: indicator, unit, year.
Cell = tuple[str, str, int]


@dataclass(frozen=True)
class Double:
    """One document that two units reported under one indicator, and what a person said about it."""

    code: str
    year: int
    units: tuple[str, str]
    number: str
    #: How much is taken off the second unit; None = not the same after all; "" = nobody has decided.
    off: Decimal | str | None


@dataclass
class Case:
    """`reported` and `paper` hold a Decimal, a pair (numerator, denominator) or a status."""

    reported: dict[Cell, Decimal | tuple[Decimal, Decimal] | str] = field(default_factory=dict)
    paper: dict[Cell, Decimal | tuple[Decimal, Decimal]] = field(default_factory=dict)
    #: Minute of the year at which a unit's report was sent, by unit and year; each once.
    sent: dict[tuple[str, int], int] = field(default_factory=dict)
    doubles: list[Double] = field(default_factory=list)
    #: Units of which no report was accepted, by year.
    silent: set[tuple[str, int]] = field(default_factory=set)


def lives(unit: str, year: int) -> bool:
    return LIVES[unit][0] <= year <= LIVES[unit][1]


def made(seed: int = 2030) -> Case:
    """The case; the same seed gives the same one."""
    chance = random.Random(seed)
    case = Case()
    minutes = chance.sample(range(1, 100_000), len(UNITS) * len(YEARS))
    case.sent = {(unit, year): minutes.pop() for unit in UNITS for year in YEARS}
    case.silent = {(u, y) for u in UNITS for y in YEARS if y == 2022 or chance.random() < 0.06} | {("u03", 2024)}
    case.silent -= {("u01", y) for y in range(2023, 2031)}
    for rule in RULES.values():
        for year in YEARS:
            for unit in UNITS:
                case.reported[rule.code, unit, year] = _answer(rule, unit, year, case, chance)
    _paper(case, chance)
    _doubles(case, chance)
    return case


def _answer(rule: Rule, unit: str, year: int, case: Case, chance: random.Random):
    if not lives(unit, year):
        return NO_UNIT
    if (unit, year) in case.silent:
        return MISSING
    if rule.parts:
        return _amount(rule, chance)  # typed, and never used
    if rule.units == "none" and unit != "u01" and not (unit == "u02" and year in (2026, 2030)):
        return NOT_MINE
    drawn = chance.random()
    if drawn < 0.12:
        return NONE_ARISEN
    if drawn < 0.2:
        return NOT_MINE
    return _amount(rule, chance)


def _amount(rule: Rule, chance: random.Random):
    if rule.nature == "ratio":
        whole = chance.randint(1, 90)
        return Decimal(chance.randint(0, whole)), Decimal(whole)
    if rule.nature == "stock":
        return Decimal(chance.randint(3, 60))
    return Decimal(chance.randint(0, 9_999_999)) / chance.choice((1, 10, 100, 10_000))


def _paper(case: Case, chance: random.Random) -> None:
    """2022 for the Office as a whole; gaps of two units; totals with and without their parts."""
    for rule in RULES.values():
        if rule.code not in ("S4", "K2", "C2", "C3"):
            case.paper[rule.code, OFFICE, 2022] = _amount(rule, chance)
        if not rule.parts and rule.units != "none":
            case.paper[rule.code, "u03", 2024] = _amount(rule, chance)
    case.paper["S1", OFFICE, 2024] = Decimal(777)  # units gave figures: it counts for nothing
    case.paper["S1", "u01", 2024] = Decimal(888)  # the unit gave a figure itself, or said why not
    case.silent.add(("u05", 2023))
    for rule in RULES.values():
        case.reported[rule.code, "u05", 2023] = MISSING
    case.paper["C0", "u05", 2023] = Decimal("123.4567")  # a total of which the parts are not known


def _doubles(case: Case, chance: random.Random) -> None:
    """In every year from 2023: one double that counts once, one that is none after all, one undecided."""
    for code in (rule.code for rule in RULES.values() if rule.units == "sum_distinct"):
        for year in range(2023, 2031):
            large = [u for u in UNITS if isinstance(v := case.reported[code, u, year], Decimal) and v > 2]
            if len(large) < 3:
                continue
            verdicts = (Decimal(1), None, "") if year % 2 else (Decimal("1.5"), Decimal(1), "")
            for n, off in enumerate(verdicts, start=1):
                pair = tuple(chance.sample(large[1:], 2))
                case.doubles.append(Double(code, year, pair, f"{n}{code[1]}{year % 100}/QĐ-UBND", off))
