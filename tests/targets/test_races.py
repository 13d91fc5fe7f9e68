"""Two requests at the same moment, in two connections: one registration, one acceptance, no lost target."""

from decimal import Decimal

import pytest

from campaign.models import Target
from departments.permissions import Refused
from departments.transitions import move
from reports.targets import editing, workflow
from reports.targets.models import TargetRegistration
from tests import factories
from tests.submissions.test_races import at_once
from tests.targets import making
from tests.targets.making import NOW, State

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_beginnings_make_one_registration():
    unit, found = factories.unit(), making.round_()
    by = factories.contributor(unit)
    first, second = at_once(*[lambda: workflow.begin(found, unit, by=by, at=NOW).pk] * 2)
    assert first == second
    assert TargetRegistration.objects.get().lines.count() == len(factories.INDICATORS)


def test_two_acceptances_happen_once():
    people = making.People(factories.unit())
    made = making.registration(people=people, state=State.SUBMITTED)
    results = at_once(*[lambda: move(made, workflow.ACCEPT, by=people.reviewer, at=NOW)] * 2)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert Target.objects.count() == 2


def test_two_savings_of_one_line_leave_one_and_hand_back_the_other():
    people = making.People(factories.unit())
    made = making.registration(people=people, filled=False)
    line = making.line(made, "A2")

    def save(value):
        change = editing.Change(line.pk, 0, {"value": Decimal(value)})
        return lambda: editing.save_lines(made, [change], by=people.contributor, at=NOW)

    outcomes = at_once(save(5), save(7))
    assert sorted(len(outcome.saved) for outcome in outcomes) == [0, 1]
    assert sum(len(outcome.conflicts) for outcome in outcomes) == 1
    assert making.line(made, "A2").version == 1
