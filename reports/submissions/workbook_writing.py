"""A unit's own workbook: its report with what is known, to be filled in without a line and brought back."""

from decimal import Decimal

from departments.vietnamese import format_date, format_decimal
from reports.documents.content import CENTRE, NUMBER, Column
from reports.documents.entry_sheets import Entry
from reports.documents.excel import Sheet, render_excel
from reports.submissions import reading, sums, wording
from reports.submissions import workbook_layout as layout
from reports.submissions.forms import prefix_of
from reports.submissions.material import Material
from reports.submissions.models import IndicatorValue, Narrative

#: A spreadsheet keeps 15 digits of a number; longer figures go in as text.
EXACT_DIGITS = 15
GUIDE = (
    "Chỉ nhập vào các ô nền trắng ở hai trang tính “Số liệu” và “Phần lời”. Ô nền xám để tham khảo.",
    "Số liệu ghi theo cách viết của Việt Nam: 1.234,5. Tỷ lệ thì nhập tử số và mẫu số, hệ thống tự tính.",
    "Không có số liệu: ở cột “Loại trả lời” chọn “Không phát sinh” hoặc “Không thuộc chức năng” và để trống ô số liệu.",
    "Số ước thực hiện: ghi x ở cột “Số ước (x)” và nêu cách ước ở cột “Ghi chú”.",
    "Phần lời không có nội dung: ghi x ở cột “Không phát sinh (x)” và nêu lý do.",
    "Các chỉ tiêu tổng do hệ thống tự cộng khi tải lên. Minh chứng thì đính kèm trên hệ thống.",
    "Không xóa, đổi tên các trang tính và các cột. Tải lên tại trang “Kiểm tra và trình”, nút “Biểu Excel”.",
    "Trước khi ghi, hệ thống liệt kê mọi lỗi theo từng ô và những nội dung sẽ thay đổi để xem lại.",
)


def write(material: Material) -> bytes:
    """The workbook of this report as it stands now."""
    report = material.report
    caption = f"{report.period.title} – {report.department.name}"
    return render_excel(
        [
            Sheet(
                layout.GUIDE_TAB, [Column(caption)], [[line] for line in GUIDE], finish=Entry(widths={1: 110}).finish
            ),
            _figures(material, caption),
            _texts(material, caption),
            _evidence(material),
            _marks(material),
        ]
    )


def _figures(material: Material, caption: str) -> Sheet:
    columns = [
        Column(layout.CODE), Column("Chỉ tiêu"), Column("Đơn vị tính"),
        Column(f"Năm {material.report.period.year - 1}", align="right"), Column("Chỉ tiêu đăng ký", align="right"),
        Column(layout.STATUS), Column(layout.FIGURE, kind=NUMBER), Column(layout.NUMERATOR, kind=NUMBER),
        Column(layout.DENOMINATOR, kind=NUMBER), Column(layout.ESTIMATE, align=CENTRE), Column(layout.NOTE),
        Column(layout.KEY), Column(layout.SEEN), Column(layout.MARK),
    ]  # fmt: skip
    codes = set(material.by_code)
    rows = [_figure_row(value, material, sums.is_automatic(value, codes)) for value in material.values]
    closed = [
        (row, column)
        for row, value in enumerate(material.values)
        for column in _closed_columns(value, material, sums.is_automatic(value, codes))
    ]
    entry = Entry(
        grey=(1, 2, 3, 4, 5), hidden=(12, 13, 14), choices={6: tuple(layout.STATUS_WORDS.values()), 10: (layout.YES,)},
        widths={1: 8, 2: 48, 3: 13, 4: 14, 5: 14, 6: 22, 7: 14, 8: 12, 9: 12, 10: 10, 11: 40}, closed=closed,
    )  # fmt: skip
    return Sheet(layout.FIGURES_TAB, columns, rows, caption=caption, finish=entry.finish)


