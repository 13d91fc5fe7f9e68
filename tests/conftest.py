"""What every test gets: results in no lucky order, a browser that is the distribution's, no broker left sulking."""

import os
import random
import shutil

import pytest
from django.db import connection
from django.db.models import QuerySet

from departments import jobs

pytest_plugins = ["tests.personas"]

CHROMIUM = "/usr/bin/chromium"

# Playwright runs an event loop in the thread of the test; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    assert shutil.which(CHROMIUM), "Chromium is missing. Type: apt-get install -y --no-install-recommends chromium"
    flags = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"]
    flags += ["disable-component-update", "disable-sync", "disable-dev-shm-usage"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [f"--{flag}" for flag in flags]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "vi-VN", "viewport": {"width": 1366, "height": 768}}


@pytest.fixture(autouse=True, scope="session")
def _no_lucky_order():
    """A queryset that asks for no order gets none: nothing can lean on the order rows happen to come in."""
    shuffle = random.Random(20260101).shuffle
    fetch = QuerySet._fetch_all

    def fetch_and_shuffle(self):
        fresh = self._result_cache is None
        fetch(self)
        if fresh and not self.ordered and not self.query.is_sliced:
            shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_and_shuffle
    yield
    QuerySet._fetch_all = fetch


@pytest.fixture(autouse=True, scope="session")
def _no_session_is_left(django_db_setup, django_db_blocker):
    """A server's thread may still hold a connection after the last test; PostgreSQL would then keep the database."""
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")


@pytest.fixture(autouse=True)
def _broker_forgives(monkeypatch):
    """A test that meets a dead broker does not silence it for the next one."""
    monkeypatch.setitem(jobs._broker, "quiet_until", 0.0)
