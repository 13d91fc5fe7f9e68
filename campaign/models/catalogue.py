"""The catalogue of indicators and questions, and the definitions a period freezes."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from campaign.models.criteria import Criterion, Theme
from campaign.models.loading import Loadable, OfficeWideQuerySet
from campaign.models.plan import PlanItem
from departments.models import Department

#: Respondent that stands for every unit (column K of the catalogue: T).
EVERY_UNIT = "all"


class AskedQuerySet(OfficeWideQuerySet):
    def asked_of(self, department: Department) -> Self:
        """Rows this unit answers: column K names every unit, its block or the unit itself."""
        names = Cast("respondents", models.TextField())
        wanted = [EVERY_UNIT, department.block, department.code]
        condition = Q(*(("respondent_names__contains", f'"{name}"') for name in wanted), _connector=Q.OR)
        return self.annotate(respondent_names=names).filter(condition)

    def with_code(self, code: str) -> Self:
        return self.filter(code=code)

    def in_outline(self) -> Self:
        """In the order in which they are asked."""
        return self.order_by("order", "code")


class Asked(models.Model):
    """Who answers. `respondents` lists blocks of units, unit codes, or "all" (column K of the catalogue)."""

    respondents = models.JSONField(_("who answers"), default=list)

    class Meta:
        abstract = True

    def asks(self, department: Department) -> bool:
        """Whether this unit answers; the same rule as `asked_of`, on one row."""
        return bool({EVERY_UNIT, department.block, department.code} & set(self.respondents))


class IndicatorDefinition(Asked):
    """One figure: what it is, how it is consolidated, who gives it."""

    class Group(models.TextChoices):
        A = "A", _("A. Organisation, dissemination, inspection")
        B = "B", _("B. Infrastructure development")
        C = "C", _("C. Thrift and combating waste")
        D = "D", _("D. Initiatives, examples, awards")

    class Direction(models.TextChoices):
        UP = "up", _("Higher is better")
        DOWN = "down", _("Lower is better")
        NEUTRAL = "neutral", _("No direction")

    class Nature(models.TextChoices):
        FLOW = "flow", _("Flow: counted over the year")
        STOCK = "stock", _("Stock: as it stands on the day")
        RATIO = "ratio", _("Ratio: numerator over denominator")

    class AcrossUnits(models.TextChoices):
        """`NONE`: each unit's figure is printed as given, never added."""

        SUM = "sum", _("Sum")
        SUM_DISTINCT = "sum_distinct", _("Sum without double counting")
        RATIO = "ratio", _("Recomputed from numerator and denominator")
        LATEST = "latest", _("Latest")
        MAXIMUM = "maximum", _("Maximum")
        WEIGHTED = "weighted", _("Average weighted by another indicator")
        NONE = "none", _("Not consolidated")

    class AcrossYears(models.TextChoices):
        SUM = "sum", _("Sum")
        LATEST = "latest", _("Latest")
        RATIO = "ratio", _("Recomputed from numerator and denominator")
        MAXIMUM = "maximum", _("Maximum")
        NONE = "none", _("Not consolidated")

    code = models.CharField(_("code"), max_length=12)
    order = models.PositiveSmallIntegerField(_("order"))
    group = models.CharField(_("group"), max_length=1, choices=Group.choices)
    group_title = models.CharField(_("title of the group"), max_length=120)
    name = models.CharField(_("indicator"), max_length=300)
    unit = models.CharField(_("unit of measure"), max_length=40)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature.choices)
    across_units = models.CharField(_("across units"), max_length=15, choices=AcrossUnits.choices)
    across_years = models.CharField(_("across years"), max_length=10, choices=AcrossYears.choices)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    is_money = models.BooleanField(_("money"), default=False)
    may_be_negative = models.BooleanField(_("may be negative"), default=False)
    numerator_label = models.CharField(_("numerator"), max_length=200, blank=True)
    denominator_label = models.CharField(_("denominator"), max_length=200, blank=True)
    computed_from = models.JSONField(_("sum of these indicators"), default=list, blank=True)
    part_of = models.CharField(_("part of the indicator"), max_length=12, blank=True)
    #: Of a weighted average: the code of the indicator whose figure of the same unit is the weight.
    weighted_by = models.CharField(_("weighted by the indicator"), max_length=12, blank=True)
    compound_code = models.CharField(_("code of the compound row"), max_length=12, blank=True)
    compound_title = models.CharField(_("title of the compound row"), max_length=200, blank=True)
    heading = models.CharField(_("heading of the report outline"), max_length=12)
    evidence_required = models.BooleanField(_("evidence required"), default=False)
    evidence_hint = models.CharField(_("evidence expected"), max_length=300, blank=True)
    help = models.TextField(_("how to count"), blank=True)
    #: Which rows of which register count towards it, e.g. {"register": "documents", "count": "rows"}; {} = typed.
    counted_from = models.JSONField(_("counted from the register"), default=dict, blank=True)
    may_copy_forward = models.BooleanField(_("last year's figure may be taken over"), default=False)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.code} {self.name}"

    @property
    def is_ratio(self) -> bool:
        return self.nature == self.Nature.RATIO

    @property
    def is_computed(self) -> bool:
        """Never typed: the sum of other indicators."""
        return bool(self.computed_from)


