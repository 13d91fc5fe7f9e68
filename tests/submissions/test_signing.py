"""Who signs, in which capacity: the head, a deputy, somebody to whom the unit is given for dated days; two people."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from departments import capacity
from departments.models import Delegation, Position
from departments.permissions import Denied
from departments.roles import Permission
from departments.transitions import move
from reports.submissions import workflow
from reports.submissions.models import AnnualReport
from tests import factories

pytestmark = pytest.mark.django_db
State = AnnualReport.State
DAY = timedelta(days=1)


@pytest.fixture
def unit():
    return factories.unit()


def delegated(unit, person, from_date, to_date, kind=Delegation.Capacity.AUTHORISED):
    person.__dict__.pop("grants", None)
    return Delegation.objects.create(
        staff=person.staff,
        department=unit,
        capacity=kind,
        from_date=from_date,
        to_date=to_date,
        document="12/QĐ-VPUBND",
    )


def test_a_delegation_gives_the_head_s_rights_for_its_days_only(unit):
    today = timezone.localdate()
    person = factories.contributor(unit)
    assert not person.may(Permission.SIGN_OFF_REPORT, unit.pk)
    one = delegated(unit, person, today, today)
    assert person.may(Permission.SIGN_OFF_REPORT, unit.pk)
    one.from_date, one.to_date = today - 2 * DAY, today - DAY
    one.save()
    person.__dict__.pop("grants", None)
    assert not person.may(Permission.SIGN_OFF_REPORT, unit.pk)


def test_it_gives_no_right_in_another_unit(unit):
    other = factories.unit("ktn", "Phòng Kinh tế ngành")
    person = factories.contributor(unit)
    delegated(unit, person, timezone.localdate(), timezone.localdate())
    assert not person.may(Permission.SIGN_OFF_REPORT, other.pk)


def test_the_signature_shows_the_capacity(unit):
    person = factories.contributor(unit)
    factories.appoint(person.staff, unit, title="Chuyên viên chính", level=Position.Level.STAFF)
    on = date(2026, 11, 20)
    delegated(unit, person, on, on)
    assert capacity.signature_of(person, unit, on)[0] == ["TUQ. TRƯỞNG PHÒNG", "CHUYÊN VIÊN CHÍNH"]
    assert capacity.signature_of(person, unit, on + DAY)[0] == ["CHUYÊN VIÊN CHÍNH"]


def test_the_revision_keeps_the_capacity_of_the_day(unit):
    people = factories.People(unit)
    report = factories.report(state=State.AWAITING_HEAD, people=people)
    stand_in = factories.contributor(unit, name="Lò Văn Sơn")
    factories.appoint(stand_in.staff, unit, title="Phó Trưởng phòng", level=Position.Level.UNIT_DEPUTY)
    today = timezone.localdate()
    delegated(unit, stand_in, today, today, Delegation.Capacity.DEPUTY)
    report = move(report, workflow.SUBMIT, by=stand_in, at=timezone.now())
    revision = report.revisions.get()
    assert revision.capacity == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]
    assert (revision.prepared_by, revision.signed_off_by) == (people.contributor, stand_in)


def test_two_people_where_the_period_asks_for_it(unit):
    people = factories.People(unit)
    report = factories.report(people=people)
    report.period.two_people = True
    report.period.save()
    AnnualReport.objects.filter(pk=report.pk).update(prepared_by=people.head)
    report = AnnualReport.objects.select_related("period", "department").get(pk=report.pk)
    with pytest.raises(Denied):
        move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    report = move(report, workflow.HAND_TO_HEAD, by=people.contributor, at=factories.NOW)
    assert move(report, workflow.SUBMIT, by=people.head, at=factories.NOW).state == State.SUBMITTED


def test_one_person_may_do_both_by_default(unit):
    people = factories.People(unit)
    report = factories.report(people=people)
    AnnualReport.objects.filter(pk=report.pk).update(prepared_by=people.head)
    report = AnnualReport.objects.select_related("period", "department").get(pk=report.pk)
    assert move(report, workflow.SUBMIT, by=people.head, at=factories.NOW).state == State.SUBMITTED
