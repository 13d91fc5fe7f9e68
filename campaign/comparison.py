"""What next year's period would ask, beside what this year's asked: added, dropped, changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from campaign.freezing import copies_for
from campaign.models import CriterionDefinition, IndicatorDefinition, QuestionDefinition, ReportingPeriod
from campaign.models.catalogue import EVERY_UNIT
from campaign.models.rules import LIMITS, SAMPLE, RuleDefinition, filled, rules_of
from campaign.workflow import WORDING
from departments.models import Department

#: Changes of these say nothing to people: the place in the list.
SILENT = ("order",)


@dataclass(frozen=True)
class Difference:
    """One property: how it was and how it would be."""

    label: str
    before: str
    after: str
    is_wording: bool


@dataclass(frozen=True)
class Changed:
    """An item asked in both years, but not in the same way."""

    name: str
    differences: list[Difference]

    @property
    def is_rule(self) -> bool:
        """More than the wording changes: figures of both years may not be comparable."""
        return any(not difference.is_wording for difference in self.differences)


@dataclass(frozen=True)
class Part:
    """One kind of item: what comes, what goes, what changes, how many stay as they are."""

    title: str
    added: list[str]
    dropped: list[str]
    changed: list[Changed]
    same: int

    @property
    def differs(self) -> bool:
        return bool(self.added or self.dropped or self.changed)


def compare(period: ReportingPeriod, following: ReportingPeriod) -> list[Part]:
    """What was frozen for `period` with what `following` would freeze now. Headings that name a year read alike."""
    coming = copies_for(following, read_in=period)
    return [
        _part(_("Indicators"), period.period_indicators.all(), coming.indicators, IndicatorDefinition),
        _part(_("Texts asked for"), period.period_questions.all(), coming.questions, QuestionDefinition),
        _part(_("Criteria"), period.frozen_criteria.all(), coming.criteria, CriterionDefinition),
        _part(_("Checks"), rules_of(period), coming.rules, RuleDefinition),
        _units(period, following),
    ]


def digest(parts: list[Part]) -> str:
    """Notices that the catalogue was changed after a comparison was read."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _part(title: str, before: Iterable[models.Model], after: Iterable[models.Model], definition: type) -> Part:
    old, new = {row.code: row for row in before}, {row.code: row for row in after}
    both = [(old[code], row) for code, row in new.items() if code in old]
    changed = [Changed(_name(row), found) for was, row in both if (found := _differences(was, row, definition))]
    return Part(
        title,
        added=[_name(row) for code, row in new.items() if code not in old],
        dropped=[_name(row) for code, row in old.items() if code not in new],
        changed=changed,
        same=len(both) - len(changed),
    )


def _name(row: models.Model) -> str:
    """As people know the item; a check by its sentence, with sample figures in place of placeholders."""
    if isinstance(row, RuleDefinition):
        return f"{row.get_kind_display()} – {filled(row.sentence, SAMPLE)}"
    return str(row)


def _differences(before: models.Model, after: models.Model, definition: type) -> list[Difference]:
    wording = WORDING.get(type(after), ("wording", "subject", "sentence", "example"))
    return [
        Difference(
            capfirst(str(field.verbose_name)), _shown(before, field), _shown(after, field), field.name in wording
        )
        for field in definition._meta.fields
        if field.name not in SILENT and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def _shown(row: models.Model, field: models.Field) -> str:
    """A value as people read it."""
    value: Any = getattr(row, field.attname)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.name == "respondents":
        return ", ".join(_respondent(code) for code in value)
    if isinstance(value, dict):
        labels = LIMITS.get(getattr(row, "kind", ""), {})
        return "; ".join(f"{labels.get(key, (key,))[0]}: {_listed(item)}" for key, item in value.items()) or "–"
    return _listed(value) or "–"


def _listed(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _respondent(code: str) -> str:
    if code == EVERY_UNIT:
        return str(_("Every unit"))
    return str(dict(Department.Block.choices).get(code, code.upper()))


def _units(period: ReportingPeriod, following: ReportingPeriod) -> Part:
    old = {unit.pk: unit.name for unit in period.units()}
    new = {unit.pk: unit.name for unit in following.units()}
    return Part(
        _("Units"),
        added=[name for pk, name in new.items() if pk not in old],
        dropped=[name for pk, name in old.items() if pk not in new],
        changed=[],
        same=len(old.keys() & new.keys()),
    )
