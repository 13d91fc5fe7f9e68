"""Where scoring is switched on, and what a unit gives itself beside what HC-TC appraises."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.models import Department, User
from reports.scoring.models.sheets import ScoreItem, ScoreSheet


class PeriodScoringQuerySet(models.QuerySet):
    def on(self):
        return self.filter(is_on=True)

    def of_period(self, period):
        return self.filter(period=period).select_related("period", "sheet")

    def of_year(self, year: int):
        return self.filter(period__kind=ReportingPeriod.Kind.ANNUAL, period__year=year)

    def of_open_periods(self):
        return self.on().filter(period__state=ReportingPeriod.State.OPEN)


class PeriodScoring(models.Model):
    """Whether a period is scored, by which version, since when and why. No row: it never was."""

    period = models.OneToOneField(ReportingPeriod, models.PROTECT, related_name="scoring")
    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="periods")
    is_on = models.BooleanField(default=False)
    reason = models.TextField(_("reason"))
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = PeriodScoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("scoring of a period")
        verbose_name_plural = _("scoring of periods")

    def __str__(self):
        return str(self.period)


class UnitScoreQuerySet(models.QuerySet):
    def of_period(self, period):
        return self.filter(period=period)

    def with_items(self):
        rows = ItemScore.objects.select_related("item").order_by("item__order")
        return self.select_related("department").prefetch_related(models.Prefetch("items", rows))

    def settled_of(self, departments):
        """Sheets of these units on which the unit has nothing to do any more."""
        return self.filter(department__in=departments).filter(Q(self_at__isnull=False) | Q(appraised_at__isnull=False))


class UnitScore(models.Model):
    """Phiếu chấm điểm of one unit in one period. Each side has its own version: the two never disturb each other."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="unit_scores")
    department = models.ForeignKey(Department, models.PROTECT, related_name="unit_scores")
    self_version = models.PositiveIntegerField(default=0)
    self_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    self_at = models.DateTimeField(null=True, blank=True)
    appraisal_version = models.PositiveIntegerField(default=0)
    appraised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    appraised_at = models.DateTimeField(null=True, blank=True)

    objects = UnitScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet of a unit")
        verbose_name_plural = _("score sheets of units")
        constraints = [models.UniqueConstraint(fields=["period", "department"], name="one_score_per_unit_and_period")]

    def __str__(self):
        return f"{self.department} – {self.period}"


class ItemScore(models.Model):
    """One item: self-score with its basis, appraised score with its reason. Deductions have an appraised side only."""

    score = models.ForeignKey(UnitScore, models.CASCADE, related_name="items")
    item = models.ForeignKey(ScoreItem, models.PROTECT, related_name="+")
    self_points = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    self_not_mine = models.BooleanField(default=False)
    basis = models.TextField(_("basis"), blank=True)
    points = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    not_mine = models.BooleanField(default=False)
    reason = models.TextField(_("reason"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("score of one item")
        verbose_name_plural = _("scores of items")
        constraints = [
            models.UniqueConstraint(fields=["score", "item"], name="one_score_per_item"),
            models.CheckConstraint(
                condition=Q(not_mine=False) | Q(points__isnull=True), name="score_or_not_mine_appraised"
            ),
            models.CheckConstraint(
                condition=Q(self_not_mine=False) | Q(self_points__isnull=True), name="score_or_not_mine_self"
            ),
        ]

    def __str__(self):
        return str(self.item)
