"""One target of a registration."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import Indicator
from departments.models import User
from reports.targets.models.registrations import TargetRegistration


class TargetLine(models.Model):
    """A target of one indicator: a value, of a ratio its percentage or its two parts; all empty means no target."""

    registration = models.ForeignKey(TargetRegistration, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "indicator"], name="one_line_per_indicator"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, value__isnull=True),
                name="target_value_or_parts",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.value if self.value is not None else '–'}"

    @property
    def is_filled(self) -> bool:
        return self.value is not None or self.numerator is not None
