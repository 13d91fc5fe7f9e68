"""The workbook of an earlier year: figures by indicator and owner, texts by heading, filled with what is known."""

from collections.abc import Iterator

from reports.documents.content import NUMBER, Column
from reports.documents.entry_sheets import Entry
from reports.documents.excel import Sheet, render_excel
from reports.earlier_years import layout
from reports.earlier_years.layout import Scope
from reports.earlier_years.reading import Entered

GUIDE = (
    "Nhập kết quả của năm trước từ báo cáo giấy đã ký, không qua quy trình trên hệ thống.",
    "Bảng “Số liệu”: mỗi dòng là một chỉ tiêu, mỗi cột là toàn Văn phòng hoặc một đơn vị.",
    "Chỉ tiêu tính bằng tỷ lệ nhập ở hai dòng: tử số và mẫu số.",
    "Ô để trống nghĩa là không có số liệu; số 0 nghĩa là không phát sinh. Không nhập vào ô màu xám.",
    "Bảng “Phần lời”: nội dung theo từng đề mục của toàn Văn phòng hoặc của đơn vị.",
    "Khi tải lên, hệ thống kiểm tra toàn bộ, cho xem những gì sẽ thay đổi rồi mới ghi; có lỗi thì không ghi gì.",
    "Số liệu nhập từ giấy chỉ bổ sung chỗ còn thiếu, không thay số liệu của báo cáo đã tiếp nhận.",
)


def workbook(scope: Scope, rows: Entered) -> bytes:
    """Whatever is asked of the owners of the scope, with what was entered before."""
    guide = Sheet(
        layout.GUIDE_TAB, [Column(f"Kết quả năm {scope.year}")], [[line] for line in GUIDE],
        finish=Entry(widths={1: 110}, frozen=1).finish,
    )  # fmt: skip
    return render_excel([guide, *_figure_sheets(scope, rows), _texts(scope, rows), _marks(scope, rows)])


def _figure_sheets(scope: Scope, rows: Entered) -> Iterator[Sheet]:
    lines = [(indicator, part) for indicator in scope.indicators for part in layout.parts_of(indicator)]
    for start in range(0, len(scope.owners), layout.UNITS_PER_SHEET):
        owners = scope.owners[start : start + layout.UNITS_PER_SHEET]
        columns = [Column(layout.CODE), Column("Chỉ tiêu"), Column("Đơn vị tính"), Column(layout.PART)]
        columns += [Column(layout.head_of(owner), kind=NUMBER) for owner in owners]
        cells = [
            [
                indicator.code, indicator.name, indicator.unit, layout.PARTS[part],
                *(rows.cell(layout.code_of(owner), indicator.code, part) for owner in owners),
            ]
            for indicator, part in lines
        ]  # fmt: skip
        closed = [
            (row, column)
            for row, (indicator, _part) in enumerate(lines)
            for column, owner in enumerate(owners, start=5)
            if not scope.asks(owner, indicator)
        ]
        widths = {1: 8, 2: 48, 3: 13, 4: 11} | dict.fromkeys(range(5, 5 + len(owners)), 14)
        entry = Entry(grey=(1, 2, 3, 4), widths=widths, closed=closed, frozen=5)
        yield Sheet(layout.FIGURES_TAB, columns, cells, finish=entry.finish)


def _texts(scope: Scope, rows: Entered) -> Sheet:
    columns = [
        Column(layout.UNIT), Column("Đơn vị"), Column(layout.CODE), Column("Đề mục"), Column(layout.TEXT),
    ]  # fmt: skip
    cells = [
        [
            layout.code_of(owner), layout.name_of(owner), question.code, question.title,
            rows.cell(layout.code_of(owner), question.code, "text"),
        ]
        for owner in scope.owners
        for question in scope.questions
        if scope.asks(owner, question)
    ]  # fmt: skip
    entry = Entry(grey=(1, 2, 3, 4), widths={1: 10, 2: 30, 3: 10, 4: 40, 5: 90}, frozen=5)
    return Sheet(layout.TEXTS_TAB, columns, cells, finish=entry.finish)


def _marks(scope: Scope, rows: Entered) -> Sheet:
    """By these the program recognises its workbook, and which cells nobody has touched."""
    marks = [[layout.KIND, layout.LAYOUT], [layout.YEAR, str(scope.year)]]
    marks += [
        [layout.key_of(owner, code, part), str(getattr(row, part))]
        for (owner, code), row in rows.figures.items()
        for part in layout.PARTS
        if getattr(row, part) is not None
    ]
    marks += [
        [layout.key_of(owner, code, "text"), layout.mark_of(row.text)] for (owner, code), row in rows.texts.items()
    ]
    return Sheet(layout.MARKS_TAB, [Column("Tên"), Column("Giá trị")], marks, finish=Entry(is_hidden=True).finish)
