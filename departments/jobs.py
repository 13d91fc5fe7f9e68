"""Background work that survives a killed worker, a dead broker and a message delivered twice.

A job is a row, written in the same transaction as the change that asks for it. The broker only carries its id. A worker
claims the row by a conditional update, renews a lease while it works, and may write only while the claim is its own.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import shared_task
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.models.jobs import Job, JobState, WorkerHeartbeat
from departments.permissions import Refused

log = logging.getLogger(__name__)

Work = Callable[[Job], "dict[str, Any] | None"]
Clock = Callable[[], datetime]

LEASE = timedelta(seconds=30)
RENEW_EVERY = 5  # seconds
RESEND_AFTER = timedelta(seconds=3)  # no message is known to have left
REPEAT_AFTER = timedelta(seconds=15)  # a message left, but nobody came
MAX_FAILURES = 3
MAX_LOST_LEASES = 20
WORKER_IS_LATE = timedelta(seconds=15)
BROKER_PAUSE = 10  # seconds without another try after the broker did not take a message

kinds: dict[str, Work] = {}
labels: dict[str, str] = {}
_broker = {"quiet_until": 0.0}


class LeaseLost(Exception):
    """Another worker has this job now, or it was cancelled: stop, and write nothing more."""


def label_of(kind: str) -> str:
    """What jobs of this kind do, in words; the kind itself where nobody said."""
    return str(labels.get(kind, kind))


def register(kind: str, label: str = "") -> Callable[[Work], Work]:
    """`register("compile", _("…"))(function)`: the function that does jobs of this kind, and what it does in words.

    It gets the Job, may return a dict kept as the job's result, must be harmless when run twice, and itself asks again
    whether the requester may. A `Refused` ends the job with that sentence; any other exception is tried again, three
    times in all.
    """

    def keep(work: Work) -> Work:
        if kinds.setdefault(kind, work) is not work:
            raise ValueError(f"Job kind {kind!r} is registered twice.")
        labels[kind] = label or kind
        return work

    return keep


def enqueue(kind: str, key: str, payload: dict[str, Any], by: Any = None) -> Job:
    """Ask for work, inside the caller's transaction. While a job of this key is live, that job is the answer."""
    while True:
        try:
            with transaction.atomic():
                job = Job.objects.create(kind=kind, key=key, payload=payload, requested_by=by)
        except IntegrityError:
            if job := Job.objects.live().filter(key=key).first():
                return job
            continue  # it ended between the two statements
        transaction.on_commit(partial(nudge, job.pk), robust=True)
        return job


def nudge(job_id: int) -> None:
    """Tell the workers about a job. A broker that is dead or hung costs a second at most; the sweep sends again."""
    if time.monotonic() < _broker["quiet_until"]:
        return
    try:
        run_job.apply_async((job_id,), retry=False)
    except Exception as error:  # any transport error: the row is safe, so the person goes on
        _broker["quiet_until"] = time.monotonic() + BROKER_PAUSE
        log.warning("Job %s is kept, but the broker did not take its message: %s", job_id, error)
        return
    Job.objects.filter(pk=job_id).update(nudged_at=timezone.now())


@shared_task(name="departments.tasks.run_job")
def run_job(job_id: int) -> None:
    """The one task: do the job of this id if nobody else does."""
    run(job_id)


def claim(job_id: int, now: datetime) -> Job | None:
    """Take a waiting job, or None if there is nothing to take: done, running elsewhere, cancelled."""
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        lease_until=now + LEASE,
        progress=0,
        stage="",
    )
    return Job.objects.select_related("requested_by").get(pk=job_id) if taken else None


def run(job_id: int, clock: Clock = timezone.now) -> None:
    """Claim, work, record. Delivered twice it does the work once."""
    job = claim(job_id, clock())
    if job is None:
        return
    try:
        with _renewing(job, clock):
            result = kinds[job.kind](job)
    except LeaseLost:
        log.warning("Job %s, attempt %s, is no longer mine; nothing was written.", job.pk, job.attempts)
    except Refused as refusal:
        _close(job, JobState.FAILED, clock(), message=refusal.reason)
    except Exception:
        log.exception("Job %s (%s) failed at attempt %s.", job.pk, job, job.attempts)
        _try_again(job, clock())
    else:
        _close(job, JobState.DONE, clock(), progress=100, result=result or {}, message="")


