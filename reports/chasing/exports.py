"""The log of reminders as a workbook."""

from collections.abc import Iterable

from django.utils import timezone

from departments.vietnamese import format_date
from reports.chasing.models import Reminder
from reports.documents.content import Column
from reports.documents.excel import Sheet, render_excel

PROGRAM = "Phần mềm (tự động)"


def log_workbook(reminders: Iterable[Reminder], caption: str) -> bytes:
    """Every reminder with its full text."""
    columns = [
        Column("Ngày"), Column("Giờ"), Column("Đơn vị", 3), Column("Loại", 2), Column("Người gửi", 2),
        Column("Người nhận", 3), Column("Hình thức", 2), Column("Nội dung", 6),
    ]  # fmt: skip
    rows = []
    for row in reminders:
        moment = timezone.localtime(row.at)
        rows.append([
            format_date(row.day), f"{moment:%H:%M}", row.department.name, str(row.get_kind_display()),
            row.by.display_name if row.by else PROGRAM, row.recipient_names, str(row.get_channel_display()), row.text,
        ])  # fmt: skip
    return render_excel([Sheet("Nhật ký đôn đốc", columns, rows, caption=caption)])
