"""Telling leadership about a unit that is late: proposed, then confirmed or dismissed by the head of HC-TC."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import ReportingPeriod
from departments.models import Department, LifeCycle, User
from departments.roles import Permission


class EscalationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HC-TC, which chases."""
        may = user.is_authenticated and user.may(Permission.SEND_REMINDERS)
        return self.all() if may else self.none()

    def for_period(self, period):
        return self.filter(period=period)

    def proposed(self):
        return self.filter(state=Escalation.State.PROPOSED)

    def for_listing(self):
        return self.select_related("period", "department", "proposed_by__staff", "decided_by__staff")


class Escalation(LifeCycle):
    """Báo cáo lãnh đạo về đơn vị chậm: once per unit, period and last day that counted as on time."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("escalation", "Proposed")
        CONFIRMED = "confirmed", pgettext_lazy("escalation", "Leadership was told")
        DISMISSED = "dismissed", pgettext_lazy("escalation", "Not taken further")

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="escalations", verbose_name=_("period"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="escalations", verbose_name=_("unit"))
    #: The last day on which the unit's report would have been on time; a new date is a new case.
    limit = models.DateField(_("on time until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    note = models.TextField(_("why"), blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decision = models.TextField(_("reason"), blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal to tell leadership")
        verbose_name_plural = _("proposals to tell leadership")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "department", "limit"], name="escalation_once_per_limit")
        ]

    def __str__(self):
        return f"{self.department} – {self.period}"
