"""How long a sign-in lasts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from departments import sessions
from departments.models import RoleGrant
from departments.roles import Role
from tests.personas import PASSWORD


@pytest.fixture
def at_work(contributor) -> Client:
    client = Client()
    client.post("/accounts/login/", {"username": contributor.username, "password": PASSWORD})
    return client


def pass_time(client: Client, *keys: str, **span: int) -> None:
    session = client.session
    for key in keys:
        session[key] -= int(timedelta(**span).total_seconds())
    session.save()


def test_a_session_that_is_used_goes_on(at_work):
    for _ in range(4):
        pass_time(at_work, sessions.SEEN, minutes=14)
        assert at_work.get("/notices/").status_code == 200


def test_an_idle_session_ends_and_leads_back_to_the_page(at_work):
    pass_time(at_work, sessions.SEEN, minutes=15)
    response = at_work.get("/notices/?page=2")
    assert response.headers["Location"] == "/accounts/login/?next=%2Fnotices%2F%3Fpage%3D2&reason=idle"
    assert "lâu không có thao tác" in at_work.get(response.headers["Location"]).content.decode()
    assert at_work.get("/notices/").status_code == 302


def test_the_idle_limit_is_a_setting(at_work, settings):
    settings.SESSION_IDLE_MINUTES = 60
    pass_time(at_work, sessions.SEEN, minutes=59)
    assert at_work.get("/").status_code == 200


def test_an_administrator_is_signed_out_sooner(administrator, signed_in):
    client = signed_in(administrator)
    client.get("/")
    pass_time(client, sessions.SEEN, minutes=5)
    assert client.get("/").headers["Location"].endswith("reason=idle")


def test_even_a_busy_session_ends_after_twelve_hours(at_work):
    pass_time(at_work, sessions.SIGNED_IN, hours=12)
    assert at_work.get("/").headers["Location"].endswith("reason=old")


def test_a_new_role_ends_the_session(at_work, contributor):
    RoleGrant.objects.create(user=contributor, role=Role.CLERK)
    assert at_work.get("/").headers["Location"].endswith("reason=changed")


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(at_work, contributor):
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"username": contributor.username, "password": PASSWORD})
    fresh = "Mật khẩu khác hẳn 2027?"
    form = {"old_password": PASSWORD, "new_password1": fresh, "new_password2": fresh}
    assert at_work.post("/accounts/password/", form).headers["Location"] == "/"
    assert at_work.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_an_account_switched_off_is_out_at_once(at_work, contributor):
    contributor.is_active = False
    contributor.save()
    assert at_work.get("/").status_code == 302


def test_a_form_sent_too_late_leads_back_to_its_page(at_work):
    pass_time(at_work, sessions.SEEN, minutes=20)
    response = at_work.post("/notices/read/", HTTP_REFERER="http://testserver/notices/?page=3")
    assert response.headers["Location"] == "/accounts/login/?next=%2Fnotices%2F%3Fpage%3D3&reason=idle"


def test_saving_in_the_background_too_late_keeps_the_page(at_work):
    pass_time(at_work, sessions.SEEN, minutes=20)
    response = at_work.post("/notices/read/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.content.decode().startswith("Phiên làm việc đã hết.")


def test_each_click_does_not_write_the_session(at_work):
    at_work.get("/notices/")
    before = Session.objects.get().session_data
    at_work.get("/notices/")
    assert Session.objects.get().session_data == before


def test_a_first_password_must_be_replaced_before_anything_else(contributor, signed_in, settings):
    contributor.must_change_password = True
    contributor.save()
    client = signed_in(contributor)
    assert client.get("/notices/").headers["Location"] == "/accounts/password/?next=%2Fnotices%2F"
    fresh = "Mật khẩu của riêng tôi 1!"
    form = {"old_password": PASSWORD, "new_password1": fresh, "new_password2": fresh, "next": "/notices/"}
    assert client.post("/accounts/password/", form).headers["Location"] == "/notices/"
    assert client.get("/notices/").status_code == 200


def test_a_first_password_stays_in_demonstration(contributor, signed_in, settings):
    settings.DEMO = True
    contributor.must_change_password = True
    contributor.save()
    assert signed_in(contributor).get("/notices/").status_code == 200


@pytest.mark.parametrize("weak", ["ngắn 1A!", "toànchữthườngkhôngsố", "TOANHOAKHONGTHUONG1!", "Khongcokytukhac2026"])
def test_a_weak_password_is_refused(at_work, weak):
    form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    response = at_work.post("/accounts/password/", form)
    assert response.status_code == 200
    assert response.context["form"].errors["new_password2"]