def title_of(heading: str) -> str:
    """`1.3. Cải cách …` → `Cải cách …`; headings in capitals become ordinary words."""
    words = heading.strip()
    number, _space, rest = words.partition(" ")
    if rest and number.endswith(".") and number.replace(".", "").isalnum():
        words = rest
    return words.capitalize() if words.isupper() else words


class QuestionDefinition(Asked):
    """One text asked of the units, under a heading of the official outline."""

    code = models.CharField(_("code"), max_length=12)
    order = models.PositiveSmallIntegerField(_("order"))
    section_title = models.CharField(_("part of the outline"), max_length=200)
    subsection_title = models.CharField(_("section of the outline"), max_length=200, blank=True)
    heading = models.CharField(_("heading"), max_length=300)
    prompt = models.TextField(_("what is asked"))
    guidance = models.TextField(_("hints for writing"), blank=True)
    may_copy_forward = models.BooleanField(_("last year's text may be taken over"), default=False)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.code} {self.heading}"

    @property
    def title(self) -> str:
        """The heading without its number in the official outline: a unit's form has parts of its own."""
        return title_of(self.heading)


class IndicatorQuerySet(AskedQuerySet):
    def with_places(self):
        """With themes, criteria and places in the plan."""
        return self.prefetch_related("themes", "plan_items", "criteria__plan_item")

    def in_group(self, group: str):
        return self.filter(group=group)

    def matching(self, words: str):
        """By code or name, ignoring capitals."""
        return self.filter(Q(code__icontains=words) | Q(name__icontains=words))

    def in_year(self, year: int):
        """Indicators of the catalogue that are asked in this year."""
        return self.filter(first_year__lte=year).filter(Q(last_year__isnull=True) | Q(last_year__gte=year))


class Indicator(IndicatorDefinition, Loadable):
    """Chỉ tiêu of the catalogue; a period works on its frozen copy, `PeriodIndicator`."""

    first_year = models.PositiveSmallIntegerField(_("first year"), default=2022)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, related_name="indicators", blank=True, verbose_name=_("themes"))
    criteria = models.ManyToManyField(Criterion, related_name="indicators", blank=True, verbose_name=_("criteria"))
    plan_items = models.ManyToManyField(
        PlanItem, related_name="indicators", blank=True, verbose_name=_("places in the plan")
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="indicator_code_once")]


class Question(QuestionDefinition, Loadable):
    """A text question of the catalogue. `kinds` lists the kinds of period that ask it; empty means every kind."""

    kinds = models.JSONField(_("kinds of period"), default=list, blank=True)
    plan_items = models.ManyToManyField(
        PlanItem, related_name="questions", blank=True, verbose_name=_("places in the plan")
    )

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="question_code_once")]
