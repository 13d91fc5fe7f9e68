"""The annex that proves the totals: who is counted, by which rule, what was taken off as counted twice. Inside."""

from decimal import Decimal

from departments.vietnamese import format_decimal
from reports.consolidation import annexes
from reports.consolidation.amounts import LATEST, MAXIMUM, NONE, RATIO, SUM, SUM_DISTINCT, WEIGHTED
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import Compiled
from reports.consolidation.doubles import DIFFERENT, SAME, UNDECIDED
from reports.consolidation.frozen import amount_from_json
from reports.documents.content import CENTRE, NUMBER, Annex, Cell, Column, Paragraph, Table

RECONCILIATION = "ĐỐI CHIẾU SỐ LIỆU TỔNG HỢP VỚI BÁO CÁO CỦA CÁC ĐƠN VỊ"
COUNTED = "Số liệu được tổng hợp từ báo cáo đã tiếp nhận của {n}/{m} đơn vị."
LATE = "Gửi sau hạn: {units}."
NOT_COUNTED = "Chưa tổng hợp: {units}."
UNROUNDED = "Ghi chú: Số liệu ở biểu này là số chưa làm tròn; tỷ lệ ghi đủ tử số và mẫu số."
DOUBLES = "Nội dung nhiều đơn vị cùng báo cáo"
VERDICTS = {SAME: "Trùng, chỉ tính một lần", DIFFERENT: "Không trùng", UNDECIDED: "Chưa xác định, chưa trừ"}
TAKEN_OFF = "đã trừ {amount} do {n} nội dung trùng"
RULES = {
    SUM: "Cộng",
    SUM_DISTINCT: "Cộng, loại trừ trùng",
    RATIO: "Tính lại từ tử số, mẫu số",
    LATEST: "Số gần nhất",
    MAXIMUM: "Số lớn nhất",
    WEIGHTED: "Bình quân theo trọng số",
    NONE: "Không cộng",
}
DOUBTS = {
    "distinct": "Có nội dung nhiều đơn vị cùng báo cáo chưa được xác định",
    "ratio_without_parts": "Có đơn vị chỉ ghi tỷ lệ, không có tử số, mẫu số",
    "without_weight": "Có đơn vị chưa có số liệu làm trọng số, không tính vào số bình quân",
}


def reconciliation(context: AnnexContext) -> Annex | None:
    """Per indicator: the stated total, the total counted again, who is in it, and whether it closes."""
    compiled = context.compiled
    if not compiled.reconciliation["rows"]:
        return None
    columns = (
        Column("Mã", 0.8),
        Column("Chỉ tiêu", 3.6),
        Column("Cách tổng hợp", 1.6),
        Column("Số tổng hợp", 1.2, kind=NUMBER),
        Column("Cộng lại từ báo cáo", 1.2, kind=NUMBER),
        Column("Có số liệu", 0.7, kind=NUMBER, group="Số đơn vị"),
        Column("Không phát sinh", 0.8, kind=NUMBER, group="Số đơn vị"),
        Column("Không thuộc chức năng", 0.9, kind=NUMBER, group="Số đơn vị"),
        Column("Chưa có", 0.7, kind=NUMBER, group="Số đơn vị"),
        Column("Kết quả", 2),
    )
    rows = tuple(_reconciled(row, context) for row in compiled.reconciliation["rows"])
    problems = tuple(Paragraph(text) for text in compiled.reconciliation["problems"])
    table = Table(columns, rows, notes=(UNROUNDED,), ref="DOICHIEU")
    doubles = _doubles(compiled)
    blocks = (*problems, *_who_counts(compiled), table, *([doubles] if doubles else []))
    return Annex(RECONCILIATION, blocks, landscape=True)


def _who_counts(compiled: Compiled) -> list[Paragraph]:
    """Who is counted, who of them was late, and who is not counted and why."""
    counted, missing = compiled.counted_units, compiled.missing_units
    lines = [COUNTED.format(n=len(counted), m=len(compiled.inputs["units"]))]
    late = [f"{u['name']} ({u['revision']['days_late']} ngày)" for u in counted if u["revision"].get("days_late")]
    if late:
        lines.append(LATE.format(units="; ".join(late)))
    if missing:
        lines.append(NOT_COUNTED.format(units="; ".join(f"{u['name']} ({u['reason']})" for u in missing)))
    return [Paragraph(line) for line in lines]


def _doubles(compiled: Compiled) -> Table | None:
    """Every thing that several units reported, what was decided about it, by whom and when."""
    rows = [(year, row) for year, found in compiled.doubles.items() for row in found]
    if not rows:
        return None
    names = {unit["code"]: unit["short_name"] for unit in compiled.inputs["unit_names"]}
    columns = (
        Column("Năm", 0.6, CENTRE),
        Column("Mã", 0.7),
        Column("Văn bản, công trình, tệp", 4),
        Column("Các đơn vị báo cáo", 2.4),
        Column("Kết luận", 1.6),
        Column("Đã trừ", 1.8),
        Column("Người xác định, lý do", 2.6),
    )
    cells = tuple(
        (
            Cell(str(year)), Cell(row["code"]), Cell(row["label"]),
            Cell(", ".join(names.get(unit, unit) for unit in row["units"])), Cell(VERDICTS[row["verdict"]]),
            Cell("; ".join(f"{names.get(u, u)}: {format_decimal(Decimal(n))}" for u, n in row["taken_off"].items())),
            Cell("; ".join(part for part in (row.get("by", ""), row.get("reason", "")) if part)),
        )
        for year, row in rows
    )  # fmt: skip
    return Table(columns, cells, title=DOUBLES)


def _reconciled(row: dict, context: AnnexContext) -> tuple[Cell, ...]:
    definition = context.compiled.definitions[row["code"]]
    doubts = [DOUBTS[doubt] for doubt in context.compiled.figures[row["code"]].doubts]
    return (
        Cell(row["code"]),
        Cell(definition.name),
        Cell(RULES[row["rule"]]),
        Cell(_exact(row["total"])),
        Cell("" if row["again"] is None else _exact(row["again"])),
        *(Cell(str(len(row[name])) if row[name] else "") for name in ("counted", "none_arisen", "not_mine", "missing")),
        Cell("; ".join(["Khớp", *_taken_off(row), *doubts]) if row["closes"] else row["reason"]),
    )


def _taken_off(row: dict) -> list[str]:
    """`đã trừ 2 nội dung trùng (2)`: what confirmed doubles took off this total."""
    confirmed = row.get("confirmed", [])
    if not confirmed:
        return []
    return [TAKEN_OFF.format(n=len(confirmed), amount=format_decimal(Decimal(row["taken_off"])))]


def _exact(data: dict) -> str:
    """Unrounded; of a ratio both parts."""
    amount = amount_from_json(data)
    if amount.numerator is not None and amount.denominator is not None:
        return f"{format_decimal(amount.numerator)}/{format_decimal(amount.denominator)}"
    return "" if amount.value is None else format_decimal(amount.value)


annexes.register("DOICHIEU", RECONCILIATION, False, reconciliation)
