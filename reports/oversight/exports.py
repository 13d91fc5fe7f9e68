"""The logs as workbooks; Vietnamese, as papers are."""

from collections.abc import Iterable

from django.utils.translation import override

from departments.vietnamese import format_date
from reports.documents.content import CENTRE, Column
from reports.documents.excel import Sheet, render_excel
from reports.oversight.models import Finding, Inspection, ModelExample

WHOLE_OFFICE = "Toàn Văn phòng"


def _day(day) -> str:
    return format_date(day) if day else ""


def _units(row: Inspection) -> str:
    return WHOLE_OFFICE if row.whole_office else "; ".join(unit.name for unit in row.units.all())


def inspections_workbook(rows: Iterable[Inspection], findings: Iterable[Finding]) -> bytes:
    """The inspections, and on a second sheet what was found and how it was put right."""
    log = [
        [
            number, _day(row.first_day), _day(row.last_day), _units(row), row.subject, row.composition,
            row.document_number, _day(row.document_date), row.results, row.found, row.resolved,
        ]
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    with override("vi"):
        found = [
            [
                number, row.inspection.subject, row.department.name if row.department else WHOLE_OFFICE, row.text,
                row.recommendation, _day(row.due_on), str(row.get_state_display()), _day(row.resolved_on), row.how,
                row.evidence,
            ]
            for number, row in enumerate(findings, start=1)
        ]  # fmt: skip
    return render_excel([
        Sheet("Kiểm tra, giám sát", (
            Column("STT", 0.5, CENTRE), Column("Từ ngày"), Column("Đến ngày"), Column("Đơn vị được kiểm tra", 3),
            Column("Nội dung kiểm tra", 4), Column("Thành phần", 2), Column("Số, ký hiệu văn bản"),
            Column("Ngày văn bản"), Column("Kết quả", 4), Column("Số tồn tại"), Column("Đã khắc phục"),
        ), log),
        Sheet("Tồn tại, kiến nghị", (
            Column("STT", 0.5, CENTRE), Column("Cuộc kiểm tra", 3), Column("Đơn vị", 2), Column("Tồn tại", 4),
            Column("Kiến nghị", 3), Column("Thời hạn"), Column("Tình trạng"), Column("Ngày khắc phục"),
            Column("Cách khắc phục", 3), Column("Minh chứng", 2),
        ), found),
    ])  # fmt: skip


def examples_workbook(rows: Iterable[ModelExample]) -> bytes:
    """The examples with every act of spreading."""
    lines = []
    with override("vi"):
        for number, row in enumerate(rows, start=1):
            unit = row.department.name if row.department else ""
            for act in row.acts.all() or [None]:
                spread = (
                    [str(act.get_form_display()), _day(act.day), act.units_reached, act.result] if act else [""] * 4
                )
                kind = str(row.get_kind_display())
                lines.append([number, row.name, kind, unit, row.content, _day(row.decided_on), *spread])
    columns = (
        Column("STT", 0.5, CENTRE), Column("Tập thể/cá nhân/mô hình", 3), Column("Loại"), Column("Đơn vị", 2),
        Column("Nội dung, kết quả nổi bật", 4), Column("Ngày chọn nhân rộng"), Column("Hình thức nhân rộng", 2),
        Column("Ngày"), Column("Số đơn vị"), Column("Kết quả", 2),
    )  # fmt: skip
    return render_excel([Sheet("Điển hình", columns, lines)])
