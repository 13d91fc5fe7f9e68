"""The program as people start it: web server and worker as real processes, killed, stopped and started again."""

import os
import signal
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.config.processes import ROOT, House, answer, descendants, environment, own_database, status, wait_for

pytestmark = pytest.mark.slow

ENQUEUE = """
import json
from departments import jobs
from departments.models import Job
job = {make}
print(json.dumps(job.pk))
"""
WAIT = """
import json, time
from departments.models import Job
for turn in range(600):
    job = Job.objects.get(pk={pk})
    if not job.is_live:
        break
    time.sleep(0.1)
print(json.dumps([job.state, job.attempts, job.lost_leases, job.failures]))
"""
NUDGE_TWICE = """
import json, time
from departments import jobs
took = []
for turn in range(2):
    jobs._broker["quiet_until"] = 0
    start = time.monotonic()
    jobs.nudge(1)
    took.append(time.monotonic() - start)
print(json.dumps(took))
"""


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with own_database() as database:
        yield environment(
            folder,
            DJANGO_SETTINGS_MODULE="tests.live_settings",
            CELERY_BROKER_URL=os.environ.get("TEST_REDIS_URL", ""),
            TEST_QUEUE=f"test-{uuid.uuid4().hex[:12]}",
            DEMO="0",
            **database,
        )


@pytest.fixture(scope="module")
def house(env):
    house = House(env)
    try:
        house.until_ready()
        yield house
    finally:
        house.end()


def finished(house: House, pk: int) -> list:
    """[state, attempts, lost leases, failures] of a job that must end soon."""
    return answer(WAIT.format(pk=pk), house.env)


def test_it_is_alive_and_ready(house):
    assert (status(house.port, "/healthz"), status(house.port, "/readyz")) == (200, 200)


def test_a_second_program_on_the_same_port_says_so(house):
    command = [sys.executable, "manage.py", "up"]
    done = subprocess.run(command, cwd=ROOT, env=house.env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: Port {house.port} cannot be used")


def test_work_is_done_in_the_background(house, tmp_path):
    file = tmp_path / "notes"
    make = f'jobs.enqueue("test-note", "note", {{"file": {str(file)!r}}})'
    pk = answer(ENQUEUE.format(make=make), house.env)
    assert finished(house, pk) == ["done", 1, 0, 0]
    assert file.read_text() == f"{pk}\n"


def test_a_worker_killed_in_the_middle_ends_with_the_work_done_once(house, tmp_path):
    file = tmp_path / "notes"
    make = f'jobs.enqueue("test-die-once", "die", {{"file": {str(file)!r}}})'
    pk = answer(ENQUEUE.format(make=make), house.env)
    assert finished(house, pk) == ["done", 2, 1, 0]
    assert file.read_text() == f"{pk}\n"


def test_a_job_of_which_no_message_left_is_found(house, tmp_path):
    file = tmp_path / "notes"
    make = f'Job.objects.create(kind="test-note", key="lost", payload={{"file": {str(file)!r}}})'
    pk = answer(ENQUEUE.format(make=make), house.env)
    assert finished(house, pk) == ["done", 1, 0, 0]


def test_the_whole_worker_group_killed_is_started_again(house):
    [worker] = [pid for pid in descendants(house.process.pid) if is_main_worker(pid)]
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: set(filter(is_main_worker, descendants(house.process.pid))) - {worker}, 60, lambda: "a new worker")
    assert status(house.port, "/healthz") == 200


def is_main_worker(pid: int) -> bool:
    """The leader of the worker's session (its children have the same command line)."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b"worker" in words and b"celery" in words and os.getsid(pid) == pid
    except OSError:
        return False


def test_it_stops_and_starts_again_and_stops_in_the_background(house):
    """Last on purpose: it ends the house of the tests above, then a second start uses the same data."""
    assert house.stop(signal.SIGTERM) == 0
    again = House(house.env, ignore_interrupt=True)
    try:
        again.until_ready()
        assert again.stop(signal.SIGINT) == 0
        assert status(again.port, "/healthz") is None
    finally:
        again.end()


@pytest.mark.parametrize("listening", [False, True], ids=["dead", "hung"])
def test_a_broker_that_does_not_answer_costs_at_most_two_seconds(tmp_path, listening):
    with socket.socket() as broker:
        broker.bind(("127.0.0.1", 0))
        if listening:
            broker.listen()
        env = environment(tmp_path, CELERY_BROKER_URL=f"redis://127.0.0.1:{broker.getsockname()[1]}/0")
        first, second = answer(NUDGE_TWICE, env)
        assert second < 2  # the first also loads the transport, which a busy machine may take its time for
        assert first < 10
