"""Rules by which reports are checked: what is compared, how grave it is, and the sentence people read."""

import re
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.loading import Loadable, OfficeWideQuerySet
from campaign.models.periods import ReportingPeriod

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class RuleDefinition(models.Model):
    """One check. `parameters` name the indicators and hold the limits; the sentences hold {placeholders}."""

    class Kind(models.TextChoices):
        SUM = "sum", _("A total equals the sum of its parts")
        PART = "part", _("A part is not larger than its whole")
        COMPARISON = "comparison", _("Comparison of figures")
        NEGATIVE = "negative", _("Money below zero")
        EVIDENCE = "evidence", _("A figure has evidence")
        EXPLAINED = "explained", _("A figure that is gone is explained")
        CHANGE = "change", _("Change against the unit's own history")
        ESTIMATE = "estimate", _("An estimate is explained")
        REGISTER = "register", _("Figure against the lines of the register")
        ELSEWHERE = "elsewhere", _("Document reported by another unit")
        REPEATED = "repeated", _("File used twice in this report")
        EARLIER = "earlier", _("File of an earlier year")
        LIKENESS = "likeness", _("Text like last year's")
        SHORT = "short", _("Text too short")

    class Severity(models.TextChoices):
        ERROR = "error", _("Error: the report cannot be submitted")
        WARNING = "warning", _("To be checked: may be kept with a reason")

    code = models.CharField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind of check"), max_length=12, choices=Kind.choices)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)
    sentence = models.TextField(_("sentence"))
    example = models.TextField(_("example of a good value"), blank=True)
    #: e.g. {"total": "C2.0", "parts": […]}, {"left": […], "operator": "<=", "right": […]}, {"percent": 50, "base": 5};
    #: without indicators named, the rule holds for every indicator of which it can be asked.
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.code


Kind = RuleDefinition.Kind
#: What a sentence may name, by kind of rule.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    Kind.SUM: ("code", "figure", "first", "last", "expected", "difference", "unit"),
    Kind.PART: ("code", "figure", "whole", "total"),
    Kind.COMPARISON: ("code", "left", "right", "figure", "expected", "difference", "unit"),
    Kind.NEGATIVE: ("code", "figure"),
    Kind.EVIDENCE: ("code", "hint"),
    Kind.EXPLAINED: ("code", "answer", "last_year", "unit"),
    Kind.CHANGE: ("code", "direction", "percent", "figure", "last_year", "unit"),
    Kind.ESTIMATE: ("code", "figure"),
    Kind.REGISTER: ("code", "figure", "expected"),
    Kind.ELSEWHERE: ("code", "documents"),
    Kind.REPEATED: ("code", "documents", "places"),
    Kind.EARLIER: ("code", "documents", "year"),
    Kind.LIKENESS: ("heading", "percent"),
    Kind.SHORT: ("heading", "characters", "limit"),
}
#: What stands in the place of each.
MEANINGS: dict[str, Any] = {
    "code": _("code of the indicator"),
    "figure": _("the figure entered"),
    "expected": _("the figure that would be right"),
    "difference": _("the difference"),
    "unit": _("unit of measure"),
    "first": _("first part"),
    "last": _("last part"),
    "whole": _("code of the whole"),
    "total": _("figure of the whole"),
    "left": _("left side"),
    "right": _("right side"),
    "hint": _("evidence expected"),
    "answer": _("the answer chosen"),
    "last_year": _("last year's figure"),
    "direction": _("up or down"),
    "percent": _("percentage"),
    "documents": _("documents and files"),
    "places": _("other fields"),
    "year": _("earlier year"),
    "heading": _("heading of the text"),
    "characters": _("number of characters"),
    "limit": _("limit"),
}
#: What a sentence may read like, for the list.
SAMPLE = {
    "code": "B1.2", "figure": "16", "expected": "15", "difference": "1", "unit": "văn bản", "first": "C2.1",
    "last": "C2.10", "whole": "B2.1", "total": "15", "left": "B2.2a", "right": "B2.1", "hint": "danh mục văn bản",
    "answer": "Không phát sinh", "last_year": "10", "direction": "tăng", "percent": "60%", "places": "A2",
    "documents": "văn bản 812/BC-TH", "year": "2025", "heading": "2. Tồn tại, hạn chế", "characters": "25",
    "limit": "40",
}  # fmt: skip
SAMPLES = {
    Kind.SUM: {"code": "C2.0", "unit": "triệu đồng"},
    Kind.PART: {"code": "B2.2a"},
    Kind.COMPARISON: {"unit": "triệu đồng"},
    Kind.NEGATIVE: {"code": "C2.1", "figure": "-2"},
    Kind.EVIDENCE: {"code": "B1.1", "hint": "Số, ký hiệu, ngày, trích yếu từng văn bản"},
    Kind.REPEATED: {"documents": "tệp “Danh mục.pdf”"},
    Kind.EARLIER: {"documents": "tệp “Danh mục.pdf”"},
    Kind.LIKENESS: {"percent": "95%"},
}
#: Limits HC-TC may set: parameter → (label, smallest, largest).
LIMITS: dict[str, dict[str, tuple[Any, int, int]]] = {
    Kind.EXPLAINED: {"base": (_("Only where last year's figure is at least"), 0, 1_000_000)},
    Kind.CHANGE: {
        "percent": (_("Change above this percentage"), 1, 1_000),
        "base": (_("Only where last year's figure is at least"), 0, 1_000_000),
    },
    Kind.LIKENESS: {
        "percent": (_("Likeness from this percentage"), 50, 100),
        "characters": (_("Only texts of at least this many characters"), 0, 10_000),
    },
    Kind.SHORT: {"characters": (_("Shorter than this many characters"), 1, 1_000)},
}


