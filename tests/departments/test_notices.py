"""Notices: in the program and by mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from departments import notices, notifications
from departments.models import Notice, User
from departments.tasks import send_mails

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


def tell(*people, key="event.1", subject="Báo cáo đã được tiếp nhận", url="/reports/", **kwargs):
    return notices.tell(people, event_key=key, subject=subject, url=url, at=NOW, **kwargs)


def test_a_person_sees_own_notices_newest_first(contributor, other_contributor, signed_in):
    tell(contributor, subject="Cũ")
    notices.tell([contributor], event_key="event.2", subject="Mới hơn", at=NOW + timedelta(hours=1))
    tell(other_contributor, subject="Của người khác")
    page = signed_in(contributor).get("/notices/")
    assert [notice.subject for notice in page.context["page"]] == ["Mới hơn", "Cũ"]


def test_opening_a_notice_marks_it_and_leads_to_the_matter(contributor, signed_in):
    tell(contributor)
    notice = Notice.objects.get()
    assert signed_in(contributor).post(f"/notices/{notice.pk}/read/").headers["Location"] == "/reports/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_it_again_keeps_the_first_time(contributor, signed_in):
    tell(contributor)
    Notice.objects.update(read_at=NOW)
    signed_in(contributor).post(f"/notices/{Notice.objects.get().pk}/read/")
    assert Notice.objects.get().read_at == NOW


def test_a_notice_never_leads_elsewhere(contributor, signed_in):
    tell(contributor, url="//evil.example/")
    assert signed_in(contributor).post(f"/notices/{Notice.objects.get().pk}/read/").headers["Location"] == "/notices/"


def test_notices_of_others_are_missing_pages(contributor, other_contributor, signed_in):
    tell(other_contributor)
    assert signed_in(contributor).post(f"/notices/{Notice.objects.get().pk}/read/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_can_be_marked_at_once(contributor, other_contributor, signed_in):
    tell(contributor, other_contributor)
    tell(contributor, key="event.2")
    signed_in(contributor).post("/notices/read/")
    assert set(Notice.objects.unread().values_list("recipient", flat=True)) == {other_contributor.pk}


def test_reading_is_never_a_get(contributor, signed_in):
    tell(contributor)
    assert signed_in(contributor).get(f"/notices/{Notice.objects.get().pk}/read/").status_code == 405


@pytest.mark.parametrize("rows", [1, 300])
def test_the_list_costs_the_same_for_many(contributor, signed_in, rows, django_assert_max_num_queries):
    for number in range(rows):
        tell(contributor, key=f"event.{number}")
    client = signed_in(contributor)
    client.get("/notices/")
    with django_assert_max_num_queries(9):
        assert client.get("/notices/").status_code == 200


def test_unread_notices_stand_on_the_start_page(contributor, signed_in):
    tell(contributor)
    assert "Báo cáo đã được tiếp nhận" in signed_in(contributor).get("/").content.decode()
    Notice.objects.update(read_at=NOW)
    assert "Báo cáo đã được tiếp nhận" not in signed_in(contributor).get("/").content.decode()


def test_a_waiting_notice_is_mailed_once(contributor, settings):
    tell(contributor, body="Đề nghị xem lại hai chỉ tiêu.")
    assert (notifications.send_waiting(NOW), notifications.send_waiting(NOW)) == (1, 0)
    [message] = mail.outbox
    assert message.to == ["chuyenvien.th@example.vn"]
    assert message.subject == "Báo cáo đã được tiếp nhận"
    assert "Kính gửi đồng chí Lò Văn Bình," in message.body
    assert "Đề nghị xem lại hai chỉ tiêu." in message.body
    assert f"{settings.SITE_URL}/reports/" in message.body


def test_the_task_may_be_delivered_twice(contributor):
    tell(contributor)
    send_mails()
    send_mails()
    assert len(mail.outbox) == 1


def test_a_person_without_an_address_is_not_mailed(contributor):
    User.objects.filter(pk=contributor.pk).update(email="")
    tell(User.objects.get(pk=contributor.pk))
    assert notifications.send_waiting(NOW) == 0


def test_a_line_end_in_a_subject_cannot_forge_a_header(contributor):
    tell(contributor, subject="Báo cáo\r\nBcc: evil@example.org")
    notifications.send_waiting(NOW)
    assert mail.outbox[0].subject == "Báo cáo Bcc: evil@example.org"
    assert mail.outbox[0].recipients() == ["chuyenvien.th@example.vn"]


def test_html_in_a_notice_is_shown_as_text(contributor, signed_in):
    tell(contributor, subject="<b>x</b>", body="<script>alert(1)</script>")
    page = signed_in(contributor).get("/notices/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


class DeadServer:
    """A mail server that does not answer."""

    def __init__(self, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_while_the_mail_server_is_away_notices_keep_waiting(contributor, settings):
    tell(contributor)
    settings.EMAIL_BACKEND = "tests.departments.test_notices.DeadServer"
    assert notifications.send_waiting(NOW) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notifications.send_waiting(NOW) == 1


class ChoosyServer(DeadServer):
    """A mail server that knows one address only."""

    def send_messages(self, messages):
        if messages[0].to != ["chuyenvien.ktn@example.vn"]:
            raise notifications.smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"unknown")})
        mail.outbox.extend(messages)
        return len(messages)


def test_a_dead_address_does_not_keep_the_others_waiting(contributor, other_contributor, settings):
    tell(contributor, other_contributor)
    settings.EMAIL_BACKEND = "tests.departments.test_notices.ChoosyServer"
    assert notifications.send_waiting(NOW) == 1
    assert notifications.send_waiting(NOW) == 0


@pytest.fixture
def daily(contributor):
    User.objects.filter(pk=contributor.pk).update(mails_daily=True)
    return contributor


def test_one_mail_a_day_with_what_is_unread(daily, other_contributor):
    tell(daily, other_contributor)
    tell(daily, key="event.2", subject="Gia hạn đã được duyệt")
    tell(daily, key="event.3", subject="Đã xem rồi")
    Notice.objects.filter(event_key="event.3").update(read_at=NOW)
    assert notifications.send_waiting(NOW) == 1  # the other person's, at once
    assert notifications.send_digests(NOW) == 1
    digest = mail.outbox[-1]
    assert digest.to == [daily.email]
    assert "Báo cáo đã được tiếp nhận" in digest.body
    assert "Gia hạn đã được duyệt" in digest.body
    assert "Đã xem rồi" not in digest.body


def test_each_notice_is_in_one_mail_and_each_day_has_one(daily):
    tell(daily)
    assert notifications.send_digests(NOW) == 1
    tell(daily, key="event.2", subject="Sau đó")
    assert notifications.send_digests(NOW + timedelta(hours=1)) == 0
    assert notifications.send_digests(NOW + timedelta(days=1)) == 1
    assert "Báo cáo đã được tiếp nhận" not in mail.outbox[-1].body
    assert "Sau đó" in mail.outbox[-1].body
    assert notifications.send_digests(NOW + timedelta(days=2)) == 0


def test_no_mail_of_the_day_at_night(daily):
    tell(daily)
    assert notifications.send_digests(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == 0  # 06:30 in Lai Châu


def test_the_mail_of_the_day_waits_while_the_server_is_away(daily, monkeypatch):
    tell(daily)
    monkeypatch.setattr("departments.notifications.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError))
    assert notifications.send_digests(NOW) == 0
    monkeypatch.undo()
    assert notifications.send_digests(NOW + timedelta(minutes=1)) == 1


def test_the_choice_is_ones_own(contributor, other_contributor, signed_in):
    signed_in(contributor).post("/notices/mail/", {"mails": "daily"})
    contributor.refresh_from_db()
    other_contributor.refresh_from_db()
    assert (contributor.mails_daily, other_contributor.mails_daily) == (True, False)
