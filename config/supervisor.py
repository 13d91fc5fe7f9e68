"""Keeps child processes running: starts them, starts them again when they die, stops them cleanly with itself."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

CLEAN_STOP = 15.0  # seconds a worker gets to finish its job; one that is cut off is done again at the next start
LONGEST_PAUSE = 30.0
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent() -> None:
    """Runs in the child: the kernel ends it should this process be killed without a chance to clean up."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process in a session of its own, with all it starts."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: PLW1509 — this process has no threads

    def is_dead(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def signal(self, number: int) -> None:
        if self.process and not self.is_dead():
            self.process.send_signal(number)

    def kill_group(self) -> None:
        """End what the process may have left behind: a worker that is killed leaves its beat running."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()


@dataclass
class Supervisor:
    """Runs `children` until a signal asks to stop. `say` gets one line about each event."""

    children: list[Child]
    say: Callable[[str], None]
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, each_turn: Callable[[], None]) -> None:
        """Blocks; calls `each_turn` a few times a second."""
        try:
            for child in self.children:
                child.start()
            while not self.stopping.wait(0.2):
                for child in self.children:
                    self.revive(child)
                each_turn()
        finally:
            self.stop()

    def revive(self, child: Child) -> None:
        """Start a dead child again; the pause doubles while it dies young, so that a mistake does not fill the log."""
        if not child.is_dead():
            return
        age = time.monotonic() - child.started
        if age < child.pause:
            return
        child.pause = min(child.pause * 2, LONGEST_PAUSE) if age < LONGEST_PAUSE else 1.0
        code = child.process.returncode if child.process else None
        self.say(f"{child.name} ended ({code}); starting it again.")
        child.kill_group()
        child.start()

    def stop(self) -> None:
        """Ask all to finish, wait, and end what is left."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + CLEAN_STOP
        while time.monotonic() < until and not all(child.is_dead() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.kill_group()
