"""A whole campaign year in the browser, in Vietnamese, on the founding plan: from opening the period to the paper."""

import re
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.consolidation.models import ConsolidatedReport
from reports.submissions.models import AnnualReport
from tests.e2e.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

UNIT, OTHER = "Nhà khách", "Ban Tiếp công dân tỉnh"
TEXT = (
    "Nhà khách đã thay 120 bóng đèn bằng đèn LED, tiết kiệm 8,4 triệu đồng tiền điện; "
    "phục vụ 46 cuộc họp không giấy tờ."
)
REMARK = "Đề nghị đơn vị rà soát lại số cuộc sinh hoạt, tuyên truyền và nêu rõ căn cứ."


def test_a_whole_year(page: Page, founded, tmp_path):
    desk = Desk(page, founded)
    open_the_period(desk)
    fill_in(desk)
    sign_off(desk, "truongphong.nk")
    nothing_to_report(desk)
    review_and_return(desk)
    correct_and_resubmit(desk)
    accept_both(desk)
    compile_and_edit(desk)
    approve_and_number(desk)
    check_the_paper(desk, tmp_path)


def open_the_period(desk: Desk) -> None:
    today = timezone.localdate()
    desk.sit("hctc")
    desk.go("/plan/periods/")
    desk.follow(re.compile(rf"thi đua năm {today.year}"))
    desk.follow("Thời hạn, văn bản yêu cầu, đơn vị")
    for name, days in (("due_on", 7), ("on_time_until", 9), ("lock_on", 30)):
        desk.page.locator(f"[name={name}]").fill(f"{today + timedelta(days):%d/%m/%Y}")
    for unit in (UNIT, OTHER):
        desk.page.get_by_label(unit, exact=True).check()
    desk.press("Lưu")
    desk.press("Mở kỳ báo cáo")
    desk.sees("Đang mở")


def fill_in(desk: Desk) -> None:
    """The contributor answers everything; a figure that can be read in two ways is asked about, and nothing is lost."""
    desk.sit("chuyenvien.nk")
    desk.follow("Bắt đầu lập báo cáo")
    desk.press("Bắt đầu lập báo cáo")
    for number in range(6):
        for box in desk.page.locator("select[name$=status]").all():
            box.select_option("none_arisen")
        for text in desk.page.locator("textarea[name$=text]").all():
            text.fill(TEXT)
        if number == 0:
            an_ambiguous_figure(desk)
        desk.page.locator("button[name=then][value=next]").click()
    desk.sees("Kiểm tra báo cáo")
    desk.press("Trình Giám đốc")
    desk.sees("Chờ lãnh đạo đơn vị duyệt")


def an_ambiguous_figure(desk: Desk) -> None:
    figure = desk.page.locator("tr#o-A2")
    figure.locator("select").select_option("value")
    figure.locator("input[name$=value]").fill("0.125")
    desk.press("Lưu")
    desk.sees("0,125")
    expect(desk.page.locator("tr#o-A2 input[name$=value]")).to_have_value("0.125")
    desk.page.locator("tr#o-A2 input[name$=value]").fill("12")
    desk.press("Lưu")
    expect(desk.page.locator("tr#o-A2 input[name$=value]")).to_have_value("12")


def sign_off(desk: Desk, head: str) -> None:
    desk.sit(head)
    desk.page.locator("main a.btn.primary").first.click()
    desk.follow("Duyệt và gửi")
    desk.press("Duyệt và gửi")
    desk.sees("Biên nhận")
    desk.sees(re.compile(r"[0-9a-f]{64}"))


def nothing_to_report(desk: Desk) -> None:
    """Another unit has nothing to report, with a reason."""
    desk.sit("truongphong.btcd")
    desk.follow("Bắt đầu lập báo cáo")
    desk.press("Bắt đầu lập báo cáo")
    desk.follow("Kiểm tra và trình")
    form = desk.page.locator("form[action$='/nothing/']").last
    form.get_by_text("Trong kỳ này đơn vị không phát sinh nội dung báo cáo").click()
    form.locator("textarea[name=reason]").fill("Đơn vị mới kiện toàn tổ chức, chưa triển khai.")
    form.get_by_role("button", name="Đánh dấu toàn báo cáo").click()
    desk.follow("Duyệt và gửi")
    desk.press("Duyệt và gửi")
    desk.sees("Biên nhận")


