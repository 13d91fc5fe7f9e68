"""HC-TC brings twelve units from “not begun” to “all accepted”: reminders, an extension, two returns, an escalation, a
reopening; afterwards the audit trail, the log of reminders and annex PL 10 tell the same story."""

import re
from collections import Counter
from datetime import date, datetime, time

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from campaign import editing
from campaign import permissions as campaign_permissions
from campaign import workflow as periods
from campaign.models import ReportingPeriod
from demo.cast import Cast
from demo.moments import Diary
from demo.story import Story
from departments import audit
from departments.models import AuditEvent
from departments.transitions import move
from reports.chasing.models import Reminder
from reports.chasing.tables import submissions
from reports.submissions.models import AnnualReport
from reports.submissions.sections import section_of
from tests.e2e.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

YEAR = 2026
OPENED, DUE, ON_TIME, LOCK = date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 23), date(2026, 12, 31)
EARLY = ("th", "ktn", "nc", "kgvx", "kstthc", "nv", "hctc", "qttv", "ttpvhcc", "ttthcb")
RETURNED = ("th", "kgvx")
EXTENDED, LATE, REOPENED = "nk", "btcd", "ktn"
REASON = "Đề nghị đơn vị rà soát, làm rõ một số số liệu."


class Season:
    """The office's calendar moved by hand; what units do, and what HC-TC does in the browser."""

    def __init__(self, desk: Desk, monkeypatch):
        self.desk, self.monkeypatch = desk, monkeypatch
        self.period = ReportingPeriod.objects.get(kind="annual", year=YEAR)
        self.units = {unit.code: unit for unit in self.period.units()}
        self.cast = Cast.of(self.units)

    def today(self, day: date, hour: int = 8) -> datetime:
        """The clock of the whole program stands at this hour of this day."""
        moment = timezone.make_aware(datetime.combine(day, time(hour)))
        self.monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    def unit(self, code: str, act) -> None:
        diary = Diary()
        act(Story(diary, self.period, code, self.cast))
        diary.live()

    def name(self, code: str) -> str:
        return self.units[code].name

    def reports(self) -> Counter:
        return Counter(AnnualReport.objects.order_by("pk").values_list("state", flat=True))


def written_and_sent(day: date):
    """What a unit does that needs no reminder any more."""
    return lambda story: story.start(day).fill(day, scans=False).hand_over(day).submit(day)


def test_twelve_units_from_not_begun_to_accepted(page: Page, founded, monkeypatch):
    season = Season(Desk(page, founded), monkeypatch)
    open_the_period(season)
    remind_by_the_calendar(season)
    submit_early(season)
    extend(season)
    accept_several_and_return_two(season)
    escalate(season)
    remind_by_hand(season)
    accept_the_rest(season)
    reopen(season)
    the_same_story(season)


def open_the_period(season: Season) -> None:
    moment = season.today(OPENED)
    dates = {"due_on": DUE, "on_time_until": ON_TIME, "lock_on": LOCK, "cut_off_on": date(2026, 11, 15)}
    by = season.cast.officer
    editing.edit(season.period, dates, by=by, at=moment, rule=campaign_permissions.prepare_period)
    season.period = move(season.period, periods.OPEN, by=by, at=moment)
    assert len(season.units) == 12


def remind_by_the_calendar(season: Season) -> None:
    """Ten working days before the due date nobody has begun; a second run, and a Sunday, remind nobody."""
    season.today(date(2026, 11, 6))
    call_command("send_reminders", verbosity=0)
    call_command("send_reminders", verbosity=0)
    assert Reminder.objects.count() == 12
    season.today(date(2026, 11, 8))
    call_command("send_reminders", verbosity=0)
    assert Reminder.objects.count() == 12


def submit_early(season: Season) -> None:
    for code in EARLY:
        season.unit(code, written_and_sent(date(2026, 11, 16)))
    season.today(date(2026, 11, 17))
    call_command("send_reminders", verbosity=0)
    assert Reminder.objects.count() == 14  # only the two that have sent nothing


