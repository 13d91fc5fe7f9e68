"""Registered targets, and results of earlier years entered from paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.catalogue import Indicator
from departments.models import Department


class Figure(models.Model):
    """A value of an indicator; a ratio carries its numerator and denominator, so that it can be recomputed."""

    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True


class Target(Figure):
    """Chỉ tiêu đăng ký: what a unit registered for the year."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="targets", verbose_name=_("unit"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator"))

    class Meta:
        verbose_name = _("registered target")
        verbose_name_plural = _("registered targets")
        ordering = ["year", "indicator__order", "department__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["department", "indicator", "year"], name="target_once")]

    def __str__(self):
        return f"{self.indicator_id} {self.year}"


class OfficeFigureQuerySet(models.QuerySet):
    def office_totals(self):
        """Figures of the Office as a whole."""
        return self.filter(department__isnull=True)

    def for_year(self, year: int):
        return self.filter(year=year)


class OfficeFigure(Figure):
    """A result entered from paper without the workflow, and marked so; `department` empty = the Office as a whole."""

    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="paper_figures", verbose_name=_("unit")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="paper_figures", verbose_name=_("indicator"))
    source = models.CharField(_("source document"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))

    objects = OfficeFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure entered from paper")
        verbose_name_plural = _("figures entered from paper")
        ordering = ["year", "indicator__order", "department__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "indicator", "department"], name="officefigure_once"),
            models.UniqueConstraint(
                fields=["year", "indicator"], condition=Q(department__isnull=True), name="officefigure_office_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(numerator__isnull=False, denominator__isnull=False),
                name="officefigure_has_value",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.year}"