def progress(job: Job, percent: int, stage: str = "") -> None:
    """Show how far the work is (0–100) and what is being done. Raises LeaseLost when the job is another claim's.

    Call it outside a long transaction, or nobody sees it before the end.
    """
    if not _mine(job).update(progress=percent, stage=stage):
        raise LeaseLost
    job.progress, job.stage = percent, stage


@contextmanager
def fenced(job: Job, clock: Clock = timezone.now) -> Iterator[None]:
    """A transaction that commits only while the job is this claim's: a worker given up for dead writes nothing."""
    with transaction.atomic():
        if not _mine(job).update(lease_until=clock() + LEASE):
            raise LeaseLost
        yield


def cancel(job: Job, now: datetime) -> bool:
    """Stop a waiting job, or a running one at its next sign of progress. False when it had already ended."""
    return bool(
        Job.objects.live().filter(pk=job.pk).update(state=JobState.CANCELLED, finished_at=now, lease_until=None)
    )


def sweep(now: datetime) -> int:
    """Find lost work: jobs whose worker died wait again, and waiting jobs nobody heard of are sent again.

    The number of messages sent.
    """
    for job in Job.objects.lost(now):
        _recover(job, now)
    waiting = list(Job.objects.unheard(now - RESEND_AFTER, now - REPEAT_AFTER).values_list("pk", flat=True))
    for job_id in waiting:
        nudge(job_id)
    return len(waiting)


def worker_seen(name: str, now: datetime) -> None:
    """A worker says it is alive."""
    WorkerHeartbeat.objects.update_or_create(name=name, defaults={"seen_at": now})


def worker_left(name: str, now: datetime) -> None:
    """A worker says goodbye; rows of workers that never did are cleared after a day."""
    WorkerHeartbeat.objects.filter(name=name).delete()
    WorkerHeartbeat.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()


def worker_is_alive(now: datetime) -> bool:
    """Whether any worker has been seen in the last seconds; pages say so when none has."""
    return WorkerHeartbeat.objects.filter(seen_at__gte=now - WORKER_IS_LATE).exists()


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _close(job: Job, state: JobState, now: datetime, **fields: Any) -> None:
    if not _mine(job).update(state=state, finished_at=now, lease_until=None, stage="", **fields):
        log.warning("Job %s, attempt %s, ended after it had been given to another worker.", job.pk, job.attempts)


def _try_again(job: Job, now: datetime) -> None:
    if job.failures + 1 >= MAX_FAILURES:
        message = _(
            "It did not succeed after %(count)s attempts. What was entered is kept. "
            "Please tell the administrator: job %(number)s."
        ) % {"count": MAX_FAILURES, "number": job.pk}
        _close(job, JobState.FAILED, now, failures=job.failures + 1, message=message)
        return
    _mine(job).update(
        state=JobState.QUEUED, failures=job.failures + 1, queued_at=now, nudged_at=None, lease_until=None, stage=""
    )


def _recover(job: Job, now: datetime) -> None:
    """A lost lease says nothing about the work itself, so it is counted apart from failures."""
    still_lost = _mine(job).filter(lease_until__lt=now)
    if job.lost_leases >= MAX_LOST_LEASES:
        message = _(
            "The background worker stopped again and again during this work. What was entered is kept. "
            "Please tell the administrator: job %(number)s."
        ) % {"number": job.pk}
        still_lost.update(state=JobState.FAILED, finished_at=now, lease_until=None, message=message)
        return
    still_lost.update(
        state=JobState.QUEUED,
        lost_leases=F("lost_leases") + 1,
        queued_at=now - RESEND_AFTER * 2,  # it has waited long enough: send at once
        nudged_at=None,
        lease_until=None,
        stage="",
    )


@contextmanager
def _renewing(job: Job, clock: Clock) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=_renew, args=(job, stop, clock), name=f"lease of job {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=RENEW_EVERY)


def _renew(job: Job, stop: threading.Event, clock: Clock) -> None:
    try:
        while not stop.wait(RENEW_EVERY):
            try:
                if not _mine(job).update(lease_until=clock() + LEASE):
                    return
            except DatabaseError:
                log.warning("The lease of job %s could not be renewed; trying again.", job.pk, exc_info=True)
    finally:
        connection.close()  # the thread's own