def sample_of(rule: RuleDefinition) -> dict[str, str]:
    """Facts with which the sentences of a rule can be read before there is a report."""
    return SAMPLE | SAMPLES.get(rule.kind, {}) | _breaking(rule.kind, rule.parameters)


def _breaking(kind: str, limits: dict[str, Any]) -> dict[str, str]:
    """Values beyond the limits the rule has, and what it is asked of."""
    if kind == Kind.CHANGE and "percent" in limits:
        percent = (int(limits["percent"]) // 10 + 1) * 10
        last = max(-(-int(limits.get("base", 0)) // 10), 1) * 10
        return {"percent": f"{percent}%", "last_year": str(last), "figure": str(last * (100 + percent) // 100)}
    if kind == Kind.LIKENESS and "percent" in limits:
        return {"percent": f"{min(int(limits['percent']) + 5, 100)}%"}
    if kind == Kind.SHORT and "characters" in limits:
        return {"characters": str(int(limits["characters"]) * 5 // 8), "limit": str(limits["characters"])}
    if kind == Kind.EXPLAINED and "not_mine" in limits.get("answers", []):
        return {"answer": "Không thuộc chức năng"}
    if kind == Kind.EVIDENCE and limits.get("which") == "hinted":
        return {"code": "B2.1", "hint": "Danh mục dự án được giao theo dõi"}
    return {}


def placeholders_in(sentence: str) -> list[str]:
    return _PLACEHOLDER.findall(sentence)


def filled(sentence: str, facts: dict[str, str]) -> str:
    """The sentence with its placeholders replaced; one that is not known stays as it is written."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), sentence)


class CheckRuleQuerySet(OfficeWideQuerySet):
    def in_year(self, year: int):
        """Rules in use that hold for this year."""
        rows = self.filter(is_active=True, first_year__lte=year)
        return rows.filter(Q(last_year__isnull=True) | Q(last_year__gte=year))


class CheckRule(RuleDefinition, Loadable):
    """A rule of the catalogue; a period checks by its frozen copy, `PeriodRule`."""

    is_active = models.BooleanField(_("in use"), default=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), default=2022)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)

    objects = CheckRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="checkrule_code_once")]


class PeriodRule(RuleDefinition):
    """A rule as it stood when the period was opened."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="period_rules")
    rule = models.ForeignKey(CheckRule, models.PROTECT, related_name="frozen")

    class Meta:
        verbose_name = _("check of a period")
        verbose_name_plural = _("checks of a period")
        ordering = ["period", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="periodrule_once")]


def rules_of(period: ReportingPeriod) -> list[RuleDefinition]:
    """The rules a period froze; of a period opened before there were any, those of the catalogue for its year."""
    return list(period.period_rules.order_by("order", "code")) or list(CheckRule.objects.in_year(period.year))
