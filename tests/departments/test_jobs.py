"""The job table alone: what holds whatever broker and worker do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from departments import jobs
from departments.models import Job, JobState, WorkerHeartbeat
from departments.permissions import Refused

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LONG_AFTER = NOW + timedelta(minutes=5)


@pytest.fixture
def sent(monkeypatch):
    """The ids of which a message left, instead of a broker."""
    ids = []
    monkeypatch.setattr(jobs.run_job, "apply_async", lambda args, **options: ids.append(args[0]))
    return ids


@pytest.fixture
def kind(monkeypatch):
    """Registers work for this test only."""

    def register(work):
        monkeypatch.setitem(jobs.kinds, "work", work)

    return register


def queued(**fields) -> Job:
    return Job.objects.create(**{"kind": "work", "key": "report 1", "queued_at": NOW, **fields})


def running(**fields) -> Job:
    return queued(**{"state": JobState.RUNNING, "attempts": 1, "lease_until": NOW, "started_at": NOW, **fields})


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_asking_twice_gives_the_same_live_job(sent):
    first = jobs.enqueue("work", "report 1", {"report": 1})
    again = jobs.enqueue("work", "report 1", {"report": 1})
    other = jobs.enqueue("work", "report 2", {"report": 2})
    assert first.pk == again.pk != other.pk
    assert Job.objects.count() == 2


def test_a_finished_job_does_not_stand_in_the_way_of_a_new_one(sent):
    first = queued(state=JobState.DONE)
    assert jobs.enqueue("work", first.key, {}).pk != first.pk


def test_the_database_itself_refuses_a_second_live_job():
    queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        running()


def test_the_message_leaves_only_after_the_change_is_kept(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("work", "report 1", {})
        assert sent == []
    assert sent == [job.pk]
    assert fresh(job).nudged_at is not None


def test_a_change_that_is_rolled_back_leaves_neither_job_nor_message(sent, django_capture_on_commit_callbacks):
    def change():
        with transaction.atomic():
            jobs.enqueue("work", "report 1", {})
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        change()
    assert (sent, Job.objects.count()) == ([], 0)


def test_delivered_twice_the_work_is_done_once(kind):
    done = []
    kind(lambda job: done.append(job.pk))
    job = queued()
    jobs.run(job.pk)
    jobs.run(job.pk)
    assert done == [job.pk]
    assert (fresh(job).state, fresh(job).progress, fresh(job).attempts) == (JobState.DONE, 100, 1)


def test_what_the_work_returns_is_kept(kind):
    kind(lambda job: {"report": job.payload["report"]})
    job = queued(payload={"report": 7})
    jobs.run(job.pk)
    assert fresh(job).result == {"report": 7}


def test_progress_is_seen_while_the_work_runs(kind):
    seen = []

    def work(job):
        jobs.progress(job, 40, "Figures")
        seen.append((fresh(job).state, fresh(job).progress, fresh(job).stage))

    kind(work)
    jobs.run(queued().pk)
    assert seen == [(JobState.RUNNING, 40, "Figures")]


def test_three_failures_end_a_job_with_a_plain_reason(kind):
    kind(lambda job: 1 / 0)
    job = queued()
    states = []
    for _attempt in range(4):
        jobs.run(job.pk)
        states.append(fresh(job).state)
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED, JobState.FAILED]
    assert (fresh(job).failures, fresh(job).attempts) == (3, 3)
    assert str(job.pk) in fresh(job).message
    assert "ZeroDivision" not in fresh(job).message


def test_a_refusal_ends_a_job_at_once_and_in_its_own_words(kind):
    def work(job):
        raise Refused("Báo cáo đã được duyệt.")

    kind(work)
    job = queued()
    jobs.run(job.pk)
    assert (fresh(job).state, fresh(job).message, fresh(job).attempts) == (
        JobState.FAILED,
        "Báo cáo đã được duyệt.",
        1,
    )


def test_a_lost_worker_does_not_count_as_a_failure(sent):
    job = running()
    jobs.sweep(NOW + timedelta(seconds=1))
    assert (fresh(job).state, fresh(job).failures, fresh(job).lost_leases) == (JobState.QUEUED, 0, 1)
    assert sent == [job.pk]


def test_a_worker_that_renews_its_lease_is_left_alone(sent):
    job = running(lease_until=NOW + jobs.LEASE)
    assert jobs.sweep(NOW + timedelta(seconds=29)) == 0
    assert fresh(job).state == JobState.RUNNING


def test_after_twenty_lost_workers_a_job_ends_with_a_reason(sent):
    job = running(lost_leases=20)
    jobs.sweep(LONG_AFTER)
    assert (fresh(job).state, sent) == (JobState.FAILED, [])
    assert str(job.pk) in fresh(job).message


@pytest.mark.parametrize(
    ("after_seconds", "nudged", "sends"),
    [(2, None, False), (4, None, True), (4, NOW, False), (16, NOW, True)],
    ids=["may be on its way", "never left", "left just now", "left but nobody came"],
)
def test_the_sweep_sends_what_nobody_heard_of(sent, after_seconds, nudged, sends):
    job = queued(nudged_at=nudged)
    jobs.sweep(NOW + timedelta(seconds=after_seconds))
    assert sent == ([job.pk] if sends else [])


def test_a_worker_given_up_for_dead_writes_nothing(kind, sent):
    """Its lease runs out, another claims the job; then the first wakes up and wants to go on."""
    written = []

    def work(job):
        if job.attempts == 1:
            Job.objects.filter(pk=job.pk).update(lease_until=NOW)
            jobs.sweep(LONG_AFTER)
            jobs.run(job.pk)
        with jobs.fenced(job):
            written.append(job.attempts)
        return {"written_by": job.attempts}

    kind(work)
    job = queued()
    jobs.run(job.pk)
    assert written == [2]
    assert fresh(job).result == {"written_by": 2}
    assert (fresh(job).attempts, fresh(job).lost_leases) == (2, 1)


def test_without_the_fence_the_dead_worker_would_have_written(kind, sent):
    """The control: the very same course of events does reach the unfenced line."""
    written = []

    def work(job):
        if job.attempts == 1:
            Job.objects.filter(pk=job.pk).update(lease_until=NOW)
            jobs.sweep(LONG_AFTER)
            jobs.run(job.pk)
        written.append(job.attempts)

    kind(work)
    jobs.run(queued().pk)
    assert written == [2, 1]


def test_progress_tells_a_worker_that_the_job_is_no_longer_its_own(sent):
    job = running()
    jobs.sweep(LONG_AFTER)
    with pytest.raises(jobs.LeaseLost):
        jobs.progress(job, 10)


def test_a_cancelled_job_is_not_done(kind):
    kind(lambda job: pytest.fail("it was cancelled"))
    job = queued()
    assert jobs.cancel(job, NOW) is True
    jobs.run(job.pk)
    assert fresh(job).state == JobState.CANCELLED
    assert jobs.cancel(job, NOW) is False


def test_a_running_job_stops_at_its_next_sign_of_progress_when_cancelled(kind):
    def work(job):
        jobs.cancel(job, NOW)
        jobs.progress(job, 50)
        pytest.fail("it went on")

    kind(work)
    job = queued()
    jobs.run(job.pk)
    assert fresh(job).state == JobState.CANCELLED


def test_a_kind_is_registered_once():
    jobs.register("test-kind")(fresh)
    with pytest.raises(ValueError, match="registered twice"):
        jobs.register("test-kind")(queued)
    del jobs.kinds["test-kind"]


def test_a_broker_that_refuses_is_left_in_peace_for_a_while(monkeypatch, caplog):
    calls = []

    def refuse(args, **options):
        calls.append(args)
        raise OSError("no broker")

    monkeypatch.setattr(jobs.run_job, "apply_async", refuse)
    job = queued()
    jobs.nudge(job.pk)
    jobs.nudge(job.pk)
    assert len(calls) == 1
    assert fresh(job).nudged_at is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize(("age", "alive"), [(0, True), (14, True), (16, False)])
def test_a_worker_is_alive_while_it_says_so(age, alive):
    jobs.worker_seen("one", NOW - timedelta(seconds=age))
    assert jobs.worker_is_alive(NOW) is alive


def test_a_worker_that_says_goodbye_is_gone_and_forgotten_ones_with_it():
    jobs.worker_seen("one", NOW)
    jobs.worker_seen("one", NOW)
    jobs.worker_seen("forgotten", NOW - timedelta(days=2))
    jobs.worker_left("one", NOW)
    assert list(WorkerHeartbeat.objects.all()) == []


def test_enqueue_costs_the_same_few_statements_for_the_first_and_the_hundredth(sent, django_assert_num_queries):
    for number in range(99):
        queued(key=f"other {number}")
    statements = 3 if connection.features.uses_savepoints else 1  # savepoint, insert, release
    with django_assert_num_queries(statements):
        jobs.enqueue("work", "report 1", {})


def test_times_are_kept(kind):
    kind(lambda job: None)
    job = queued()
    jobs.run(job.pk, clock=lambda: NOW)
    assert (fresh(job).started_at, fresh(job).finished_at, fresh(job).lease_until) == (NOW, NOW, None)
    assert fresh(job).created_at <= timezone.now()
