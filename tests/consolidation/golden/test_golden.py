"""The spreadsheet, recalculated by LibreOffice, and the program agree in every cell."""

import shutil
import subprocess
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from campaign.models import ReportingPeriod
from reports.consolidation.amounts import Amount, Figure
from reports.consolidation.compiling import compile_period
from tests.consolidation.golden import case as known
from tests.consolidation.golden import office, workbook
from tests.consolidation.golden.case import OFFICE, RULES, UNITS, YEARS

pytestmark = pytest.mark.slow
#: Weighted averages do not end; everything else is compared to its last digit.
NO_FIGURE = Figure("", "none", Amount(), {})
PLACES = Decimal("0.0001")
DAY = office.date(2030, 12, 31)


def recalculated(case, folder):
    """The workbook's values after LibreOffice has calculated its formulas."""
    source = folder / "golden.xlsx"
    workbook.write(case, source)
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Calc is missing"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return load_workbook(folder / "out" / "golden.xlsx", data_only=True)


def cell(sheet, column, row) -> Decimal | None:
    value = sheet[f"{column}{row}"].value
    assert not str(value).startswith("#"), f"{sheet.title}!{column}{row}: {value}"
    return None if value in (None, "") else Decimal(repr(value))


def expected(sheet, rule, column, row, lower) -> tuple[Decimal | None, ...]:
    if rule.nature == "ratio":
        return cell(sheet, column, row), cell(sheet, column, lower)
    return (rounded(rule, cell(sheet, column, row)),)


def stated(rule, amount: Amount | None) -> tuple[Decimal | None, ...]:
    amount = amount or Amount()
    if rule.nature == "ratio":
        return amount.numerator, amount.denominator
    return (rounded(rule, amount.value),)


def rounded(rule, number: Decimal | None) -> Decimal | None:
    return number if number is None or rule.units != "weighted" else number.quantize(PLACES)


def differences_of_year(book, case, compiled, year) -> list[str]:
    """Totals across units and how many units answered how."""
    found, column = [], workbook.column(year)
    for rule in RULES.values():
        sheet, figure = book[rule.code], compiled.figures.get(rule.code, NO_FIGURE)
        lower = workbook.REVIEW_LOWER if year == 2022 else workbook.YEAR_LOWER
        wanted = expected(sheet, rule, column, workbook.REVIEW if year == 2022 else workbook.YEAR, lower)
        if wanted != (said := stated(rule, figure.shown)):
            found.append(f"{rule.code} {year}: {wanted} != {said}")
        if year > 2022 and not rule.parts:
            counts = [cell(sheet, column, row) for row in range(workbook.COUNTED, workbook.MISSING + 1)]
            row = next(r for r in compiled.reconciliation["rows"] if r["code"] == rule.code)
            named = [len(row[name]) for name in ("counted", "none_arisen", "not_mine", "missing")]
            undecided = sum(1 for d in case.doubles if (d.code, d.year, d.off) == (rule.code, year, ""))
            if [*counts, undecided] != [*named, row["undecided"]]:
                found.append(f"{rule.code} {year}: {counts}, {undecided} != {named}, {row['undecided']}")
    return found


def differences_of_review(book, compiled, years, result) -> list[str]:
    """A column per year, the total across years, and what every unit has in it."""
    found = []
    for rule in RULES.values():
        sheet, figure = book[rule.code], compiled.figures[rule.code]
        pairs = [(workbook.column(y), workbook.REVIEW, workbook.REVIEW_LOWER, figure.years.get(y)) for y in years]
        pairs.append((result, workbook.REVIEW, workbook.REVIEW_LOWER, figure.amount))
        for unit in (*UNITS, OFFICE):
            given = figure.by_unit.get(unit)
            rows = (
                workbook.row_of(block, unit) for block in (workbook.RESULT_OF_UNITS, workbook.LOWER_RESULT_OF_UNITS)
            )
            pairs.append((result, *rows, given.counted if given and given.counts else None))
        for column, row, lower, amount in pairs:
            wanted, said = expected(sheet, rule, column, row, lower), stated(rule, amount)
            if wanted != said:
                found.append(f"{rule.code}!{column}{row}: {wanted} != {said}")
    return found


@pytest.fixture
def case():
    return known.made()


@pytest.mark.django_db
def test_spreadsheet_and_program_agree_in_every_cell(case, tmp_path):
    book = recalculated(case, tmp_path)
    periods = office.build(case)
    found = []
    for year in YEARS:
        compiled = compile_period(periods[year], DAY)
        assert compiled.closes, compiled.reconciliation
        found += differences_of_year(book, case, compiled, year)
    kinds = ReportingPeriod.Kind
    for kind, year, result in ((kinds.PHASE_REVIEW, 2025, "L"), (kinds.FINAL_REVIEW, 2030, "M")):
        compiled = compile_period(office.review(kind, year), DAY)
        found += [row["code"] + ": " + row["reason"] for row in compiled.reconciliation["rows"] if not row["closes"]]
        found += differences_of_review(book, compiled, range(2022, year + 1), result)
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_one_other_figure_in_one_report_is_noticed(case, tmp_path):
    book = recalculated(case, tmp_path)
    key = next(k for k, v in case.reported.items() if k[0] == "S1" and k[2] == 2028 and isinstance(v, Decimal))
    case.reported[key] += Decimal("0.0001")
    compiled = compile_period(office.build(case)[2028], DAY)
    assert [line.partition(":")[0] for line in differences_of_year(book, case, compiled, 2028)] == ["S1 2028"]
