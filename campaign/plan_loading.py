"""Write the plan's entries to the database, never over what a person entered or changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from campaign.models import (
    CalendarDay,
    Campaign,
    CheckRule,
    Criterion,
    Indicator,
    LegalBasis,
    Milestone,
    Phase,
    PlanItem,
    Question,
    ReportingPeriod,
    Theme,
)
from campaign.plan_files import Entry, criterion_key
from departments import audit


@dataclass(frozen=True)
class Kind:
    """A model that is loaded, and how its rows are named in the files."""

    model: type[models.Model]
    key_of: Callable[[Any], str]
    related: tuple[str, ...] = ()


def _code(row) -> str:
    return row.code


KINDS = {
    "Campaign": Kind(Campaign, _code),
    "Phase": Kind(Phase, lambda row: str(row.number), ("campaign",)),
    "PlanItem": Kind(PlanItem, lambda row: row.number, ("campaign", "parent")),
    "Theme": Kind(Theme, _code, ("plan_item",)),
    "Criterion": Kind(
        Criterion, lambda row: criterion_key(row.phase.number, row.code), ("phase", "theme", "plan_item")
    ),
    "Milestone": Kind(Milestone, _code, ("phase", "plan_item")),
    "LegalBasis": Kind(LegalBasis, _code, ("replaced_by",)),
    "Indicator": Kind(Indicator, _code),
    "Question": Kind(Question, _code),
    "CheckRule": Kind(CheckRule, _code),
    "ReportingPeriod": Kind(ReportingPeriod, _code, ("campaign", "phase")),
    "CalendarDay": Kind(CalendarDay, lambda row: row.day.isoformat()),
}
KIND_OF = {kind.model: kind for kind in KINDS.values()}
MANY = {"Indicator": ("themes", "criteria__phase", "plan_items"), "Question": ("plan_items",)}
NEVER_LOADED = object()


@dataclass(frozen=True)
class Kept:
    """A value a person changed, which the file would have set otherwise."""

    row: str
    field: str


@dataclass
class Outcome:
    """What a load did."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)


def decide(current: dict[str, Any], last: dict[str, Any], wanted: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The three-way rule: (fields to set, fields to leave because a person changed them since the last load)."""
    differing = [name for name, value in wanted.items() if current[name] != value]
    untouched = [name for name in differing if last.get(name, NEVER_LOADED) == current[name]]
    return {name: wanted[name] for name in untouched}, [name for name in differing if name not in untouched]


@transaction.atomic
def load(entries: list[Entry], *, at: datetime) -> Outcome:
    """Load all entries or none."""
    outcome, loader = Outcome(), _Loader()
    for entry in entries:
        loader.apply(entry, outcome)
    loader.write_pairs()
    if outcome.changed:
        data = {"created": len(outcome.created), "updated": outcome.updated, "kept": [vars(k) for k in outcome.kept]}
        label = "Nạp kế hoạch và danh mục"
        audit.record(
            "campaign.campaign.load_plan", target=Campaign.objects.get(), by=None, at=at, label=label, data=data
        )
    return outcome


class _Loader:
    """Rows already in the database, by model and name, read once."""

    def __init__(self):
        self.rows = {name: self._existing(name) for name in KINDS}
        self.pairs: dict[type[models.Model], list[models.Model]] = {}

    @staticmethod
    def _existing(name: str) -> dict[str, Any]:
        kind = KINDS[name]
        rows = kind.model._default_manager.select_related(*kind.related).prefetch_related(*MANY.get(name, ()))
        return {kind.key_of(row): row for row in rows}

    def apply(self, entry: Entry, outcome: Outcome) -> None:
        row = self.rows[entry.model].get(entry.key)
        label = f"{entry.model} {entry.key}"
        if row is None:
            self.rows[entry.model][entry.key] = self._create(entry)
            outcome.created.append(label)
            return
        wanted = _plain_values(entry)
        current = {name: _current(row, name) for name in wanted}
        changes, kept = decide(current, row.loaded, wanted)
        if _is_frozen(row):
            changes, kept = {}, [*changes, *kept]
        outcome.kept.extend(Kept(label, name) for name in kept)
        if changes:
            self._update(row, entry, changes)
            outcome.updated.append(label)
        elif not kept:
            outcome.unchanged += 1

    def _create(self, entry: Entry) -> models.Model:
        model = KINDS[entry.model].model
        links = {name: self._linked(model, name, key) for name, key in entry.links.items()}
        row = model(**entry.values, **links, loaded=_plain_values(entry))
        row.save(force_insert=True)
        for name, keys in entry.many.items():
            self._pair(row, name, [self._linked(model, name, key) for key in keys])
        return row

    def _pair(self, row: models.Model, name: str, others: list[models.Model]) -> None:
        """Remember the many-to-many rows of a new row; they are written together at the end."""
        described = row._meta.get_field(name)
        own, other = described.m2m_field_name(), described.m2m_reverse_field_name()
        through = described.remote_field.through
        self.pairs.setdefault(through, []).extend(through(**{own: row, other: found}) for found in others)

    def write_pairs(self) -> None:
        for through, rows in self.pairs.items():
            through._default_manager.bulk_create(rows)

    def _update(self, row: models.Model, entry: Entry, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            if name in entry.many:
                getattr(row, name).set([self._linked(type(row), name, key) for key in value])
            elif name in entry.links:
                setattr(row, name, self._linked(type(row), name, value))
            else:
                setattr(row, name, entry.values[name])
        row.loaded = {**row.loaded, **changes}
        row.save()

    def _linked(self, model: type[models.Model], name: str, key: str | None) -> models.Model | None:
        """The row of that name. Raises KeyError when a file names something no file defines."""
        target = model._meta.get_field(name).related_model
        return None if key is None else self.rows[target.__name__][key]


def _is_frozen(row: models.Model) -> bool:
    """A period that has begun is no longer changed by files."""
    return isinstance(row, ReportingPeriod) and not row.is_planned


def _plain_values(entry: Entry) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in entry.values.items()}
    return {**values, **entry.links, **{name: sorted(keys) for name, keys in entry.many.items()}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _current(row: models.Model, name: str) -> Any:
    described = row._meta.get_field(name)
    if described.many_to_many:
        return sorted(KIND_OF[described.related_model].key_of(other) for other in getattr(row, name).all())
    value = getattr(row, name)
    if described.is_relation:
        return value and KIND_OF[described.related_model].key_of(value)
    return _plain(value)
