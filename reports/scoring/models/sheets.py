"""Versions of the score sheet. A version is written once; editing the weights makes the next one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.models import Immutable, ImmutableQuerySet, User


class ScoreSheetQuerySet(ImmutableQuerySet):
    def newest(self) -> "ScoreSheet | None":
        """The version a period takes when scoring is switched on."""
        return self.order_by("-number").first()

    def numbered(self, number: int) -> "ScoreSheet | None":
        return self.filter(number=number).first()

    def with_periods(self):
        """All versions, newest first, with the periods that use them."""
        return self.select_related("created_by__staff").prefetch_related("periods__period").order_by("-number")


class ScoreSheet(Immutable):
    """Thang điểm nội bộ (đề xuất): groups I–IV worth 100 points together, and deductions."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    source = models.TextField(_("where the weights come from"), blank=True)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["-number"]

    def __str__(self):
        return f"{self.title} ({self.number})"


class ScoreItem(Immutable):
    """One sub-item with its points, or one kind of deduction with the most that may be deducted."""

    class Rule(models.TextChoices):
        """What proposes a value from facts; a person confirms it."""

        NONE = "", _("none")
        ON_TIME = "on_time", _("report sent on time")
        EVIDENCE = "evidence", _("figures with evidence")
        LATE = "late", _("days late")
        RETURNED = "returned", _("times returned")

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=12)
    group = models.CharField(max_length=12, blank=True)
    group_title = models.CharField(_("title of the group"), max_length=200, blank=True)
    name = models.CharField(_("criterion"), max_length=300)
    is_deduction = models.BooleanField(_("deduction"), default=False)
    max_points = models.DecimalField(_("maximum points"), max_digits=4, decimal_places=1)
    rule = models.CharField(max_length=12, choices=Rule.choices, blank=True, default="")

    class Meta:
        verbose_name = _("item of the score sheet")
        verbose_name_plural = _("items of the score sheet")
        ordering = ["sheet", "order"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code"], name="score_item_once_a_sheet"),
            models.CheckConstraint(condition=Q(max_points__gt=0), name="score_item_has_points"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"
