"""Two workers, two editors at once, a worker that dies: one report, one compilation, nothing overwritten."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from departments import jobs
from departments.models import AuditEvent, Job
from departments.transitions import StalePage
from reports.consolidation import background, deciding, editing, starting
from reports.consolidation.compiling import compile_period
from reports.consolidation.models import Compilation, ConsolidatedReport, DoubleCount
from tests.consolidation.conftest import fresh, run_jobs
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run these at the same moment, each with a connection of its own; their results and errors in order."""
    barrier, outcome = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            barrier.wait(timeout=20)
            outcome[place] = work()
        except Exception as error:
            outcome[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcome


def test_two_deliveries_at_once_compile_once(house, period, accepted):
    report = _asked_without_worker(house, period)
    job = Job.objects.get(payload__report=report.pk)
    at_once(lambda: jobs.run(job.pk), lambda: jobs.run(job.pk))
    assert (Compilation.objects.count(), fresh(report).state) == (1, "draft")
    assert AuditEvent.objects.filter(action="consolidation.consolidatedreport.compiled").count() == 1


def _asked_without_worker(house, period):
    jobs._broker["quiet_until"] = float("inf")
    return starting.start(period, by=house.officer, at=NOW)


def test_a_worker_killed_before_it_finished_leaves_one_compilation(house, period, accepted):
    report = _asked_without_worker(house, period)
    job = Job.objects.get(payload__report=report.pk)
    dying = jobs.claim(job.pk, NOW)
    background.compile_job(dying)  # its work is committed, but it dies before it can say so
    Job.objects.filter(pk=job.pk).update(lease_until=NOW)
    jobs.sweep(NOW + jobs.LEASE)
    (again,) = run_jobs()
    assert (again.state, again.result["unchanged"]) == ("done", True)
    assert (Compilation.objects.count(), fresh(report).state) == (1, "draft")


def test_a_worker_given_up_for_dead_writes_nothing_more(house, period, accepted):
    report = _asked_without_worker(house, period)
    job = Job.objects.get(payload__report=report.pk)
    zombie = jobs.claim(job.pk, NOW)
    Job.objects.filter(pk=job.pk).update(lease_until=NOW)
    jobs.sweep(NOW + jobs.LEASE)
    with pytest.raises(jobs.LeaseLost):
        background.compile_job(zombie)
    assert Compilation.objects.count() == 0
    run_jobs()
    assert (Compilation.objects.count(), fresh(report).state) == (1, "draft")


def test_two_people_who_begin_at_once_begin_one_report(house, period, accepted):
    jobs._broker["quiet_until"] = float("inf")
    first, second = at_once(
        lambda: starting.start(period, by=house.officer, at=NOW),
        lambda: starting.start(period, by=house.hctc_head, at=NOW),
    )
    assert first == second
    assert (ConsolidatedReport.objects.count(), Job.objects.count()) == (1, 1)


def test_two_editors_at_once_leave_one_text_and_one_refusal(house, period, accepted):
    report = _asked_without_worker(house, period)
    run_jobs()
    section = report.sections.get(code="II.2")

    def write(text):
        return lambda: editing.write(section, text, by=house.officer, at=NOW, seen=section.version)

    outcome = at_once(write("Một."), write("Hai."))
    assert sorted(type(one).__name__ for one in outcome) == ["Section", "StalePage"]
    assert any(isinstance(one, StalePage) for one in outcome)
    section.refresh_from_db()
    assert section.version == 2


def test_reading_sees_one_moment_while_progress_is_told(house, period, accepted):
    seen = []
    compile_period(period, NOW.date(), lambda percent, stage: seen.append((percent, connection.in_atomic_block)))
    assert seen == [(10, False), (40, False), (60, False)]


def test_two_people_who_decide_the_same_double_at_once_leave_one_decision(house, period, accepted):
    period.period_indicators.filter(code="B1.1").update(across_units="sum_distinct")
    report = starting.start(period, by=house.officer, at=NOW)
    run_jobs()
    report = fresh(report)
    (question,) = deciding.questions_of([period])

    def said(by, verdict, amounts):
        return lambda: deciding.decide(report, question.token, verdict, amounts, "Đã đối chiếu.", by=by, at=NOW)

    outcome = at_once(said(house.officer, "same", {"ktn": Decimal(1)}), said(house.hctc_head, "different", {}))
    assert [type(one) for one in outcome].count(StalePage) == 1, outcome
    assert DoubleCount.objects.count() == 1
    assert AuditEvent.objects.filter(action="consolidation.doublecount.decide").count() == 1
