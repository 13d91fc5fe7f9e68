"""Themes (plan II.2), criteria (III.1) and milestones (V)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.loading import Loadable, OfficeWideQuerySet
from campaign.models.movement import Phase
from campaign.models.plan import PlanItem


class Theme(Loadable):
    """One of the two contents of the movement: "1" infrastructure, "2" thrift."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    title = models.CharField(_("title"), max_length=200)
    plan_item = models.ForeignKey(PlanItem, models.PROTECT, related_name="themes", verbose_name=_("place in the plan"))

    objects = OfficeWideQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["code"]

    def __str__(self):
        return self.title


class CriterionDefinition(models.Model):
    """What a criterion says; shared by the catalogue and the copy a period freezes."""

    class Subject(models.TextChoices):
        COLLECTIVE = "collective", _("Collectives")
        INDIVIDUAL = "individual", _("Individuals")

    code = models.CharField(_("code"), max_length=20)
    subject = models.CharField(_("for"), max_length=20, choices=Subject.choices)
    wording = models.TextField(_("wording"))
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        abstract = True

    def __str__(self):
        return self.code


class CriterionQuerySet(OfficeWideQuerySet):
    def in_use(self, phase: Phase):
        """The phase's own criteria, or the first phase's as long as it has none."""
        own = self.filter(phase=phase)
        if own.exists():
            return own
        return self.filter(phase__campaign=phase.campaign_id, phase__number=1)

    def with_places(self):
        """With phase, theme and place in the plan."""
        return self.select_related("phase", "theme", "plan_item")

    def with_code(self, phase: Phase, code: str):
        return self.filter(phase=phase, code=code)


class Criterion(CriterionDefinition, Loadable):
    """Tiêu chí thi đua of a phase."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="criteria", verbose_name=_("phase"))
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="criteria", verbose_name=_("theme")
    )
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, related_name="criteria", verbose_name=_("place in the plan")
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["phase", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["phase", "code"], name="criterion_once")]


class Milestone(Loadable):
    """Mốc tiến độ of the plan (V)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="milestones", verbose_name=_("phase"))
    name = models.CharField(_("name"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, related_name="milestones", verbose_name=_("place in the plan")
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["year", "quarter", "pk"]

    def __str__(self):
        return self.name
