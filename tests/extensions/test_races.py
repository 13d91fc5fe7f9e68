"""Two requests, two decisions, two workers at the same moment: each does it once."""

from datetime import date, datetime

import pytest

from departments.permissions import Refused
from departments.roles import Role
from departments.transitions import move
from reports.extensions import workflow
from reports.extensions.models import Extension
from reports.extensions.periodic import end_extensions
from tests import factories as make
from tests.factories import ICT, NOW
from tests.submissions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 12, 22)


@pytest.fixture
def ask():
    unit = make.unit()
    people, period = [make.contributor(unit), make.head(unit)], make.period()

    def once(who: int) -> Extension:
        return workflow.ask(period, unit, reason="Chờ số liệu", wished_until=DAY, by=people[who], at=NOW)

    return once


def test_two_people_who_ask_at_once_make_one_request(ask):
    results = at_once(lambda: ask(0), lambda: ask(1), lambda: ask(0))
    assert sum(isinstance(result, workflow.AlreadyAsked) for result in results) == 2
    assert Extension.objects.count() == 1


def test_granting_and_refusing_at_once_is_one_decision_and_it_ends_once(ask):
    extension, boss = ask(0), make.person(Role.HCTC_HEAD)
    results = at_once(
        lambda: move(extension, workflow.GRANT, by=boss, at=NOW, until=DAY),
        lambda: move(extension, workflow.REFUSE, by=boss, at=NOW, note="Đã đủ thời gian"),
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    Extension.objects.update(state=Extension.State.GRANTED, granted_until=DAY)
    after = datetime(2026, 12, 23, 0, 30, tzinfo=ICT)
    ended = at_once(lambda: end_extensions(after), lambda: end_extensions(after))
    assert sorted(len(titles) for titles in ended) == [0, 1]
