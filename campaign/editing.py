"""What HC-TC does to the plan and the catalogue, each act recorded with what it was and what it became."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from campaign import permissions
from campaign.models import Campaign, Criterion, LegalBasis, Phase, ReportingPeriod
from departments import audit
from departments.models import LifeCycle
from departments.permissions import Refused, check
from departments.vietnamese import long_date

#: The legal basis that is the Office's own plan: its citation carries the number and day HC-TC enters.
OFFICE_PLAN = "kh-vpubnd"


class Stale(Refused):
    """The row was changed after the page was opened."""


def fingerprint(row: models.Model, fields: list[str]) -> str:
    """The values a page showed, to notice when somebody was faster."""
    shown = "|".join(str(_shown(getattr(row, name))) for name in fields)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def _shown(value: Any) -> Any:
    if isinstance(value, models.Manager):
        return sorted(row.pk for row in value.all())
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def edit(row: models.Model, values: dict[str, Any], *, by, at: datetime, rule, seen: str | None = None) -> bool:
    """Change fields of a row of the plan or catalogue and record it; False when nothing differs.

    Raises Denied without the right, Stale when the page showed other values. Nothing has changed then.
    """
    row = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    check(rule, by, row)
    if seen is not None and seen != fingerprint(row, list(values)):
        raise Stale(_("Somebody changed this meanwhile. Nothing was changed; please look at the page again."))
    changes = {name: value for name, value in values.items() if _differs(row, name, value)}
    if not changes:
        return False
    before = {name: _recorded(_shown(getattr(row, name))) for name in changes}
    many = {name for name in changes if row._meta.get_field(name).many_to_many}
    for name in changes.keys() - many:
        setattr(row, name, changes[name])
    if isinstance(row, LifeCycle):
        row.version += 1
    row.save()
    for name in many:
        getattr(row, name).set(changes[name])
    after = {name: _recorded(_shown(getattr(row, name))) for name in changes}
    data = {name: [before[name], after[name]] for name in sorted(changes)}
    audit.record(f"{row._meta.label_lower}.edit", target=row, by=by, at=at, label="Sửa", data=data)
    return True


def _differs(row: models.Model, name: str, value: Any) -> bool:
    if row._meta.get_field(name).many_to_many:
        return sorted(other.pk for other in value) != _shown(getattr(row, name))
    return getattr(row, name) != value


def _recorded(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)


@transaction.atomic
def create(row: models.Model, *, by, at: datetime, rule, many: dict[str, Any] | None = None) -> models.Model:
    """Save a new row of the catalogue and record it."""
    check(rule, by, row)
    row.save(force_insert=True)
    for name, rows in (many or {}).items():
        getattr(row, name).set(rows)
    audit.record(f"{row._meta.label_lower}.create", target=row, by=by, at=at, label="Thêm mới")
    return row


@transaction.atomic
def record_plan_number(campaign: Campaign, *, number: str, day: date | None, by, at: datetime) -> bool:
    """Enter the number and day of the plan, blank in the source copy; the plan's citation follows."""
    values = {"plan_number": number, "plan_date": day}
    changed = edit(campaign, values, by=by, at=at, rule=permissions.edit_catalogue)
    basis = LegalBasis.objects.filter(code=OFFICE_PLAN).first()
    if basis is None:
        return changed
    citation = office_plan_citation(campaign, number, day)
    own = {"number": number, "issued_on": day, "citation": citation}
    return edit(basis, own, by=by, at=at, rule=permissions.edit_catalogue) or changed


def office_plan_citation(campaign: Campaign, number: str, day: date | None) -> str:
    """The Office's plan in full; number and day stay blank until they are known (they are never invented)."""
    printed = number or f"     /KH-{campaign.agency_code}"
    dated = long_date(day) if day else "ngày      tháng 02 năm 2023"
    about = f"về triển khai phong trào thi đua “{campaign.name}”"
    return f"Kế hoạch số {printed} {dated} của {campaign.agency_full_name} {about}"


@transaction.atomic
def adopt_criteria(phase: Phase, *, by, at: datetime) -> list[Criterion]:
    """Copy phase 1's criteria into a later phase, to be edited there after its guidance."""
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    check(permissions.adopt_criteria, by, phase)
    copies = [
        Criterion(
            phase=phase, code=row.code, subject=row.subject, wording=row.wording, order=row.order, theme=row.theme,
            plan_item=row.plan_item,
        )
        for row in Criterion.objects.in_use(phase)
    ]  # fmt: skip
    Criterion.objects.bulk_create(copies)
    audit.record(
        "campaign.phase.adopt_criteria", target=phase, by=by, at=at, label="Lập tiêu chí riêng của giai đoạn",
        data={"criteria": [row.code for row in copies]},
    )  # fmt: skip
    return copies


def new_period_code(period: ReportingPeriod) -> str:
    """A code nobody has: kind and year, counted."""
    stem = f"{period.kind.replace('_', '-')}-{period.year}"
    number = ReportingPeriod.objects.filter(code__startswith=f"{stem}-").count() + 1
    while ReportingPeriod.objects.filter(code=f"{stem}-{number}").exists():
        number += 1
    return f"{stem}-{number}"


def new_basis_code() -> str:
    """A code nobody has, for a legal basis that HC-TC adds."""
    number = LegalBasis.objects.filter(code__startswith="can-cu-").count() + 1
    while LegalBasis.objects.filter(code=f"can-cu-{number}").exists():
        number += 1
    return f"can-cu-{number}"
