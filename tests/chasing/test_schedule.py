"""The schedule under a frozen clock: which unit is reminded on which day, once, and when it stops."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from campaign.models import CalendarDay, ReportingPeriod
from departments.models import AuditEvent, Frozen, Notice
from departments.transitions import move
from reports.chasing.models import Escalation, Reminder
from reports.chasing.periodic import chase
from reports.submissions import workflow
from reports.submissions.models import AnnualReport
from tests import factories as make

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=make.ICT)


def november(day: int) -> datetime:
    return at(date(2026, 11, day))


def occasions() -> list[str]:
    return list(Reminder.objects.order_by("at", "pk").values_list("occasion", flat=True))


def every_day(first: date, last: date) -> None:
    """The clock moves day by day; each morning the job runs twice."""
    for n in range((last - first).days + 1):
        chase(at(first + timedelta(n)))
        chase(at(first + timedelta(n), 9))


def test_a_season_from_before_the_due_date_to_the_proposal(chased):
    every_day(date(2026, 11, 1), date(2026, 12, 12))
    assert [(row.day, row.occasion) for row in Reminder.objects.order_by("day")] == [
        (date(2026, 11, 11), "step:due-10@2026-11-25"),
        (date(2026, 11, 20), "step:due-3@2026-11-25"),
        (date(2026, 11, 25), "step:due+0@2026-11-25"),
        (date(2026, 12, 1), "step:on_time+1@2026-11-30"),
        (date(2026, 12, 3), "step:on_time+3@2026-11-30"),
        (date(2026, 12, 7), "step:on_time+5@2026-11-30"),
    ]
    assert Escalation.objects.get().limit == date(2026, 11, 30)


def test_the_unit_is_told_what_is_missing_by_when_and_where(chased):
    chase(november(20))
    reminder = Reminder.objects.get()
    notices = Notice.objects.filter(event_key=f"chasing.reminder.{reminder.pk}")
    assert {n.recipient for n in notices} == {chased.people.head, chased.people.contributor}
    assert "25/11/2026 (còn 05 ngày)" in reminder.text
    assert "chưa bắt đầu lập báo cáo; còn 08 chỉ tiêu, 05 nội dung chưa báo cáo" in reminder.text
    assert "/reports/" in reminder.text
    assert sorted(reminder.recipient_names.split(", ")) == sorted(str(n.recipient) for n in notices)
    assert reminder.channel == Reminder.Channel.MAIL
    assert AuditEvent.objects.filter(action="chasing.reminder.step").count() == 1


def test_nothing_on_a_weekend_and_a_missed_step_on_the_next_working_day(chased):
    chase(november(21))  # Saturday; the step of Friday 20 was missed
    assert occasions() == []
    chase(november(23))
    assert occasions() == ["step:due-3@2026-11-25"]


def test_of_several_missed_steps_only_the_latest(chased):
    chase(november(26))
    assert occasions() == ["step:due+0@2026-11-25"]


def test_tet_is_left_out(chased):
    """The fifth working day after the last day on time lies behind the holidays."""
    dates = {"due_on": date(2027, 1, 29), "on_time_until": date(2027, 2, 4), "lock_on": date(2027, 3, 1)}
    ReportingPeriod.objects.filter(pk=chased.period.pk).update(**dates)
    for n in range(5, 13):
        CalendarDay.objects.create(day=date(2027, 2, n), name="Tết Nguyên đán")
    every_day(date(2027, 2, 5), date(2027, 2, 14))
    assert occasions() == []
    chase(at(date(2027, 2, 15)))
    assert occasions() == ["step:on_time+1@2027-02-04"]


def test_moved_dates_make_the_step_fire_again(chased):
    chase(november(20))
    dates = {"due_on": date(2026, 12, 2), "on_time_until": date(2026, 12, 4)}
    ReportingPeriod.objects.filter(pk=chased.period.pk).update(**dates)
    every_day(date(2026, 11, 21), date(2026, 11, 27))
    assert occasions() == ["step:due-3@2026-11-25", "step:due-3@2026-12-02"]


def test_an_extension_moves_the_steps_of_the_unit_alone(chased, monkeypatch):
    other = make.unit("ktn", "Phòng Kinh tế ngành")
    chased.period.departments.add(other)
    monkeypatch.setattr("reports.chasing.openings.limits_of", lambda period: {chased.unit.pk: date(2026, 12, 4)})
    chase(at(date(2026, 12, 1)))
    found = {row.department.code: row for row in Reminder.objects.select_related("department")}
    assert found["ktn"].occasion == "step:on_time+1@2026-11-30"
    assert found["th"].occasion == "step:due-3@2026-12-04"
    assert "đã được gia hạn" in found["th"].text


def test_it_stops_at_submission(chased):
    report = make.report(chased.unit, chased.period, people=chased.people, at=november(12))
    chase(november(20))
    report = move(report, workflow.HAND_TO_HEAD, by=chased.people.contributor, at=november(23))
    chase(november(25))
    move(report, workflow.SUBMIT, by=chased.people.head, at=november(26))
    every_day(date(2026, 11, 27), date(2026, 12, 10))
    assert occasions() == ["step:due-3@2026-11-25", "step:due+0@2026-11-25"]
    assert not Escalation.objects.exists()


def test_a_returned_report_with_its_remarks(chased):
    make.report(chased.unit, chased.period, AnnualReport.State.RETURNED, chased.people, at=november(19))
    every_day(date(2026, 11, 19), date(2026, 11, 30))
    reminder = Reminder.objects.get()
    assert (reminder.day, reminder.occasion) == (date(2026, 11, 24), "step:return+3@2026-11-19")
    assert "“Đề nghị bổ sung căn cứ.”" in reminder.text


def test_no_reminder_once_the_period_is_locked(chased):
    ReportingPeriod.objects.filter(pk=chased.period.pk).update(state="locked")
    assert chase(november(25)) == []


def test_in_a_locked_period_only_a_unit_whose_extension_stands_is_asked(chased, monkeypatch):
    chased.period.departments.add(make.unit("ktn", "Phòng Kinh tế ngành"))
    ReportingPeriod.objects.filter(pk=chased.period.pk).update(state="locked")
    monkeypatch.setattr("reports.chasing.openings.limits_of", lambda period: {chased.unit.pk: date(2026, 12, 29)})
    monkeypatch.setattr("reports.chasing.openings.excepted_in", lambda period: {chased.unit.pk})
    chase(at(date(2026, 12, 24)))
    assert occasions() == ["step:due-3@2026-12-29"]
    assert Reminder.objects.get().department == chased.unit


def test_the_own_report_of_hctc_is_asked_for_in_the_name_of_leadership(chased):
    own = make.hctc()
    chased.period.departments.set([own])
    make.contributor(own)
    chase(november(25))
    text = Reminder.objects.get().text
    assert text.startswith("Đề nghị Phòng Hành chính – Tổ chức quan tâm")
    assert "gửi báo cáo về lãnh đạo Văn phòng" in text


def test_officers_get_one_summary_a_day(chased):
    officer = make.officer()
    chase(november(25))
    chase(at(date(2026, 11, 25), 10))
    found = Notice.objects.filter(recipient=officer, event_key="chasing.summary.2026-11-25")
    assert "Phòng Tổng hợp" in found.get().body


def test_the_log_is_never_changed(chased):
    chase(november(25))
    reminder = Reminder.objects.get()
    with pytest.raises(Frozen):
        reminder.save()
    with pytest.raises(Frozen):
        Reminder.objects.all().delete()


def test_the_command_and_its_dry_run(chased, capsys):
    call_command("send_reminders", "--date", "2026-11-25", "--dry-run")
    assert "th | Phòng Tổng hợp | would send step:due+0@2026-11-25" in capsys.readouterr().out
    assert not Reminder.objects.exists()
    assert not Notice.objects.filter(event_key__startswith="chasing").exists()
    call_command("send_reminders", "--date", "2026-11-25")
    assert "sent step:due+0@2026-11-25" in capsys.readouterr().out
    call_command("send_reminders", "--date", "2026-11-25")
    assert "0 unit(s) reminded" in capsys.readouterr().out
    assert Reminder.objects.count() == 1


def test_only_whoever_has_a_part_and_the_head_always(chased):
    second = make.contributor(chased.unit)
    report = make.report(chased.unit, chased.period, people=chased.people, at=november(12), filled=False)
    report.assignments.create(section="1", user=second, assigned_by=chased.people.head, assigned_at=make.NOW)
    chase(november(25))
    names = {n.recipient for n in Notice.objects.filter(event_key__startswith="chasing.reminder")}
    assert names == {chased.people.head, second}
