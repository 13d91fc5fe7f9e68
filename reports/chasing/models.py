"""The log of reminders."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.models import Department, User


class Reminder(models.Model):
    """Đôn đốc: proof that a unit was reminded. The unique key lets each reminder be sent once."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reminders")
    department = models.ForeignKey(Department, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=20)
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "department", "kind", "day"], name="reminder_once_a_day"),
        ]

    def __str__(self):
        return f"{self.department} {self.day}"
