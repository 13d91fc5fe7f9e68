"""Two requests at the same moment: one round, one acceptance, no lost figure."""

from decimal import Decimal

import pytest

from departments.permissions import Refused
from departments.transitions import move
from reports.official_figures import editing, rounds, workflow
from reports.official_figures.models import OfficialRound
from tests import factories
from tests.official_figures import making
from tests.official_figures.making import NOW, State
from tests.submissions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_openings_make_one_round():
    people = making.People(factories.unit())
    making.estimated_report(people.department, people)
    making.issue()
    period, by = making.period(), people.reviewer
    results = at_once(*[lambda: rounds.open_round(period, making.DUE, by=by, at=NOW)] * 2)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert OfficialRound.objects.get().updates.count() == 1


def test_two_acceptances_happen_once():
    people = making.People(factories.unit())
    made = making.update(people=people, state=State.SUBMITTED)
    results = at_once(*[lambda: move(made, workflow.ACCEPT, by=people.reviewer, at=NOW)] * 2)
    assert sum(isinstance(result, Refused) for result in results) == 1


def test_two_savings_of_one_line_leave_one_and_hand_back_the_other():
    people = making.People(factories.unit())
    made = making.update(people=people, filled=False)
    row = making.line(made, "C2.1")

    def save(value):
        change = editing.Change(row.pk, 0, {"value": Decimal(value), "note": "", "evidence": ""})
        return lambda: editing.save_lines(made, [change], by=people.contributor, at=NOW)

    outcomes = at_once(save(5), save(7))
    assert sorted(len(outcome.saved) for outcome in outcomes) == [0, 1]
    assert sum(len(outcome.conflicts) for outcome in outcomes) == 1