def extend(season: Season) -> None:
    """One click and a reason for the unit; the head of HC-TC grants a day."""
    desk = season.desk
    season.today(date(2026, 11, 18))
    desk.sit("truongphong.nk")
    desk.go("/reports/")
    desk.follow("Đề nghị gia hạn")
    desk.page.locator("main textarea").fill("Đơn vị phục vụ hội nghị toàn quốc đến hết ngày 25/11/2026.")
    desk.page.locator("[name=wished_until]").fill("27/11/2026")
    desk.press("Gửi đề nghị")
    desk.sees("Chờ quyết định")
    desk.sit("truongphong.hctc")
    desk.page.locator("main a[href*='/extensions/request/']").first.click()
    desk.press("Đồng ý gia hạn")
    desk.sees("Đã gia hạn")


def accept_several_and_return_two(season: Season) -> None:
    """The officer takes up what has come, returns two with a remark and accepts the others at once; HC-TC's own report
    is accepted by leadership."""
    desk = season.desk
    season.today(date(2026, 11, 19))
    desk.sit("hctc")
    for code in (code for code in EARLY if code != "hctc"):
        desk.go("/reports/review/")
        desk.follow(season.name(code))
        desk.press("Nhận rà soát")
        if code in RETURNED:
            return_with_a_remark(season)
    desk.go("/reports/review/")
    desk.page.locator("main input[name=report]").first.wait_for()
    for box in desk.page.locator("main input[name=report]").all():
        box.check()
    desk.press("Xem danh sách đã chọn để tiếp nhận")
    for box in desk.page.locator("main input[name=accept]").all():
        box.check()
    desk.press("Tiếp nhận các báo cáo đã đánh dấu")
    desk.sees("Đã tiếp nhận")
    desk.sit("phochanhvanphong")
    desk.go("/reports/review/")
    desk.follow(season.name("hctc"))
    desk.press("Nhận rà soát")
    desk.press("Tiếp nhận")
    assert season.reports() == Counter(accepted=8, returned=2)


def return_with_a_remark(season: Season) -> None:
    page = season.desk.page
    row = page.locator("[id='f-A3']").first
    row.get_by_text("Ghi ý kiến", exact=True).click()
    row.locator("textarea").last.fill("Đề nghị nêu rõ căn cứ của số liệu.")
    row.get_by_role("button", name="Lưu ý kiến").click()
    page.get_by_label("Lý do").last.fill(REASON)
    season.desk.press("Trả lại để hoàn thiện")
    season.desk.sees("Trả lại để hoàn thiện")


def escalate(season: Season) -> None:
    """One unit stays silent: reminded by the calendar, proposed to leadership, told only after the head confirmed."""
    desk = season.desk
    for day in (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)):
        season.today(day)
        call_command("send_reminders", verbosity=0)
    mended = date(2026, 11, 25)
    for code in RETURNED:
        season.unit(code, lambda story: story.mend(mended).hand_over(mended).submit(mended))
    season.today(date(2026, 11, 27))
    season.unit(EXTENDED, written_and_sent(date(2026, 11, 27)))
    season.today(date(2026, 12, 1))
    call_command("send_reminders", verbosity=0)
    leader = season.cast.leader
    assert not leader.notices.filter(event_key__contains="escalation").exists()
    desk.sit("truongphong.hctc")
    desk.page.locator("main a[href*='/escalations/']").first.click()
    desk.press("Xác nhận và báo cáo lãnh đạo")
    assert leader.notices.filter(event_key__contains="escalation").count() == 1


def remind_by_hand(season: Season) -> None:
    """The officer reads the text, sends it to every late unit; a second press on the same day sends nothing."""
    desk, before = season.desk, Reminder.objects.count()
    season.today(date(2026, 12, 2))
    desk.sit("hctc")
    for _time in range(2):
        desk.go(f"/reports/{YEAR}/reminders/preview/?late=1")
        desk.sees(season.name(LATE))
        desk.page.get_by_role("button", name=re.compile("^Gửi đến 1 đơn vị")).click()
        desk.page.wait_for_load_state("networkidle")
    assert Reminder.objects.count() == before + 1


