"""`manage.py up`: one command for everything — data, plan, demonstration, web server and background worker."""

import http.client
import os
import signal
import socket
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.utils import timezone

from config.supervisor import Child, Supervisor
from departments import jobs

HOST = "127.0.0.1"
ACCOUNTS = """
  chuyenvien.<đơn vị>, truongphong.<đơn vị>    lập và ký báo cáo của đơn vị
      đơn vị: th ktn nc kgvx kstthc nv hctc qttv btcd ttpvhcc ttthcb nk
  hctc, truongphong.hctc                       tiếp nhận, đôn đốc, tổng hợp
  chanhvanphong, phochanhvanphong              duyệt báo cáo tổng hợp
  vanthu                                       ghi số và ngày
  hoidong1 … hoidong9                          hội đồng thi đua
  quantri                                      quản trị hệ thống"""


class Command(BaseCommand):
    help = "Prepares the data and runs web server and background worker until it is stopped."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.port = _port()
        self.supervisor = Supervisor([], self.say)
        self.preparing = True
        self.announced = False
        for number in (signal.SIGINT, signal.SIGTERM):  # explicitly: a shell may have left SIGINT ignored
            signal.signal(number, self.on_signal)
        _refuse_used_port(self.port)
        self.prepare()
        self.preparing = False
        self.supervisor.children = [Child("web", _web(self.port)), *_workers()]
        self.supervisor.run(self.announce)
        self.say("Đã dừng.")

    def on_signal(self, number: int, frame: Any) -> None:
        self.supervisor.stopping.set()
        if self.preparing:
            raise SystemExit(0)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def prepare(self) -> None:
        """Everything that must be there before the first page; each step does nothing where nothing is missing."""
        call_command("migrate", interactive=False, verbosity=0)
        if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]:
            call_command("collectstatic", interactive=False, verbosity=0)
        commands = get_commands()
        if "load_plan" in commands:
            call_command("load_plan")
        if settings.DEMO and "seed_demo" in commands and not get_user_model().objects.exists():
            self.say("Đang tạo dữ liệu trình diễn, lần đầu mất khoảng một phút …")
            call_command("seed_demo", leave_papers=True)  # the worker prints the issued papers

    def announce(self) -> None:
        """Say once, when it is true, that pages and background work are there."""
        if self.announced or not jobs.worker_is_alive(timezone.now()) or not _is_ready(self.port):
            return
        self.announced = True
        self.say(f"\nSẵn sàng: http://{HOST}:{self.port}/   (dừng: Ctrl-C)")
        if settings.DEMO:
            self.say(f"Chế độ trình diễn — mật khẩu chung: {settings.DEMO_PASSWORD}{ACCOUNTS}\n")


def _port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise CommandError(f"PORT={value} is not a port. Type for example PORT=8001 bin/run.")
    return int(value)


def _refuse_used_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Type for example PORT={port + 1} bin/run."
            ) from error


def _web(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--no-control-socket"),
        # measured on two cores: three processes of two threads; `--preload` halves memory and the time to start
        *("--worker-class", "gthread", "--workers", "3", "--threads", "2", "--preload"),
        *("--timeout", "60", "--graceful-timeout", "20", "--log-level", "warning"),
    ]


def _workers() -> list[Child]:
    # the embedded edition is often tried as root; deploy/ runs the worker as a user of its own
    as_root = ["-W", "ignore:You're running the worker with superuser privileges"]
    celery = [sys.executable, *as_root, "-m", "celery", "--quiet", "-A", "config"]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    schedule = ["--schedule", str(settings.APP_DATA_DIR / "beat")]
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        # a pool of processes wedges on this broker when an idle child is killed; one process has no such state
        return [Child("worker", [*celery, "worker", "--pool", "solo", "--beat", *schedule, *quiet])]
    return [
        Child("worker", [*celery, "worker", "--pool", "prefork", "--concurrency", "2", *quiet]),
        Child("beat", [*celery, "beat", *schedule, "--pidfile", "", "--loglevel", "WARNING"]),
    ]


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
