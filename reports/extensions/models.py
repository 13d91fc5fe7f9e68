"""Gia hạn: more time for one unit in one reporting period."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.models import Department, LifeCycle, User
from departments.roles import Permission


class ExtensionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit's own people; everybody who sees the progress of all units."""
        if user.may(Permission.READ_BOARD):
            return self
        return self.filter(department__in=user.department_ids)

    def of_period(self, period: ReportingPeriod):
        return self.filter(period=period)

    def of_unit(self, period: ReportingPeriod, department: Department):
        return self.filter(period=period, department=department)

    def of_units(self, department_ids):
        return self.filter(department__in=department_ids)

    def in_state(self, state: str):
        return self.filter(state=state)

    def waiting(self):
        """Asked for and not decided yet."""
        return self.filter(state=Extension.State.ASKED)

    def standing(self):
        """Granted, and not yet over or revoked."""
        return self.filter(state=Extension.State.GRANTED)

    def live(self):
        """Waiting for a decision, or standing: a unit has at most one of these in a period."""
        return self.filter(state__in=Extension.LIVE)

    def counting(self):
        """Those that moved the day until which the unit was on time: granted, also when it is over by now."""
        return self.filter(state__in=Extension.COUNTING)

    def live_or_counting(self):
        """Everything but what was refused, withdrawn or revoked."""
        return self.filter(state__in={*Extension.LIVE, *Extension.COUNTING})

    def over(self, today: date):
        """Standing extensions whose last day has passed."""
        return self.standing().filter(granted_until__lt=today)

    def for_listing(self):
        return self.select_related("period", "department", "asked_by__staff", "decided_by__staff")


class Extension(LifeCycle):
    """One request: asked by the unit or proposed by HC-TC → granted, refused or withdrawn; granted → over, revoked."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for a decision")
        GRANTED = "granted", _("Extension granted")
        REFUSED = "refused", _("Extension not granted")
        WITHDRAWN = "withdrawn", _("Request withdrawn")
        EXPIRED = "expired", _("Extension over")
        REVOKED = "revoked", _("Extension revoked")

    LIVE = (State.ASKED, State.GRANTED)
    COUNTING = (State.GRANTED, State.EXPIRED)

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="extensions", verbose_name=_("period"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="extensions", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.ASKED, editable=False)
    reason = models.TextField(_("reason"))
    wished_until = models.DateField(_("wished day"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    #: Proposed by an officer of HC-TC instead of being asked for by the unit.
    is_proposal = models.BooleanField(_("proposed by HC-TC"), default=False)
    recommendation = models.TextField(_("recommendation of HC-TC"), blank=True)
    #: The last day on which the unit's report is on time, and on which the unit may write in a locked period.
    granted_until = models.DateField(_("extended until"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-period__year", "-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "department"], condition=Q(state__in=("asked", "granted")),
                name="one_live_extension_per_unit_and_period",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("granted", "expired", "revoked")) | Q(granted_until__isnull=False),
                name="granted_extension_has_a_day",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.department} – {self.period}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_standing(self) -> bool:
        return self.state == self.State.GRANTED