def accept_the_rest(season: Season) -> None:
    desk = season.desk
    season.unit(LATE, written_and_sent(date(2026, 12, 3)))
    season.today(date(2026, 12, 4))
    call_command("send_reminders", verbosity=0)
    desk.sit("hctc")
    for code in (*RETURNED, EXTENDED, LATE):
        desk.go("/reports/review/")
        desk.follow(season.name(code))
        desk.press("Nhận rà soát")
        desk.press("Tiếp nhận")
        desk.sees("Đã tiếp nhận")
    assert season.reports() == Counter(accepted=12)


def reopen(season: Season) -> None:
    """A wrong figure is found in an accepted report: reopened for that field, corrected, accepted again."""
    desk, day = season.desk, date(2026, 12, 7)
    season.today(day)
    report = AnnualReport.objects.get(department__code=REOPENED, period=season.period)
    desk.sit("hctc")
    desk.go(f"/reports/review/{report.pk}/")
    desk.page.get_by_text("Mở lại báo cáo đã tiếp nhận").first.click()
    form = desk.page.locator("form[action$='/reopen/']")
    form.locator("textarea").fill("Số cuộc sinh hoạt ghi nhầm so với biên bản.")
    form.locator("select[name=codes]").select_option("A2")
    form.locator("button[type=submit]").click()
    desk.sees("Mở lại để chỉnh sửa")
    desk.sit(f"chuyenvien.{REOPENED}")
    desk.go(f"/reports/{report.pk}/{section_of('A2').slug}/")
    box = desk.page.locator("tr#o-A2 input[name$=value]")
    corrected = int(box.input_value()) + 1
    box.fill(str(corrected))
    box.press("Tab")
    expect(desk.page.locator("tr#o-A2 [data-part=state]")).to_contain_text("Đã lưu lúc")
    season.unit(REOPENED, lambda story: story.hand_over(day).submit(day))
    season.today(date(2026, 12, 8))
    desk.sit("hctc")
    desk.go(f"/reports/review/{report.pk}/")
    desk.sees("1 giá trị đã thay đổi so với bản đã tiếp nhận")
    desk.press("Nhận rà soát")
    desk.press("Tiếp nhận")
    desk.go(f"/reports/{YEAR}/board/")
    desk.sees("12/12 đơn vị đã gửi")
    assert season.reports() == Counter(accepted=12)


def the_same_story(season: Season) -> None:
    """The audit trail, the log of reminders, and annex PL 10."""
    acts = Counter(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    report = "submissions.annualreport"
    assert (acts[f"{report}.return"], acts[f"{report}.reopen"], acts[f"{report}.accept"]) == (2, 1, 13)
    assert (acts["extensions.extension.grant"], acts["chasing.escalation.confirm"]) == (1, 1)
    reminders = Counter(Reminder.objects.order_by("pk").values_list("department__name", flat=True))
    told = Counter(
        AuditEvent.objects.filter(action__startswith="chasing.reminder.").order_by("pk").values_list("note", flat=True)
    )
    assert reminders == told
    table = submissions(season.period, date(2026, 12, 8))
    rows = {row[1].text: [cell.text for cell in row] for row in table.rows}
    to_units = Counter(Reminder.objects.to_units().order_by("pk").values_list("department__name", flat=True))
    assert reminders - to_units == Counter({season.name(LATE): 1})  # leadership was told once
    assert {name: int(row[5] or 0) for name, row in rows.items()} == {name: to_units[name] for name in rows}
    assert {name for name, row in rows.items() if row[6]} == {season.name(code) for code in RETURNED}
    assert {name: row[4] for name, row in rows.items() if row[4]} == {season.name(LATE): "10"}
    assert "gia hạn đến 27/11/2026" in rows[season.name(EXTENDED)][2]
    assert {row[7] for row in rows.values()} == {"Đã tiếp nhận"}
    assert audit.verify() is None
