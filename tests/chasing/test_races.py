"""Two workers, two officers at the same moment: each unit gets one reminder."""

from datetime import date, datetime

import pytest

from reports.chasing import sending
from reports.chasing.models import Escalation, Reminder
from reports.chasing.openings import openings_of
from reports.chasing.periodic import chase
from tests import factories as make
from tests.chasing.conftest import chased_unit
from tests.submissions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 12, 7)
MOMENT = datetime(2026, 12, 7, 8, tzinfo=make.ICT)


def test_two_workers_send_each_reminder_and_proposal_once():
    chased_unit()
    results = at_once(lambda: chase(MOMENT), lambda: chase(MOMENT))
    assert sum(len(result) for result in results) >= 1
    assert Reminder.objects.get().occasion == "step:on_time+5@2026-11-30"
    assert Escalation.objects.count() == 1


def test_two_officers_remind_a_unit_once_and_the_second_is_told():
    chased = chased_unit()
    first, second = make.officer(), make.officer()

    def remind(by):
        drafts = sending.prepare(chased.period, openings_of(chased.period), DAY)
        return sending.send_by_hand([(draft, draft.letter.text) for draft in drafts], by=by, at=MOMENT)

    results = at_once(lambda: remind(first), lambda: remind(second))
    assert sorted(results) == [([], ["Phòng Tổng hợp"]), (["Phòng Tổng hợp"], [])]
    assert Reminder.objects.count() == 1
