"""Runs one rendering in a child process that can be killed, so that no text can hang or fill the server.

The child is forked from a parent that has already loaded the renderer: it starts in milliseconds and inherits
the fonts. It talks back over one pipe and never returns into the caller's code.
"""

import ctypes
import gc
import json
import logging
import os
import resource
import select
import signal
import struct
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import NoReturn

logger = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1
_HEAD = struct.Struct("!I")
_libc = ctypes.CDLL(None, use_errno=True)
NO_LOCK = nullcontext()


class RenderingFailed(RuntimeError):
    """The paper could not be made; the message is a plain Vietnamese sentence, the cause is in the log."""


@dataclass(frozen=True)
class Limits:
    """``memory``: bytes on top of what the parent maps; ``cpu`` and ``wall`` in seconds."""

    memory: int = 1_500_000_000
    cpu: int = 120
    wall: float = 180


_KEPT = "Nội dung vẫn được giữ nguyên;"
TOO_LONG = f"Văn bản mất quá nhiều thời gian để dựng nên đã dừng. {_KEPT} đề nghị rút gọn và in lại."
TOO_BIG = f"Văn bản cần quá nhiều bộ nhớ để dựng nên đã dừng. {_KEPT} đề nghị tách bớt phụ lục và in lại."
CRASHED = f"Không dựng được bản in. {_KEPT} đề nghị thử lại hoặc báo quản trị hệ thống."


def run(
    job: Callable[[], tuple[dict, bytes]], limits: Limits, lock: AbstractContextManager = NO_LOCK
) -> tuple[dict, bytes]:
    """The result of ``job`` (JSON data and bytes), computed in a child; :class:`RenderingFailed` when it does
    not end well.

    ``lock``: what the child will take again. It is held while forking, or the child could be born with it in the
    hands of a thread that does not exist there.
    """
    reader, writer = os.pipe()
    with lock:
        child = os.fork()
        if child == 0:
            _be_the_child(job, reader, writer, limits)
    os.close(writer)
    try:
        answer = _read_all(reader, time.monotonic() + limits.wall)
    finally:
        os.close(reader)
        status = _end(child)
    return _unpacked(answer, status)


def _be_the_child(job: Callable[[], tuple[dict, bytes]], reader: int, writer: int, limits: Limits) -> NoReturn:
    """Everything the child does. It leaves by ``_exit``: no handler, buffer or connection of the parent is touched."""
    try:
        os.close(reader)
        _confine(limits)
        gc.freeze()  # what the parent holds is no garbage here; walking through it would copy every page of it
        gc.set_threshold(100_000, 50, 50)  # a paper is mostly live objects until it is written
        try:
            data, content = job()
        except MemoryError:
            data, content = {"error": "MemoryError"}, b""
        except BaseException as error:  # whatever it is, the parent must hear of it
            data, content = {"error": f"{type(error).__name__}: {error}"[:2000]}, b""
        head = json.dumps(data).encode()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(_HEAD.pack(len(head)) + head)
            pipe.write(content)
    finally:
        os._exit(0)


def _confine(limits: Limits) -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    with open("/proc/self/statm") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    _limit(resource.RLIMIT_AS, mapped + limits.memory)
    _limit(resource.RLIMIT_CPU, limits.cpu)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit(what: int, amount: int) -> None:
    """The soft limit only: passing it sends a signal that tells why; the hard one would kill without a word."""
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def _read_all(reader: int, deadline: float) -> bytes | None:
    """All the child wrote, or ``None`` when it was not done in time."""
    chunks = []
    poll = select.poll()  # select() refuses file numbers above 1023, which a busy server reaches
    poll.register(reader, select.POLLIN | select.POLLHUP)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return None
        chunk = os.read(reader, 1 << 20)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def _end(child: int) -> int:
    """Makes sure the child is gone; its exit status. A child that has answered leaves by itself at once."""
    for _ in range(50):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _unpacked(answer: bytes | None, status: int) -> tuple[dict, bytes]:
    if answer is None or status == -signal.SIGXCPU:
        raise _failed(TOO_LONG, f"no answer in time (status {status})")
    if status != 0 or len(answer) < _HEAD.size:
        raise _failed(CRASHED, f"the child ended with status {status}")
    length = _HEAD.unpack_from(answer)[0]
    data = json.loads(answer[_HEAD.size : _HEAD.size + length])
    if "error" in data:
        raise _failed(TOO_BIG if data["error"] == "MemoryError" else CRASHED, data["error"])
    return data, answer[_HEAD.size + length :]


def _failed(sentence: str, cause: str) -> RenderingFailed:
    logger.error("rendering failed: %s", cause)
    return RenderingFailed(sentence)
