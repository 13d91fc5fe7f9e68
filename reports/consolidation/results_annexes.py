"""PL 02 (results by indicator) and PL 03 (results by unit). The last column of PL 03 is the figure of PL 02."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from reports.consolidation import annexes
from reports.consolidation.amounts import NONE, NONE_ARISEN, Definition, Figure
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import Compiled
from reports.consolidation.formatting import (
    NO_ANSWER,
    RATIO_PLACES,
    STATUS_SIGNS,
    STATUS_WORDS,
    change_in_table,
    format_plain,
    given_in_table,
    in_table,
    percent_in_table,
    total_in_table,
)
from reports.consolidation.outline import REVIEWS
from reports.consolidation.year_sources import year_notes
from reports.documents.content import CENTRE, LEFT, NUMBER, Annex, Cell, Column, Table

UNITS_PER_TABLE = 12
RESULTS = "TỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
BY_UNIT = "KẾT QUẢ THEO TỪNG PHÒNG, BAN, TRUNG TÂM"
SIGNS = (
    "Ghi chú: “KPS”: không phát sinh; “x”: không thuộc chức năng; “–”: chưa có báo cáo được tiếp nhận; ô để trống: đơn "
    "vị không được giao báo cáo chỉ tiêu này."
)
SHORT_NAMES = "Tên viết tắt: {names}."
#: After the name of an indicator of which less is better.
LOWER = " (*)"
LOWER_IS_BETTER = "(*) Chỉ tiêu càng thấp càng tốt: tỷ lệ TH/KH trên 100% là chưa đạt kế hoạch."
#: Number within the group, the indicator, its figure.
Shown = tuple[int, Definition, Figure]
COMPARED = (
    "Ghi chú: Cột “So với năm {year}” ghi mức tăng (+), giảm (-) so với năm trước: theo phần trăm (%); riêng chỉ tiêu "
    "tính bằng tỷ lệ ghi chênh lệch điểm phần trăm (điểm %). “–”: không có số liệu hoặc không so sánh được (không đăng "
    "ký mức thực hiện, năm trước không có số liệu hoặc bằng 0, số không cộng các đơn vị, còn thiếu đơn vị báo cáo)."
)


ROUNDED = "Số liệu được tính từ số chưa làm tròn, chỉ làm tròn khi in; cộng các số đã in có thể lệch ở chữ số cuối."
APPRAISED = "Số liệu tính theo kết quả thẩm định của Phòng Hành chính – Tổ chức ở chỉ tiêu: {names}."
COUNTED_ONCE = "Tổng số chỉ tính một lần nội dung nhiều đơn vị cùng báo cáo, ở chỉ tiêu: {names}."


def results(context: AnnexContext) -> Annex | None:
    """One row per indicator: target, year before, result, compared; of a review a column per year and the total."""
    compiled = context.compiled
    shown = list(_shown(compiled))
    if not shown:
        return None
    review = compiled.period["kind"] in REVIEWS
    columns = _review_columns(compiled) if review else _annual_columns(compiled)
    row = _review_row if review else _annual_row
    rows = _grouped_rows(shown, lambda number, d, f: row(compiled, number, d, f), len(columns))
    notes = (*(year_notes(compiled) if review else _notes(compiled, shown)), *_counting_notes(compiled))
    return Annex(RESULTS, (Table(tuple(columns), tuple(rows), notes=notes, ref="PL 02"),), landscape=True)


def _counting_notes(compiled: Compiled) -> tuple[str, ...]:
    """How the printed numbers were rounded, which totals count once what several units reported, and which take an
    appraised figure."""
    taken = {row["code"] for rows in compiled.doubles.values() for row in rows if row["taken_off"]}
    appraised = {
        code for code, figure in compiled.figures.items() if any(g.is_appraised for g in figure.by_unit.values())
    }
    return (
        ROUNDED, *_naming(COUNTED_ONCE, taken, compiled), *_naming(APPRAISED, appraised, compiled),
    )  # fmt: skip


def _naming(note: str, codes: Collection[str], compiled: Compiled) -> tuple[str, ...]:
    names = [definition.full_name for code, definition in compiled.definitions.items() if code in codes]
    return (note.format(names="; ".join(names)),) if names else ()


def _notes(compiled: Compiled, shown: list[Shown]) -> tuple[str, ...]:
    lower = [LOWER_IS_BETTER] if any(_is_marked(definition, figure) for _, definition, figure in shown) else []
    return (COMPARED.format(year=compiled.period["year"] - 1), *lower, *year_notes(compiled))


def _is_marked(definition: Definition, figure: Figure) -> bool:
    """Less is better, and a target stands beside it: a share above 100 % must not look like success."""
    return definition.direction == "down" and figure.target.figure is not None


def _shown(compiled: Compiled) -> Iterator[Shown]:
    """Indicators some unit has answered, numbered within their group; the same numbers in both annexes."""
    numbers: Counter[str] = Counter()
    for code, definition in compiled.definitions.items():
        figure = compiled.figures.get(code)
        if figure is None:
            continue
        has_figure = any(not amount.is_empty for amount in (figure.shown, *figure.years.values()))
        if has_figure or figure.counted or figure.units_with(NONE_ARISEN):
            numbers[definition.group_title] += 1
            yield numbers[definition.group_title], definition, figure


def _grouped_rows(shown: Iterable[Shown], row, width: int) -> list[tuple[Cell, ...]]:
    """Rows under a line for each group; `shown` carries the number within the group."""
    rows: list[tuple[Cell, ...]] = []
    group = ""
    for number, definition, figure in shown:
        if definition.group_title != group:
            group = definition.group_title
            rows.append((Cell(group, bold=True, colspan=width, align=LEFT),))
        rows.append(row(number, definition, figure))
    return rows


def _annual_columns(compiled: Compiled) -> list[Column]:
    year = compiled.period["year"]
    return [
        Column("TT", 0.5, CENTRE),
        Column("Chỉ tiêu", 4),
        Column("Đơn vị tính", 1.1, CENTRE),
        Column(f"Kế hoạch năm {year}", 1.2, kind=NUMBER),
        Column(f"Thực hiện năm {year - 1}", 1.2, kind=NUMBER),
        Column(f"Thực hiện năm {year}", 1.3, kind=NUMBER),
        Column("Tỷ lệ TH/KH (%)", 1, kind=NUMBER),
        Column(f"So với năm {year - 1}", 1.2, kind=NUMBER),
        Column("Đơn vị thực hiện", 1.5),
        Column("Ghi chú", 1.2),
    ]


def _annual_row(compiled: Compiled, number: int, definition: Definition, figure: Figure) -> tuple[Cell, ...]:
    name = definition.name + (LOWER if _is_marked(definition, figure) else "")
    percent = None if figure.is_partial else figure.target_percent
    return (
        _place(number),
        Cell(name, ref=definition.code),
        Cell(definition.unit),
        _amount(in_table(figure.target, definition) or NO_ANSWER, figure.target.figure),
        _amount(in_table(figure.previous, definition) or NO_ANSWER, figure.previous.figure),
        _amount(total_in_table(figure, definition), figure.shown.figure, bold=True, ref=definition.code),
        _amount(percent_in_table(percent), None if percent is None else Decimal(format_plain(percent, RATIO_PLACES))),
        Cell(change_in_table(figure, definition)),
        Cell(_givers(compiled, figure)),
        Cell(_remark(figure)),
    )


def _review_columns(compiled: Compiled) -> list[Column]:
    years = _years(compiled)
    return [
        Column("TT", 0.5, CENTRE),
        Column("Chỉ tiêu", 4),
        Column("Đơn vị tính", 1.1, CENTRE),
        *(Column(f"Năm {year}", 1.1, kind=NUMBER) for year in years),
        Column("Tổng giai đoạn", 1.3, kind=NUMBER),
        Column("Ghi chú", 1.4),
    ]


def _years(compiled: Compiled) -> range:
    return range(compiled.period["from_year"], compiled.period["year"] + 1)


def _review_row(compiled: Compiled, number: int, definition: Definition, figure: Figure) -> tuple[Cell, ...]:
    yearly = {year: figure.years[year] for year in _years(compiled) if year in figure.years}
    return (
        _place(number),
        Cell(definition.name, ref=definition.code),
        Cell(definition.unit),
        *(
            _amount(in_table(yearly[year], definition), yearly[year].figure) if year in yearly else Cell("")
            for year in _years(compiled)
        ),
        _amount(in_table(figure.amount, definition), figure.total, bold=True, ref=definition.code),
        Cell(REVIEW_REMARKS.get(definition.across_years, "")),
    )


REVIEW_REMARKS = {"latest": "Số năm gần nhất", "maximum": "Số cao nhất", "none": "Không cộng các năm"}


def _place(number: int) -> Cell:
    return Cell(str(number), value=Decimal(number))


def _amount(text: str, value, **look) -> Cell:
    return Cell(text, value=value, **look)


def _givers(compiled: Compiled, figure: Figure) -> str:
    given = figure.counted
    names = {unit["code"]: unit["short_name"] for unit in compiled.inputs["unit_names"]}
    if len(given) > 2:
        return f"{len(given):02d} đơn vị"
    return ", ".join(names.get(code, code) for code in given)


def _remark(figure: Figure) -> str:
    remarks = ["Số ước"] if figure.has_estimates else []
    if figure.rule == NONE and len(figure.counted) > 1:
        remarks.append("Không cộng các đơn vị")
    if figure.is_partial:
        remarks.append(f"Thiếu {len(figure.missing):02d} đơn vị")
    return "; ".join(remarks)


def by_unit(context: AnnexContext) -> Annex | None:
    """Rows are indicators, columns units; with many units in several tables, the total in the last one."""
    compiled = context.compiled
    shown = [row for row in _shown(compiled) if row[2].by_unit]
    units = [u for u in compiled.inputs["unit_names"] if any(u["code"] in figure.by_unit for *_, figure in shown)]
    if not units:
        return None
    parts = list(_parts(units))
    below = _counting_notes(compiled)
    tables = [_unit_table(shown, part, number, len(parts), below) for number, part in enumerate(parts, start=1)]
    return Annex(BY_UNIT, tuple(tables), landscape=True)


def _parts(units: list[dict]) -> Iterator[list[dict]]:
    """Blocks of at most twelve units, all about the same size."""
    count = -(-len(units) // UNITS_PER_TABLE)
    size = -(-len(units) // count)
    yield from (units[start : start + size] for start in range(0, len(units), size))


def _unit_table(shown: list[Shown], units: list[dict], number: int, tables: int, below: tuple[str, ...] = ()) -> Table:
    last = number == tables
    columns = [
        Column("TT", 0.5, CENTRE),
        Column("Chỉ tiêu", 4.2),
        Column("Đơn vị tính", 1.1, CENTRE),
        *(Column(unit["short_name"], 1, kind=NUMBER) for unit in units),
        *([Column("Tổng số", 1.2, kind=NUMBER)] if last else []),
    ]
    if not last:
        codes = {unit["code"] for unit in units}
        shown = [row for row in shown if codes & row[2].by_unit.keys()]
    rows = _grouped_rows(shown, lambda n, d, f: _unit_row(n, d, f, units, last), len(columns))
    title = f"Biểu {number}/{tables}" if tables > 1 else ""
    return Table(tuple(columns), tuple(rows), title=title, notes=_legend(units, last, below), ref=f"PL 03:{number}")


def _legend(units: list[dict], last: bool, below: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Under each table the names its columns shorten; the signs and how was counted once, under the last."""
    names = [f"{unit['short_name']}: {unit['name']}" for unit in units if unit["short_name"] != unit["name"]]
    short = (SHORT_NAMES.format(names="; ".join(names)),) if names else ()
    return (*short, SIGNS, *below) if last else short


def _unit_row(number: int, definition: Definition, figure: Figure, units: list[dict], last: bool) -> tuple[Cell, ...]:
    given = [figure.by_unit.get(unit["code"]) for unit in units]
    cells = [_amount(given_in_table(g, definition), g.amount.figure if g and g.counts else None) for g in given]
    total = total_in_table(figure, definition).replace(STATUS_WORDS[NONE_ARISEN], STATUS_SIGNS[NONE_ARISEN])
    totals = [_amount(total, figure.shown.figure, bold=True)] if last else []
    return (_place(number), Cell(definition.name, ref=definition.code), Cell(definition.unit), *cells, *totals)


annexes.register("PL 02", RESULTS, True, results)
annexes.register("PL 03", BY_UNIT, True, by_unit)
