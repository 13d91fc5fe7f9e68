"""Kinds of work for the real workers some tests start, and a lease short enough to wait for."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from departments import jobs
from departments.models import Job

jobs.LEASE = timedelta(seconds=4)
jobs.RENEW_EVERY = 1


@jobs.register("test-note")
def note(job: Job) -> dict:
    """Leave a line for each time the work was done."""
    with open(job.payload["file"], "a", encoding="utf-8") as file:
        file.write(f"{job.pk}\n")
    return {"lines": 1}


@jobs.register("test-die-once")
def die_once(job: Job) -> dict:
    """The first attempt is killed like by the kernel's memory guard; the second finishes."""
    jobs.progress(job, 50, "half")
    marker = Path(job.payload["file"] + ".died")
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return note(job)


@jobs.register("test-wait")
def wait(job: Job) -> dict:
    """Busy until the file appears, with signs of progress."""
    for turn in range(600):
        if Path(job.payload["until"]).exists():
            return {}
        jobs.progress(job, min(turn, 99), "waiting")
        time.sleep(0.1)
    return {}
