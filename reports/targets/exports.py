"""Workbooks to fill in: a unit's own registration, and one sheet for all units."""

import json

from reports.documents.content import NUMBER, Column
from reports.documents.excel import Sheet, render_excel
from reports.targets import history, importing, reading, tables
from reports.targets.models import TargetLine, TargetRegistration, TargetRound

HOW = "Chỉ nhập vào các cột “{title}”, “Tử số”, “Mẫu số” (đối với tỷ lệ) và “Ghi chú” của bảng “Chỉ tiêu”."


def own_workbook(registration: TargetRegistration) -> bytes:
    """The unit's registration with what is known; a second sheet says whose it is and what stood in it."""
    year = registration.year
    lines = reading.lines_of(registration)
    before = history.targets_of(registration.department, year - 1)
    results = history.results_of(registration.department, year - 1)
    columns = [
        Column(tables.CODE),
        Column("Chỉ tiêu"),
        Column("Đơn vị tính"),
        Column(f"Đăng ký năm {year - 1}", align="right"),
        Column(f"Thực hiện năm {year - 1}", align="right"),
        *_boxes(year),
    ]
    rows = [
        [
            line.indicator.code, line.indicator.name, line.indicator.unit, before.get(line.indicator.code, ""),
            results.get(line.indicator.code, ""), *_content(line),
        ]
        for line in lines
    ]  # fmt: skip
    caption = f"Đăng ký chỉ tiêu thi đua năm {year} – {registration.department.name}"
    return render_excel([
        Sheet(tables.TARGETS_TAB, columns, rows, caption=caption),
        _information(registration, lines),
    ])  # fmt: skip


def _boxes(year: int) -> list[Column]:
    return [
        Column(tables.value_title(year), kind=NUMBER),
        Column(tables.NUMERATOR, kind=NUMBER),
        Column(tables.DENOMINATOR, kind=NUMBER),
        Column(tables.NOTE),
    ]


def _content(line: TargetLine) -> list:
    return [*(getattr(line, name) for name in reading.FIGURES), line.note]


def _information(registration: TargetRegistration, lines: list[TargetLine]) -> Sheet:
    """Read by the program when the workbook comes back; people leave it alone."""
    facts = [
        [tables.KIND, f"{tables.OWN_KIND} ({tables.LAYOUT})", ""],
        [tables.UNIT, registration.department.code, registration.department.name],
        [tables.YEAR, str(registration.year), ""],
        ["Cách nhập", HOW.format(title=tables.value_title(registration.year)), ""],
    ]
    shown = [
        [line.indicator.code, str(line.version), json.dumps(reading.content(line), ensure_ascii=False)]
        for line in lines
    ]
    columns = [Column("Mục"), Column("Nội dung"), Column("Số liệu khi tải về (không sửa)")]
    return Sheet(tables.INFORMATION_TAB, columns, [*facts, *shown])


def office_workbook(round_: TargetRound) -> bytes:
    """Unit × indicator, for the units whose registration can still be given by HC-TC; what is known is filled in."""
    registrations = {row.department_id: row for row in round_.registrations.select_related("department")}
    kept = importing.kept_lines(registrations.values())
    catalogue = importing.catalogue_of(round_)
    rows = []
    for unit in round_.units():
        made = registrations.get(unit.pk)
        if made is not None and not made.is_editable:
            continue
        for indicator in catalogue.values():
            if indicator.asks(unit):
                line = kept.get((unit.pk, indicator.code)) or TargetLine(indicator=indicator)
                names = [unit.code, unit.name, indicator.code, indicator.name, indicator.unit]
                rows.append([*names, *_content(line)])
    columns = [
        Column(tables.UNIT), Column("Đơn vị"), Column(tables.CODE), Column("Chỉ tiêu"), Column("Đơn vị tính"),
        *_boxes(round_.year),
    ]  # fmt: skip
    return render_excel([Sheet(tables.TARGETS_TAB, columns, rows)])
