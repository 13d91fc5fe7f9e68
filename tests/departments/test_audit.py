"""The audit trail: appended in the same transaction, chained, never changed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from departments import audit
from departments.models import AuditChain, AuditEvent, Frozen
from tests import factories as make

pytestmark = pytest.mark.django_db


def three_events():
    department = make.unit()
    for number in range(3):
        audit.record("departments.department.rename", target=department, by=None, at=make.NOW, note=f"lần {number}")
    return department


def test_events_are_numbered_without_gaps_and_linked():
    three_events()
    events = list(AuditEvent.objects.order_by("sequence"))
    assert [e.sequence for e in events] == [1, 2, 3]
    assert [e.previous_digest for e in events] == ["", events[0].digest, events[1].digest]
    assert audit.verify() is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE departments_auditevent SET note = 'khác' WHERE sequence = 2",
        "DELETE FROM departments_auditevent WHERE sequence = 2",
        "DELETE FROM departments_auditevent WHERE sequence = 3",
    ],
)
def test_a_changed_or_removed_event_shows(tampering):
    three_events()
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    with pytest.raises(CommandError):
        call_command("verify_audit")


def test_an_event_is_never_changed_nor_deleted_through_the_program():
    three_events()
    event = AuditEvent.objects.first()
    for attempt in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(Frozen):
            attempt()
    with pytest.raises(Frozen):
        AuditEvent.objects.update(note="khác")


def test_a_change_that_is_undone_leaves_no_event():
    department = make.unit()

    class UndoneError(Exception):
        pass

    def renamed_and_undone():
        with transaction.atomic():
            audit.record("departments.department.rename", target=department, by=None, at=make.NOW)
            raise UndoneError

    with pytest.raises(UndoneError):
        renamed_and_undone()
    assert not AuditEvent.objects.exists()
    assert AuditChain.objects.filter(sequence__gt=0).count() == 0


def test_an_event_outlives_its_subject():
    department = three_events()
    label = str(department)
    department.delete()
    assert set(AuditEvent.objects.values_list("target_label", flat=True)) == {label}
