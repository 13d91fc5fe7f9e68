"""Two requests at the same moment, in two connections: one revision, one report, no lost answer."""

import threading

import pytest
from django.db import connection, connections

from departments.permissions import Refused
from departments.transitions import move
from reports.submissions import answers, workflow
from reports.submissions.models import AnnualReport, IndicatorValue, Revision
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run the actions in threads that start together; what each returned or raised."""
    gate, results = threading.Barrier(len(actions)), [None] * len(actions)

    def run(number, action):
        gate.wait()
        try:
            results[number] = action()
        except Refused as refusal:
            results[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_submits_make_one_revision():
    people = factories.People(factories.unit())
    report = factories.report(people=people, state=AnnualReport.State.AWAITING_HEAD)

    def submit():
        return move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)

    results = at_once(submit, submit, submit)
    assert sum(isinstance(result, Refused) for result in results) == 2
    assert list(Revision.objects.values_list("number", flat=True)) == [1]


def test_two_beginnings_make_one_report():
    department = factories.unit()
    by, period = factories.contributor(department), factories.period()

    def start():
        return workflow.start(period, department, by=by, at=factories.NOW).pk

    first, second = at_once(start, start)
    assert first == second
    assert IndicatorValue.objects.count() == len(factories.INDICATORS)


def test_two_saves_of_one_answer_keep_one_and_hand_back_the_other():
    people = factories.People(factories.unit())
    report = factories.report(people=people, filled=False)
    row = report.values.get(indicator__code="A2")

    def save(figure, by):
        change = answers.Change(IndicatorValue, row.pk, row.version, {"status": "value", "value": figure})
        return answers.save_answers(report, [change], by=by, at=factories.NOW)

    results = at_once(lambda: save(11, people.contributor), lambda: save(22, people.head))
    assert sorted(len(result.conflicts) for result in results) == [0, 1]
    row.refresh_from_db()
    assert (int(row.value) in (11, 22), row.version) == (True, 2)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one transaction at a time anyway")
def test_saving_and_submitting_wait_for_each_other():
    people = factories.People(factories.unit())
    report = factories.report(people=people)
    row = report.values.get(indicator__code="A2")

    def save():
        change = answers.Change(IndicatorValue, row.pk, row.version, {"status": "value", "value": 99})
        return answers.save_answers(report, [change], by=people.contributor, at=factories.NOW)

    at_once(save, lambda: move(report, workflow.SUBMIT, by=people.head, at=factories.NOW))
    row.refresh_from_db()
    frozen = Revision.objects.get().content["values"]["A2"]["value"]
    assert frozen == str(int(row.value))