def _figure_row(value: IndicatorValue, material: Material, is_automatic: bool) -> list:
    definition = value.indicator
    last = material.history.last_year(value.code)
    shown = ""
    if last:
        shown = wording.parts(last.numerator, last.denominator) or wording.number(last.value, definition)
    target = reading.target_text(material.targets.get(definition.indicator_id), definition)
    status = layout.STATUS_WORDS.get(value.status, "")
    names = ["note"] if is_automatic else None
    return [
        value.code, definition.name, definition.unit, shown, target, status, _cell(value.value),
        _cell(value.numerator), _cell(value.denominator), layout.YES if value.is_estimate else None, value.note,
        prefix_of(value), value.version, layout.mark_of(value, names),
    ]  # fmt: skip


def _closed_columns(value: IndicatorValue, material: Material, is_automatic: bool) -> tuple[int, ...]:
    if not material.report.accepts_edits_of(value.code):
        return (6, 7, 8, 9, 10, 11)
    if is_automatic:
        return (6, 7, 8, 9, 10)
    return (7,) if value.indicator.is_ratio else (8, 9)


def _cell(figure: Decimal | None) -> Decimal | str | None:
    if figure is None:
        return None
    figure = figure.normalize()
    return figure if len(figure.as_tuple().digits) <= EXACT_DIGITS else format_decimal(figure)


def _texts(material: Material, caption: str) -> Sheet:
    columns = [
        Column(layout.CODE), Column("Mục"), Column("Yêu cầu"), Column("Nội dung năm trước"), Column(layout.TEXT),
        Column(layout.NOTHING, align=CENTRE), Column(layout.REASON), Column(layout.KEY), Column(layout.SEEN),
        Column(layout.MARK),
    ]  # fmt: skip
    rows = [_text_row(narrative, material) for narrative in material.narratives]
    closed = [
        (row, column)
        for row, narrative in enumerate(material.narratives)
        for column in (5, 6, 7)
        if not material.report.accepts_edits_of(narrative.code)
    ]
    entry = Entry(
        grey=(1, 2, 3, 4), hidden=(8, 9, 10), choices={6: (layout.YES,)},
        widths={1: 8, 2: 30, 3: 36, 4: 50, 5: 70, 6: 14, 7: 30}, closed=closed,
    )  # fmt: skip
    return Sheet(layout.TEXTS_TAB, columns, rows, caption=caption, finish=entry.finish)


def _text_row(narrative: Narrative, material: Material) -> list:
    return [
        narrative.code, narrative.question.heading, narrative.question.prompt,
        material.history.texts.get(narrative.code, ""), narrative.text,
        layout.YES if narrative.nothing_to_report else None, narrative.nothing_reason, prefix_of(narrative),
        narrative.version, layout.mark_of(narrative),
    ]  # fmt: skip


def _evidence(material: Material) -> Sheet:
    columns = [Column(layout.CODE), Column("Tệp, số văn bản hoặc đường dẫn"), Column("Người đính kèm"), Column("Ngày")]
    rows = [
        [answer.code, item.name if item.file_id else item.reference, str(item.added_by), format_date(item.added_at)]
        for answer in (*material.values, *material.narratives)
        for item in material.evidence_of(answer)
    ]
    entry = Entry(grey=(1, 2, 3, 4), widths={1: 8, 2: 70, 3: 30, 4: 14})
    caption = "Minh chứng đã đính kèm (chỉ để đọc; đính kèm thêm, gỡ bỏ trên hệ thống)"
    return Sheet(layout.EVIDENCE_TAB, columns, rows, caption=caption, finish=entry.finish)


def _marks(material: Material) -> Sheet:
    """By these the program recognises its workbook when it comes back."""
    report = material.report
    rows = [
        [layout.KIND, layout.LAYOUT, ""],
        [layout.REPORT, str(report.pk), ""],
        [layout.UNIT, report.department.code, report.department.name],
        [layout.PERIOD, str(report.period_id), report.period.title],
        [layout.FORM, layout.form_version(material), ""],
    ]
    columns = [Column("Tên"), Column("Giá trị"), Column("Diễn giải")]
    return Sheet(layout.MARKS_TAB, columns, rows, finish=Entry(is_hidden=True).finish)
