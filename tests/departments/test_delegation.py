"""Giao phụ trách khi vắng mặt: who stands in for a head today has the head's rights today, and not the day after."""

from datetime import datetime, timedelta

import pytest

from departments.models import Delegation, User
from departments.roles import Permission, Role
from tests import factories as make
from tests.factories import ICT

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 20, 9, tzinfo=ICT)


@pytest.fixture
def deputy():
    """An officer to whom HC-TC is delegated for one day."""
    person = make.officer()
    Delegation.objects.create(staff=person.staff, department=make.hctc(), from_date=DAY.date(), to_date=DAY.date())
    return person


def held_on(person, moment) -> tuple[bool, bool, bool]:
    """May grant extensions; is among those told; has the role. As the person's next request would find it."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: moment)
        fresh = User.objects.get(pk=person.pk)
        told = User.objects.holding(Permission.GRANT_EXTENSIONS)
        return fresh.may(Permission.GRANT_EXTENSIONS), fresh in told, Role.HCTC_HEAD in fresh.roles


def test_the_rights_of_the_head_of_hctc_last_for_the_days_of_the_delegation(deputy):
    assert held_on(deputy, DAY - timedelta(days=1)) == (False, False, False)
    assert held_on(deputy, DAY) == (True, True, True)
    assert held_on(deputy, DAY + timedelta(days=1)) == (False, False, False)


def test_standing_in_for_another_unit_gives_no_right_of_hctc():
    person = make.officer()
    Delegation.objects.create(staff=person.staff, department=make.unit(), from_date=DAY.date(), to_date=DAY.date())
    assert held_on(person, DAY) == (False, False, False)
