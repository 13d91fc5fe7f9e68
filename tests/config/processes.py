"""Starting the program for real: own data folder, own port, own database, and nothing left behind."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
OURS = ("SECRET_KEY", "DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL")


def environment(folder: Path, **wanted: str) -> dict[str, str]:
    """This process's environment without anything that steers the program, plus what is wanted."""
    kept = {name: value for name, value in os.environ.items() if name not in (*OURS, "DEBUG", "DEMO", "PORT")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "APP_DATA_DIR": str(folder), **wanted}


def python(code: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a few lines with the program's settings loaded."""
    start = "import django\nfrom config.environment import choose_settings\nchoose_settings()\ndjango.setup()\n"
    command = [sys.executable, "-c", start + code]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)


def answer(code: str, env: dict[str, str]):
    """What those lines print, read as JSON."""
    done = python(code, env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(port: int, path: str) -> int | None:
    """The status of a GET, or None while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def wait_for(condition: Callable[[], object], seconds: float, what: Callable[[], str]) -> float:
    """Seconds until the condition held; fails with `what` when it does not in time."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if condition():
            return time.monotonic() - start
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what()}")


@contextlib.contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The variable for a database that exists for this test only; nothing on SQLite."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield {}
        return
    name = f"thidua_live_{uuid.uuid4().hex[:12]}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.close()


def descendants(pid: int) -> set[int]:
    """All processes below this one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found, level = set(), {pid}
    while level:
        level = {child for child, parent in parents.items() if parent in level}
        found |= level
    return found


def is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


class House:
    """`manage.py up` as a process."""

    def __init__(self, env: dict[str, str], *, ignore_interrupt: bool = False) -> None:
        self.port = free_port()
        self.env = {**env, "PORT": str(self.port)}
        # what a shell does to a command started with & when it is not interactive
        ignore = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignore_interrupt else None
        self.log = Path(env["APP_DATA_DIR"], f"up-{self.port}.log")
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=ignore,  # noqa: PLW1509 — sets one signal and nothing else
            )

    def until_ready(self, seconds: float = 120) -> float:
        return wait_for(lambda: status(self.port, "/readyz") == 200, seconds, self.log.read_text)

    def stop(self, number: int) -> int:
        """Send the signal and wait; the exit code. Fails if any process of the house is left."""
        below = descendants(self.process.pid)
        self.process.send_signal(number)
        code = self.process.wait(timeout=40)
        wait_for(lambda: not any(map(is_running, below)), 20, lambda: "all children gone")
        return code

    def end(self) -> None:
        """Whatever happened, leave nothing behind."""
        below = descendants(self.process.pid)
        for pid in (self.process.pid, *below):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