def open_review(desk: Desk, unit: str) -> None:
    desk.go("/reports/review/")
    desk.follow(unit)
    desk.press("Nhận rà soát")


def review_and_return(desk: Desk) -> None:
    desk.sit("hctc")
    open_review(desk, UNIT)
    row = desk.page.locator("#f-A2")
    row.get_by_text("Ghi ý kiến", exact=True).click()
    row.locator("textarea").fill(REMARK)
    row.get_by_role("button", name="Lưu ý kiến").click()
    desk.page.get_by_label("Lý do").fill("Báo cáo đầy đủ, đề nghị rà soát một số liệu.")
    desk.press("Trả lại để hoàn thiện")
    desk.sees("Trả lại để hoàn thiện")


def correct_and_resubmit(desk: Desk) -> None:
    desk.sit("chuyenvien.nk")
    desk.sees("Trả lời 1 ý kiến rà soát")
    desk.page.locator("main a.btn.primary").first.click()
    desk.sees(REMARK)
    desk.page.locator("textarea[name=text]").first.fill("Đã rà soát, số đúng là 14 cuộc; kèm danh sách.")
    desk.press("Lưu câu trả lời")
    desk.follow("Công tác triển khai")
    expect(desk.page.locator("tr#o-A3 input")).to_have_count(0)  # only the named field is open
    desk.page.locator("tr#o-A2 input[name$=value]").fill("14")
    desk.press("Lưu")
    desk.follow("Kiểm tra và trình")
    desk.press("Trình Giám đốc")
    sign_off(desk, "truongphong.nk")


def accept_both(desk: Desk) -> None:
    desk.sit("hctc")
    for unit in (UNIT, OTHER):
        open_review(desk, unit)
        desk.press("Tiếp nhận")
        desk.sees("Đã tiếp nhận")
    assert set(AnnualReport.objects.order_by("pk").values_list("state", "department__code")) == {
        ("accepted", "nk"),
        ("accepted", "btcd"),
    }
    desk.go(f"/reports/{timezone.localdate().year}/board/")
    desk.sees("2/2 đơn vị đã gửi")


def compile_and_edit(desk: Desk) -> None:
    desk.go("/reports/consolidated/")
    desk.page.locator("main .todo", has_text=f"năm {timezone.localdate().year}").get_by_role("button").click()
    desk.sees("2/2 đơn vị đã tiếp nhận")
    desk.page.locator("a[href$='/section/IV.4/']").click()
    desk.sees(TEXT[10:60])
    desk.page.locator("#id_text").fill(
        "Bài học rút ra là phải giao chỉ tiêu tiết kiệm đến từng đơn vị ngay từ đầu năm."
    )
    desk.press("Lưu")
    desk.sees("Đã lưu")
    report = ConsolidatedReport.objects.get()
    desk.sit("truongphong.hctc")
    desk.go(f"/reports/consolidated/{report.pk}/")
    if desk.page.locator("#id_override").count():
        desk.page.locator("#id_override").check()
        desk.page.locator("#id_send_reason").fill("Một số mục trong kỳ không phát sinh nội dung.")
    desk.press("Trình lãnh đạo")
    desk.sees("Lãnh đạo Văn phòng đang xem xét")


def approve_and_number(desk: Desk) -> None:
    desk.sit("chanhvanphong")
    desk.follow("Xem và quyết định")
    desk.press("Duyệt")
    desk.sees("Đã duyệt báo cáo")
    desk.sit("vanthu")
    desk.follow("Ghi số và ngày ban hành")
    desk.page.locator("[name=number]").fill("7")
    desk.page.locator("[name=on]").fill(f"{timezone.localdate():%Y-%m-%d}")
    desk.press("Ghi số, ngày và ban hành")
    desk.sees("Đã ban hành")


def check_the_paper(desk: Desk, tmp_path) -> None:
    """The issued PDF says what was decided, in the official form; the same bytes every time."""
    link = desk.page.locator("main a[href$='/pdf/']").first.get_attribute("href")
    first, again = (desk.page.request.get(f"{desk.base}{link}").body() for _time in range(2))
    assert first == again
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(first)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    for expected in (
        "Số: 07/BC-VPUBND",
        "CHÁNH VĂN PHÒNG",
        "Kính gửi: Sở Nội vụ tỉnh Lai Châu",
        "Bài học rút ra là phải giao chỉ tiêu tiết kiệm",
        "Lưu: VT, HC.",
    ):
        assert expected in text
    assert "DỰ THẢO" not in text
