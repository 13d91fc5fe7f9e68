"""Small parts of the house, each by itself."""

import json
import logging
import os
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from config import health
from config.checks import file_system_of
from config.logs import JsonFormatter, RequestFilter, current_request
from config.passwords import FourKindsOfCharacters
from config.supervisor import Child, Supervisor
from departments import broker, jobs

LOGIN = "/accounts/login/"


@pytest.mark.django_db
def test_pages_are_vietnamese_whatever_the_browser_prefers(client):
    assert client.get(LOGIN, headers={"accept-language": "en-US,en"}).headers["Content-Language"] == "vi"


@pytest.mark.django_db
def test_a_person_may_choose_english_and_only_a_language_we_have(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert client.get(LOGIN).headers["Content-Language"] == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"
    assert client.get(LOGIN).headers["Content-Language"] == "vi"


@pytest.mark.django_db
def test_the_language_is_changed_by_a_post_without_signing_in(client):
    response = client.post(reverse("set_language"), {"language": "en", "next": LOGIN})
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.django_db
def test_alive_needs_nothing_and_ready_needs_a_worker(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    without = client.get("/readyz")
    assert without.status_code == 503
    assert without.json() == {"status": "not ready", "database": "ok", "broker": "ok", "worker": "failed"}
    jobs.worker_seen("one", timezone.now())
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"status": "ok", "database": "ok", "broker": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_a_dead_broker_is_reported_without_any_inside(client, monkeypatch):
    def fail() -> bool:
        raise ConnectionError("redis://:secret@10.0.0.1")

    monkeypatch.setattr(health, "broker_answers", fail)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["broker"]) == (503, "failed")
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_names_its_incident_and_nothing_else(client, monkeypatch):
    def break_down(now):
        raise RuntimeError("SELECT secret FROM /etc/passwd")

    monkeypatch.setattr(health, "_passes", lambda name, check: break_down(name))
    client.raise_request_exception = False
    response = client.get("/readyz")
    body = response.content.decode()
    assert response.status_code == 500
    assert response["X-Request-ID"] in body
    assert [word for word in ("SELECT", "passwd", "RuntimeError", "Traceback") if word in body] == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_pages_are_only_read(client, method):
    assert getattr(client, method)("/healthz").status_code in (403, 405)


@pytest.mark.django_db
def test_each_answer_has_a_number_and_nobody_else_chooses_it(client):
    first = client.get("/healthz", headers={"x-request-id": "abcdef0123"})["X-Request-ID"]
    second = client.get("/healthz")["X-Request-ID"]
    assert first != second
    assert "abcdef0123" not in (first, second)
    assert len(first) == len(second) == 12


@pytest.mark.django_db
@override_settings(HTTPS=True)
def test_behind_the_proxy_its_number_is_kept_unless_it_could_forge_log_lines(client):
    assert client.get("/healthz", headers={"x-request-id": "abcdef0123"})["X-Request-ID"] == "abcdef0123"
    assert client.get("/healthz", headers={"x-request-id": 'x" ERROR forged'})["X-Request-ID"] != 'x" ERROR forged'


def test_a_log_line_in_production_is_one_json_object_with_the_number_of_the_request():
    record = logging.LogRecord("departments", logging.WARNING, "", 1, "Xin chào %s", ("anh\nchị",), None)
    token = current_request.set("abc123")
    RequestFilter().filter(record)
    current_request.reset(token)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line).items() >= {"request": "abc123", "level": "WARNING", "message": "Xin chào anh\nchị"}.items()


@pytest.mark.parametrize(
    "password", ["khong-co-chu-hoa-1", "KHONG-CO-CHU-THUONG-1", "Khong-co-chu-so", "KhongCoKyTuKhac1"]
)
def test_a_password_needs_four_kinds_of_characters(password):
    with pytest.raises(ValidationError):
        FourKindsOfCharacters().validate(password)


def test_a_password_with_all_four_kinds_passes_in_vietnamese_too():
    FourKindsOfCharacters().validate("Đường-lên-núi-26")
    FourKindsOfCharacters().validate(settings.DEMO_PASSWORD)


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("disk / ext4 rw 0 0\nserver:/x /srv/data nfs4 rw 0 0\n")
    assert file_system_of(Path("/srv/data/var"), mounts) == "nfs4"
    assert file_system_of(Path("/srv/other"), mounts) == "ext4"


def test_delivered_messages_older_than_a_day_are_deleted(tmp_path):
    now = timezone.now()
    for name in ("old", "new"):
        (tmp_path / name).touch()
    old = tmp_path / "old"
    two_days_ago = now.timestamp() - 2 * 86400
    os.utime(old, (two_days_ago, two_days_ago))
    with override_settings(CELERY_BROKER_TRANSPORT_OPTIONS={"processed_folder": str(tmp_path)}):
        assert broker.tidy(now) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_child_that_dies_is_started_again_and_one_that_dies_young_waits_longer(tmp_path):
    said = []
    child = Child("child", [sys.executable, "-c", "raise SystemExit(3)"], pause=0.0)
    supervisor = Supervisor([child], said.append)
    child.start()
    child.process.wait()
    first = child.process.pid
    supervisor.revive(child)
    child.process.wait()
    assert said == ["child ended (3); starting it again."]
    assert child.process.pid != first
    child.pause = 60.0
    supervisor.revive(child)
    assert len(said) == 1
    supervisor.stop()
