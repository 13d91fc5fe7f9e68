"""Where figures of earlier years come from, in words: official figures that replaced estimates, figures from paper."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from departments.vietnamese import format_decimal
from reports.consolidation.compiled import Compiled
from reports.consolidation.outline import heading_of
from reports.documents.content import CENTRE, NUMBER, Cell, Column, Table

OFFICIAL_NOTE = (
    "Năm {year}: chỉ tiêu {codes} sử dụng số chính thức, đã thay số ước thực hiện trong Báo cáo số {report}."
)
PAPER_NOTE = "Năm {year}: số liệu nhập từ văn bản giấy ({source})."
APPRAISED_TITLE = "Số liệu dùng theo kết quả thẩm định"
OFFICIAL_TITLE = "Số chính thức đã thay số ước thực hiện của báo cáo năm trước"


def official_rows(compiled: Compiled) -> list[Mapping[str, Any]]:
    return [row for year in compiled.inputs["earlier"] for row in year.get("official", [])]


def year_notes(compiled: Compiled) -> tuple[str, ...]:
    """One sentence per year and source, for under a table that shows earlier years."""
    return (*_official(compiled), *_paper(compiled))


def texts_under(compiled: Compiled, heading: str) -> list[Mapping[str, Any]]:
    """Texts of earlier years from paper that belong under a heading, each with its year and source."""
    return [
        {"year": year["year"], **row}
        for year in compiled.inputs["earlier"]
        for row in year.get("texts", [])
        if heading_of(row["question"], compiled.headings) == heading
    ]


def _official(compiled: Compiled) -> list[str]:
    shown = compiled.figures.keys()
    codes: dict[tuple[int, str], dict[str, None]] = {}
    for row in official_rows(compiled):
        if row["code"] in shown:
            codes.setdefault((row["year"], row["report"]), {})[row["code"]] = None
    return [
        OFFICIAL_NOTE.format(year=year, report=report, codes=", ".join(found))
        for (year, report), found in sorted(codes.items())
    ]


def _paper(compiled: Compiled) -> list[str]:
    shown = compiled.figures.keys()
    rows = [row for year in compiled.inputs["earlier"] for row in year["paper"] if row["code"] in shown]
    sources = sorted({(row["year"], row["source"]) for row in rows})
    return [PAPER_NOTE.format(year=year, source=source) for year, source in sources]


def official_table(compiled: Compiled) -> Table | None:
    """Every replaced estimate beside its official figure, for the annex of sources."""
    rows = official_rows(compiled)
    if not rows:
        return None
    names = {unit["code"]: unit["name"] for year in compiled.inputs["earlier"] for unit in year["units"]}
    columns = (
        Column("Năm", 0.6, CENTRE),
        Column("Đơn vị", 3),
        Column("Mã", 0.8),
        Column("Số ước", 1.2, kind=NUMBER),
        Column("Số chính thức", 1.2, kind=NUMBER),
        Column("Báo cáo đã in số ước", 2),
    )
    cells = tuple(
        (
            Cell(str(row["year"])),
            Cell(names.get(row["unit"], row["unit"])),
            Cell(row["code"]),
            Cell(_said(row["estimate"])),
            Cell(_said(row)),
            Cell(row["report"]),
        )
        for row in rows
    )
    return Table(columns, cells, title=OFFICIAL_TITLE)


def appraised_table(compiled: Compiled) -> Table | None:
    """Every appraised figure that counts, beside the reported one and the reason."""
    rows = [row for year in [compiled.inputs, *compiled.inputs["earlier"]] for row in year.get("appraised", [])]
    if not rows:
        return None
    units = [*compiled.inputs["units"], *(unit for year in compiled.inputs["earlier"] for unit in year["units"])]
    names = {unit["code"]: unit["name"] for unit in units}
    definitions = compiled.definitions
    columns = (
        Column("Năm", 0.6, CENTRE),
        Column("Chỉ tiêu", 3),
        Column("Đơn vị", 2.4),
        Column("Số đơn vị báo cáo", 1.2, kind=NUMBER),
        Column("Số thẩm định", 1.2, kind=NUMBER),
        Column("Lý do", 3),
    )
    cells = tuple(
        (
            Cell(str(row["year"])),
            Cell(f"{row['code']} {definitions[row['code']].full_name}" if row["code"] in definitions else row["code"]),
            Cell(names.get(row["unit"], row["unit"])),
            Cell(_said(row["reported"])),
            Cell(_said(row)),
            Cell(row["reason"]),
        )
        for row in rows
    )
    return Table(columns, cells, title=APPRAISED_TITLE)


def _said(amount: Mapping[str, Any]) -> str:
    parts = [amount[name] for name in ("numerator", "denominator") if amount.get(name) is not None]
    if not parts:
        parts = [amount["value"]] if amount.get("value") is not None else []
    return " / ".join(format_decimal(Decimal(part)) for part in parts)
