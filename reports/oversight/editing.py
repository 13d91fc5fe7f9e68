"""Named actions of the log: record, correct and remove an inspection, add a finding, choose and spread an example."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.models import Department
from departments.permissions import Refused, check
from departments.transitions import NoteRequired, StalePage
from departments.vietnamese import fold
from reports.oversight import notifications, permissions
from reports.oversight.models import SEARCH_LIMIT, Finding, Inspection, ModelExample, SpreadAct


class TakenAlready(Refused):
    """The example of a unit's register was chosen before."""


def _stale(instance, seen: int) -> None:
    if instance.version != seen:
        raise StalePage(_("This page is no longer up to date: somebody changed it meanwhile. Nothing was changed."))


@transaction.atomic
def save_inspection(
    inspection: Inspection, units: Iterable[Department], *, by, at: datetime, seen: int = 0
) -> Inspection:
    """Write a new inspection, or correct one whose version `seen` still stands."""
    check(permissions.record, by, inspection)
    is_new = inspection.pk is None
    if is_new:
        inspection.created_by, inspection.created_at = by, at
    else:
        _stale(Inspection.objects.select_for_update().get(pk=inspection.pk), seen)
        inspection.version = seen + 1
    units = [] if inspection.whole_office else list(units)
    inspection.year = inspection.first_day.year
    names = " ".join(unit.name for unit in units)
    inspection.search_text = fold(f"{inspection.about} {names}")[:SEARCH_LIMIT]
    inspection.save()
    inspection.units.set(units)
    label = "Ghi cuộc kiểm tra, giám sát" if is_new else "Sửa nội dung cuộc kiểm tra"
    audit.record(
        f"oversight.inspection.{'add' if is_new else 'edit'}", target=inspection, by=by, at=at, label=label,
        data={"units": [unit.code for unit in units], "first_day": inspection.first_day.isoformat()},
    )  # fmt: skip
    return inspection


@transaction.atomic
def remove_inspection(inspection: Inspection, reason: str, *, by, at: datetime, seen: int) -> None:
    """Take an inspection written by mistake out of the log; it and its reason stay in the history."""
    check(permissions.record, by, inspection)
    if not reason.strip():
        raise NoteRequired(_("Please give the reason."))
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    _stale(inspection, seen)
    inspection.removed_by, inspection.removed_at, inspection.version = by, at, seen + 1
    inspection.save(update_fields=["removed_by", "removed_at", "version"])
    audit.record(
        "oversight.inspection.remove", target=inspection, by=by, at=at, label="Xóa khỏi nhật ký kiểm tra", note=reason
    )


@transaction.atomic
def add_finding(inspection: Inspection, finding: Finding, *, by, at: datetime) -> Finding:
    """A shortcoming with its recommendation; the unit concerned is told."""
    check(permissions.record, by, inspection)
    finding.inspection, finding.state_changed_at = inspection, at
    finding.save()
    audit.record(
        "oversight.finding.add", target=finding, by=by, at=at, label="Ghi tồn tại, kiến nghị", after=finding.state
    )
    transaction.on_commit(lambda: notifications.found(finding, at=at), robust=True)
    return finding


@transaction.atomic
def save_example(example: ModelExample, *, by, at: datetime, seen: int = 0) -> ModelExample:
    """Decide that an example is to be spread, or correct it; raises :class:`TakenAlready`."""
    check(permissions.record, by, example)
    is_new = example.pk is None
    if is_new:
        example.created_by, example.created_at = by, at
    else:
        _stale(ModelExample.objects.select_for_update().get(pk=example.pk), seen)
        example.version = seen + 1
    example.year = example.decided_on.year
    unit = example.department.name if example.department else ""
    example.search_text = fold(f"{example.name} {example.content} {unit}")[:SEARCH_LIMIT]
    try:
        with transaction.atomic():
            example.save()
    except IntegrityError as problem:
        raise TakenAlready(_("This example has already been chosen to be spread.")) from problem
    audit.record(
        f"oversight.modelexample.{'add' if is_new else 'edit'}", target=example, by=by, at=at,
        label="Chọn điển hình để nhân rộng" if is_new else "Sửa nội dung điển hình",
    )  # fmt: skip
    return example


@transaction.atomic
def spread(example: ModelExample, act: SpreadAct, *, by, at: datetime) -> SpreadAct:
    """Record one act of spreading."""
    check(permissions.record, by, example)
    act.example, act.created_by, act.created_at = example, by, at
    act.save()
    audit.record(
        "oversight.modelexample.spread", target=example, by=by, at=at, label="Ghi hoạt động nhân rộng",
        note=f"{act.get_form_display()} {act.day:%d/%m/%Y}",
    )  # fmt: skip
    return act
