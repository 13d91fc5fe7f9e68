"""Signing in: who gets in, who waits, and where one comes out."""

import re
import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from departments import lockout
from departments.models import AuditEvent, Department, User
from tests.personas import PASSWORD

LOGIN = "/accounts/login/"
OFFICE_ADDRESS = "10.0.0.1"
WRONG_TRIES = 5


def try_in(username="chuyenvien.th", password="sai", address=OFFICE_ADDRESS, agent="Firefox", **data):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    return client.post(LOGIN, {"username": username, "password": password, **data})


def fail(times: int, **kwargs):
    for _ in range(times):
        response = try_in(**kwargs)
    return response


def let_time_pass(span: timedelta) -> None:
    for attempt in AccessAttempt.objects.order_by("pk"):
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - span)


def minutes_in(page) -> int:
    return int(re.search(r"sau (\d+) phút", page.content.decode()).group(1))


def test_the_right_password_leads_in_and_is_recorded(contributor):
    response = try_in(password=PASSWORD)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.action, event.actor) == ("account.sign_in", "chuyenvien.th")


def test_signing_in_makes_a_new_session_key(contributor):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["from"] = "before"
    session.save()
    before = session.session_key
    client.cookies["sid"] = before
    client.post(LOGIN, {"username": "chuyenvien.th", "password": PASSWORD})
    assert client.session.session_key != before


@pytest.mark.parametrize("spelling", [" chuyenvien.th ", "CHUYENVIEN.TH", "chuyenvien.th\u200b"])
def test_spelling_of_the_user_name_does_not_matter(contributor, spelling):
    assert try_in(username=spelling, password=PASSWORD).status_code == 302


def test_the_person_comes_back_to_the_page(contributor):
    assert try_in(password=PASSWORD, next="/notices/?page=2").headers["Location"] == "/notices/?page=2"


def test_no_other_site_is_followed(contributor):
    assert try_in(password=PASSWORD, next="//evil.example/").headers["Location"] == "/"


def test_the_answer_does_not_tell_whether_the_account_exists(contributor):
    pages = [try_in(username=name).content.decode().replace(name, "") for name in ("chuyenvien.th", "khong.ai.ca")]
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", pages[0]) == token.sub("", pages[1])
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in pages[0]


def test_an_account_that_is_switched_off_gets_the_same_answer(contributor):
    User.objects.filter(pk=contributor.pk).update(is_active=False)
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in try_in(password=PASSWORD).content.decode()


def test_unknown_accounts_cost_as_much_time_as_known_ones(contributor, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    contributor.set_password(PASSWORD)
    contributor.save()

    def cost(username):
        started = time.perf_counter()
        try_in(username=username, address=f"10.9.{len(username)}.1")
        return time.perf_counter() - started

    known, unknown = (min(cost(name) for _ in range(2)) for name in ("chuyenvien.th", "khong.ai"))
    assert unknown > known / 3


def test_the_fifth_wrong_try_locks_for_a_minute_and_says_so(contributor):
    assert fail(WRONG_TRIES - 1).status_code == 200
    response = try_in()
    assert response.status_code == 429
    assert minutes_in(response) == 1
    assert 50 <= int(response.headers["Retry-After"]) <= 60


def test_even_the_right_password_waits(contributor):
    fail(WRONG_TRIES)
    assert try_in(password=PASSWORD).status_code == 429


def test_the_wait_grows_and_stops_growing(contributor):
    fail(WRONG_TRIES - 1)
    waits = []
    for _ in range(7):
        waits.append(minutes_in(try_in()))
        let_time_pass(timedelta(minutes=waits[-1], seconds=1))
    assert waits == [1, 2, 5, 15, 60, 60, 60]


def test_trying_during_the_wait_does_not_lengthen_it(contributor):
    fail(WRONG_TRIES)
    let_time_pass(timedelta(seconds=40))
    assert fail(10).status_code == 429
    let_time_pass(timedelta(seconds=21))
    assert try_in(password=PASSWORD).status_code == 302


def test_success_forgets_the_failures(contributor):
    fail(WRONG_TRIES - 1)
    try_in(password=PASSWORD)
    assert fail(WRONG_TRIES - 1).status_code == 200


def test_failures_are_forgotten_after_a_day(contributor):
    fail(WRONG_TRIES)
    let_time_pass(lockout.FORGET_AFTER + timedelta(seconds=1))
    assert fail(WRONG_TRIES - 1).status_code == 200


def test_a_failure_of_somebody_else_keeps_the_memory_of_the_pair(contributor, other_contributor):
    fail(WRONG_TRIES)
    let_time_pass(timedelta(minutes=2))
    try_in(username="chuyenvien.ktn")
    assert minutes_in(try_in()) == 2


def test_nobody_else_at_the_same_address_is_locked(contributor, other_contributor):
    fail(WRONG_TRIES)
    assert try_in(username="chuyenvien.ktn", password=PASSWORD).status_code == 302


def test_the_same_account_at_another_address_is_not_locked(contributor):
    fail(WRONG_TRIES)
    assert try_in(password=PASSWORD, address="10.0.0.2").status_code == 302


def test_another_browser_spelling_or_space_buys_no_further_tries(contributor):
    fail(WRONG_TRIES - 2)
    try_in(agent="Other browser")
    assert try_in(username=" ChuyenVien.TH\u200b").status_code == 429


def test_an_unknown_account_is_locked_alike(db):
    assert fail(WRONG_TRIES, username="khong.ai.ca").status_code == 429


def test_the_form_needs_its_token(contributor):
    client = Client(enforce_csrf_checks=True)
    response = client.post(LOGIN, {"username": "chuyenvien.th", "password": PASSWORD})
    assert response.status_code == 403
    assert "Biểu mẫu không được chấp nhận" in response.content.decode()


def test_nul_and_endless_input_are_refused_politely(db):
    assert try_in(username="a\x00b").status_code == 200
    assert try_in(username="x" * 5000, password="y" * 5000).status_code == 200


def test_signing_out_is_a_post_and_ends_the_session(contributor, signed_in):
    client = signed_in(contributor)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").headers["Location"] == LOGIN
    assert client.get("/").headers["Location"] == "/accounts/login/?next=%2F"


def test_demonstration_accounts_are_shown_only_in_demonstration(office, settings):
    assert settings.DEMO_PASSWORD not in Client().get(LOGIN).content.decode()
    settings.DEMO = True
    page = Client().get(LOGIN).content.decode()
    assert settings.DEMO_PASSWORD in page
    assert page.count('value="truongphong.hctc"') == 1


def test_the_list_of_demonstration_accounts_costs_the_same_for_many(office, settings, django_assert_num_queries):
    settings.DEMO = True
    with django_assert_num_queries(1):
        Client().get(LOGIN)
    unit = Department.objects.get(code="th")
    for number in range(20):
        account = User.objects.create_user(f"chuyenvien.{number}", "x")
        account.role_grants.create(role="contributor", department=unit)
    with django_assert_num_queries(1):
        Client().get(LOGIN)


def test_last_sign_in_is_noted(contributor):
    try_in(password=PASSWORD)
    contributor.refresh_from_db()
    assert timezone.now() - contributor.last_login < timedelta(minutes=1)
