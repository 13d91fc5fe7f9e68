"""Who is told what on the way of a consolidated report."""

from datetime import date, timedelta

import pytest

from departments.models import Notice
from departments.transitions import move
from reports.consolidation import workflow
from tests.consolidation.conftest import send
from tests.factories import NOW

LATER = NOW + timedelta(days=1)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Make a move and return the user names of those who were told of it."""

    def after(make):
        Notice.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            make()
        return set(Notice.objects.values_list("recipient__username", flat=True))

    return after


def names(*people):
    return {person.username for person in people}


def test_sending_tells_the_leadership(house, draft, told):
    assert told(lambda: send(draft, house)) == names(house.leader, house.deputy)


def test_returning_tells_hctc_with_the_reason(house, sent, told):
    recipients = told(lambda: move(sent, workflow.RETURN, by=house.leader, at=NOW, note="Bổ sung nguyên nhân."))
    assert names(house.officer, house.hctc_head) <= recipients
    assert house.clerk.username not in recipients
    assert set(Notice.objects.values_list("body", flat=True)) == {"Bổ sung nguyên nhân."}


def test_approval_tells_the_clerk(house, sent, told):
    assert house.clerk.username in told(lambda: move(sent, workflow.APPROVE, by=house.leader, at=NOW))


def test_issuing_tells_leadership_and_the_heads_of_the_units(house, approved, told):
    recipients = told(
        lambda: move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=9, on=date(2026, 11, 21))
    )
    assert names(house.leader, house.deputy, house.officer) <= recipients
    heads = Notice.objects.filter(recipient__role_grants__role="unit_head").values("recipient").distinct()
    assert heads.count() == 3
    assert house.clerk.username not in recipients
