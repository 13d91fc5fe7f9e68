"""The log of reminders."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.models import Department, Immutable, ImmutableQuerySet, User
from departments.roles import Permission


class ReminderQuerySet(ImmutableQuerySet):
    def visible_to(self, user):
        """Proof of chasing: for those who follow all units."""
        may = user.is_authenticated and user.may(Permission.READ_BOARD)
        return self.all() if may else self.none()

    def for_period(self, period):
        return self.filter(period=period)

    def to_units(self):
        """What counts as *số lần đôn đốc*: everything that went to the unit itself."""
        return self.exclude(kind=Reminder.Kind.ESCALATION)

    def counts_in(self, period) -> dict[int, int]:
        """*Số lần đôn đốc* by unit, for every page and paper that prints it."""
        rows = self.for_period(period).to_units().order_by("department").values_list("department")
        return dict(rows.annotate(Count("pk")))

    def for_listing(self):
        return self.select_related("department", "by__staff")


class Reminder(Immutable):
    """Đôn đốc: proof of what was sent to whom, kept as it was sent. The unique keys let each be sent once."""

    class Kind(models.TextChoices):
        STEP = "step", _("By the schedule")
        MANUAL = "manual", _("By an officer")
        PAPER = "paper", _("Official notice on paper")
        ESCALATION = "escalation", _("Leadership was told")

    class Channel(models.TextChoices):
        MAIL = "mail", _("In the program and by mail")
        IN_APP = "in_app", _("In the program")
        PAPER = "paper", _("On paper")
        NONE = "none", _("Nobody could be reached")

    #: Kinds of which a unit gets one a day at most.
    ONE_A_DAY = (Kind.STEP, Kind.MANUAL)

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reminders", verbose_name=_("period"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="reminders", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    #: What caused it, once per unit and period: `step:due-3@2026-11-29`, `manual@2026-11-26`.
    occasion = models.CharField(_("occasion"), max_length=60)
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by"))
    text = models.TextField(_("text"))
    channel = models.CharField(_("sent how"), max_length=10, choices=Channel.choices, default=Channel.IN_APP)
    #: Whom it reached: [{"name": …, "mail": true}], as on that day.
    recipients = models.JSONField(_("recipients"), default=list)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "department", "occasion"], name="reminder_once_per_occasion"),
            models.UniqueConstraint(
                fields=["period", "department", "day"],
                condition=Q(kind__in=("step", "manual")),
                name="reminder_one_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.department}, {self.day:%d/%m/%Y}"

    @property
    def recipient_names(self) -> str:
        return ", ".join(person["name"] for person in self.recipients)
