"""One row per answer, each with its own version: two people on different answers never disturb each other."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import PeriodIndicator, PeriodQuestion
from departments.models import User
from reports.submissions.models.reports import AnnualReport


class Answer(models.Model):
    """What indicator values and narratives share: version, author, time."""

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class IndicatorValue(Answer):
    """Số liệu: the figure of one indicator, or why there is none. All three differ from blank."""

    class Status(models.TextChoices):
        BLANK = "blank", _("Not answered")
        VALUE = "value", _("Figure")
        NONE_ARISEN = "none_arisen", _("Nothing arose")
        NOT_MINE = "not_mine", _("Not this unit's task")

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(PeriodIndicator, models.PROTECT, related_name="values")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.BLANK)
    #: Of a ratio the numerator and denominator are kept; its percentage is always recomputed.
    value = models.DecimalField(_("figure"), max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    is_estimate = models.BooleanField(_("estimate"), default=False)
    #: Follows the unit's register; a figure typed by a person is never replaced by the count.
    from_register = models.BooleanField(_("counted from the register"), default=False, editable=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["indicator__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_value_per_indicator"),
            models.CheckConstraint(
                condition=Q(status="value") | Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True),
                name="only_a_figure_has_figures",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, value__isnull=True),
                name="ratio_has_both_parts",
            ),
        ]

    def __str__(self):
        return f"{self.indicator.code}: {self.figure if self.figure is not None else self.get_status_display()}"

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def figure(self) -> Decimal | None:
        """The figure as such; of a ratio the percentage, unrounded; None where there is none."""
        if self.numerator is not None:
            return self.numerator / self.denominator * 100 if self.denominator else None
        return self.value


class Narrative(Answer):
    """Phần lời: the unit's text under one heading of the official outline."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="narratives")
    question = models.ForeignKey(PeriodQuestion, models.PROTECT, related_name="narratives")
    text = models.TextField(_("text"), blank=True)
    nothing_to_report = models.BooleanField(_("nothing to report"), default=False)
    nothing_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["question__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "question"], name="one_narrative_per_question")]

    def __str__(self):
        return f"{self.question.code}: {self.text[:60]}"

    @property
    def code(self) -> str:
        return self.question.code
