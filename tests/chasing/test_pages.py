"""Reminding by hand, telling leadership, papers, the log: through the pages."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from departments import notifications
from departments.models import AuditEvent, Department, Notice
from departments.roles import Role
from departments.transitions import move
from reports.chasing import workflow
from reports.chasing.models import Escalation, Reminder, ReminderStep
from reports.chasing.openings import openings_of
from reports.consolidation.gathering import NOT_STARTED
from reports.submissions.models import AnnualReport
from tests import factories as make

pytestmark = pytest.mark.django_db
#: What is not a person's own is refused or not found.
HIDDEN = (403, 404)
LATE = datetime(2026, 12, 8, 9, tzinfo=make.ICT)


@pytest.fixture
def now(monkeypatch):
    """Pages are asked on 8 December 2026, eight days after the last day on time."""
    monkeypatch.setattr("departments.middleware.timezone.now", lambda: LATE)
    return LATE


def desk(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(route: str, *args, **more) -> str:
    return reverse(f"chasing:{route}", args=args, kwargs=more or None)


def test_from_the_list_over_the_preview_to_the_log(chased, now):
    officer = make.officer()
    client = desk(officer)
    assert b"Ph\xc3\xb2ng T\xe1\xbb\x95ng h\xe1\xbb\xa3p" in client.get(page("reminders", 2026)).content
    shown = client.get(page("preview", 2026), {"late": "1"}).content.decode()
    assert "đã quá 13 ngày" in shown
    box = f"u{chased.unit.pk}-text"
    sent = client.post(page("preview", 2026), {"unit": chased.unit.pk, box: "Đề nghị đơn vị gửi báo cáo."}, follow=True)
    assert "Phòng Tổng hợp" in sent.content.decode()
    reminder = Reminder.objects.get()
    assert (reminder.text, reminder.by, reminder.kind) == ("Đề nghị đơn vị gửi báo cáo.", officer, "manual")
    again = client.post(page("preview", 2026), {"unit": chased.unit.pk, box: "Lần nữa."}, follow=True)
    assert Reminder.objects.count() == 1
    assert [m.level_tag for m in again.context["messages"]] == ["warning"]
    assert "Đề nghị đơn vị gửi báo cáo." in client.get(page("log", 2026)).content.decode()
    rows = list(load_workbook(BytesIO(client.get(page("log_workbook", 2026)).content)).active.values)
    assert any("Đề nghị đơn vị gửi báo cáo." in row for row in rows)


def test_an_empty_text_is_not_sent_and_nothing_typed_is_lost(chased, now):
    other = make.unit("ktn", "Phòng Kinh tế ngành")
    chased.period.departments.add(other)
    typed = {f"u{chased.unit.pk}-text": "Giữ lại câu này.", f"u{other.pk}-text": " "}
    answer = desk(make.officer()).post(page("preview", 2026), {"unit": [chased.unit.pk, other.pk], **typed})
    assert answer.status_code == 422
    assert "Giữ lại câu này." in answer.content.decode()
    assert not Reminder.objects.exists()


def test_a_unit_that_has_submitted_meanwhile_is_left_alone(chased, now):
    make.report(chased.unit, chased.period, AnnualReport.State.SUBMITTED, chased.people)
    data = {"unit": chased.unit.pk, f"u{chased.unit.pk}-text": "Đề nghị gửi."}
    answer = desk(make.officer()).post(page("preview", 2026), data, follow=True)
    assert [m.level_tag for m in answer.context["messages"]] == ["warning"]
    assert not Reminder.objects.exists()


def test_who_cannot_remind_is_refused(chased, now):
    data = {"unit": chased.unit.pk, f"u{chased.unit.pk}-text": "Giả mạo."}
    for account in (chased.people.head, make.leader()):
        assert desk(account).post(page("preview", 2026), data).status_code in HIDDEN
        assert desk(account).post(page("notice", 2026), data).status_code in HIDDEN
    assert not Reminder.objects.exists()


def proposal(chased) -> Escalation:
    return workflow.propose(openings_of(chased.period)[0], note="Đã đôn đốc 05 lần.", by=None, at=LATE)


def test_leadership_is_told_only_after_the_head_has_confirmed(chased, now):
    officer, head, leader = make.officer(), make.person(Role.HCTC_HEAD), make.leader()
    address = page("propose_escalation", 2026, chased.unit.pk)
    desk(officer).post(address, {"note": "Đã đôn đốc nhiều lần."})
    found = Escalation.objects.get()
    assert Notice.objects.filter(recipient=head, event_key=f"chasing.escalation.{found.pk}.proposed").exists()
    decision = page("decide_escalation", found.pk, "confirm")
    data = {"text": "Kính báo cáo lãnh đạo.", "people": leader.pk}
    assert desk(officer).post(decision, data).status_code in HIDDEN
    assert not Notice.objects.filter(recipient=leader).exists()
    assert desk(head).get(page("escalation", found.pk)).status_code == 200
    desk(head).post(decision, data)
    found.refresh_from_db()
    assert found.state == Escalation.State.CONFIRMED
    assert Notice.objects.get(recipient=leader).body == "Kính báo cáo lãnh đạo."
    assert Reminder.objects.get(kind="escalation").recipient_names == str(leader)
    desk(officer).post(address, {"note": "Lần nữa."})
    assert Escalation.objects.count() == 1
    assert Reminder.objects.to_units().count() == 0


def test_only_leadership_can_be_told(chased, now):
    head, stranger = make.person(Role.HCTC_HEAD), make.officer()
    make.leader()
    found = proposal(chased)
    answer = desk(head).post(page("decide_escalation", found.pk, "confirm"), {"text": "x", "people": stranger.pk})
    assert answer.status_code == 422
    assert not Reminder.objects.exists()


def test_a_dismissal_needs_its_reason(chased, now):
    head, found = make.person(Role.HCTC_HEAD), proposal(chased)
    address = page("decide_escalation", found.pk, "dismiss")
    assert desk(head).post(address, {"reason": " "}).status_code == 422
    desk(head).post(address, {"reason": "Đơn vị đã có giải trình."})
    found.refresh_from_db()
    assert (found.state, found.decision) == (Escalation.State.DISMISSED, "Đơn vị đã có giải trình.")


def test_confirming_is_refused_once_the_unit_has_submitted(chased, now):
    head, leader, found = make.person(Role.HCTC_HEAD), make.leader(), proposal(chased)
    make.report(chased.unit, chased.period, AnnualReport.State.SUBMITTED, chased.people)
    with pytest.raises(workflow.Refused):
        move(found, workflow.CONFIRM, by=head, at=LATE, people=[leader.pk], text="Kính báo cáo.")
    assert not Notice.objects.filter(recipient=leader).exists()


def test_the_official_notice_is_made_and_written_down_once_a_day(chased, now):
    client, data = desk(make.officer()), {"unit": chased.unit.pk, "extension": "docx"}
    assert client.post(page("notice", 2026), data).status_code == 200
    assert client.post(page("notice", 2026), data).status_code == 200
    assert Reminder.objects.get().kind == Reminder.Kind.PAPER
    made = client.get(page("meeting_list", 2026))
    assert made.content.startswith(b"%PDF")


def test_hctc_changes_a_step_and_it_is_recorded(chased):
    client, step = desk(make.officer()), ReminderStep.objects.get(code="due-3")
    address = page("step_edit", step.pk)
    seen = client.get(address).context["form"]["seen"].initial
    data = {"anchor": "due", "offset": "-4", "audience": ["not_begun"], "is_active": "on", "seen": seen}
    assert client.post(address, data).status_code == 302
    step.refresh_from_db()
    assert step.offset == -4
    assert AuditEvent.objects.filter(action="chasing.reminderstep.edit").exists()
    taken = data | {"offset": "-10", "seen": client.get(address).context["form"]["seen"].initial}
    assert client.post(address, taken).status_code == 422


def test_as_many_queries_for_many_units_as_for_one(chased, now):
    client = desk(make.officer())
    addresses = [page("reminders", 2026), page("log", 2026), page("preview", 2026) + "?late=1"]

    def queries() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    def reminded(unit: Department) -> Reminder:
        facts = {"day": date(2026, 11, 20), "at": make.NOW, "text": "Đề nghị.", "by": make.officer()}
        return Reminder(period=chased.period, department=unit, kind="manual", occasion="manual@2026-11-20", **facts)

    reminded(chased.unit).save()
    begun = make.unit("ktn", "Phòng Kinh tế ngành")
    chased.period.departments.add(begun)
    AnnualReport.objects.create(period=chased.period, department=begun, started_at=make.NOW)
    one = queries()
    units = [make.unit(f"m{n}", f"Đơn vị số {n}") for n in range(40)]
    chased.period.departments.add(*units)
    for n, unit in enumerate(units):
        make.contributor(unit)
        reminded(unit).save()
        if n % 2:
            AnnualReport.objects.create(period=chased.period, department=unit, started_at=make.NOW)
    assert queries() == one


def test_without_a_mail_server_the_log_does_not_claim_mails(chased, now, settings):
    settings.EMAIL_BACKEND = notifications.INTO_A_FOLDER
    data = {"unit": chased.unit.pk, f"u{chased.unit.pk}-text": "Đề nghị gửi."}
    desk(make.officer()).post(page("preview", 2026), data)
    assert Reminder.objects.get().channel == Reminder.Channel.IN_APP
    assert mail.outbox == []


def test_the_text_quotes_the_draft_in_the_draft_s_own_words(chased, now):
    shown = desk(make.officer()).get(page("preview", 2026), {"unit": chased.unit.pk}).content.decode()
    count = chased.period.period_indicators.count()
    assert NOT_STARTED == "Chưa bắt đầu báo cáo"
    assert f"Dự thảo báo cáo tổng hợp hiện ghi: “Phòng Tổng hợp – {NOT_STARTED}”; {count:02d} chỉ tiêu" in shown


def test_the_head_of_hctc_has_the_proposal_among_the_tasks(chased, now):
    head, found = make.person(Role.HCTC_HEAD), proposal(chased)
    assert page("escalation", found.pk) in desk(head).get("/").content.decode()
    assert page("escalation", found.pk) not in desk(make.officer()).get("/").content.decode()
