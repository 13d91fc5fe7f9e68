"""Số chính thức: after the report of a year is issued, units replace the estimates in it, and nothing else."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from campaign.models import PeriodIndicator, ReportingPeriod
from departments.models import Department, LifeCycle, User
from departments.roles import Permission
from reports.submissions.models import Revision


class OfficialRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone in the office may know that official figures are asked for."""
        return self if user.is_authenticated else self.none()

    def for_listing(self):
        return self.select_related("period")


class OfficialRound(models.Model):
    """Đợt cập nhật số chính thức of one annual period, opened by HC-TC once its report is issued."""

    period = models.OneToOneField(
        ReportingPeriod, models.PROTECT, related_name="official_round", verbose_name=_("period")
    )
    #: Number and day of the issued report whose estimates are replaced, e.g. `305/BC-VPUBND`.
    report_number = models.CharField(_("number of the issued report"), max_length=60)
    report_date = models.DateField(_("date of the issued report"))
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by"))

    objects = OfficialRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("update of official figures")
        verbose_name_plural = _("updates of official figures")
        ordering = ["-period__year"]

    def __str__(self):
        return str(self.period.year)

    @property
    def year(self) -> int:
        return self.period.year


class OfficialUpdateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit's own people; HC-TC and leadership once it has been sent."""
        condition = Q(department__in=user.department_ids)
        if user.may(Permission.READ_ALL_REPORTS):
            condition |= Q(first_submitted_at__isnull=False)
        return self.filter(condition)

    def waiting(self):
        """Sent to HC-TC and not yet accepted."""
        return self.filter(state=OfficialUpdate.State.SUBMITTED)

    def in_use(self):
        """With figures HC-TC has accepted; they count until the next acceptance even while they are reopened."""
        return self.filter(accepted_at__isnull=False)

    def for_listing(self):
        """With round, unit and how many estimates there are."""
        rows = self.select_related("round__period", "department", "revision", "prepared_by__staff")
        filled = Q(figures__value__isnull=False) | Q(figures__numerator__isnull=False)
        counts = {"figure_count": Count("figures"), "filled_count": Count("figures", filter=filled)}
        return rows.defer("revision__content").annotate(**counts).order_by(*self.model._meta.ordering)


class OfficialUpdate(LifeCycle):
    """The official figures of one unit for one year. The accepted revision with its estimates stays as it is."""

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being drafted")
        AWAITING_HEAD = "awaiting_head", _("Awaiting the head's approval")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for completion")
        ACCEPTED = "accepted", _("Accepted")

    #: States in which the unit may write.
    EDITABLE = (State.DRAFTING, State.RETURNED)

    round = models.ForeignKey(OfficialRound, models.PROTECT, related_name="updates", verbose_name=_("year"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="official_updates", verbose_name=_("unit"))
    #: The accepted revision whose estimates are listed.
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("revision"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFTING, editable=False)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    signed_off_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    #: The name and the lines of the signature block as they stood on the day of signing.
    signatory = models.CharField(_("signatory"), max_length=120, blank=True, editable=False)
    capacity = models.JSONField(_("capacity"), default=list, blank=True, editable=False)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True, editable=False)
    last_submitted_at = models.DateTimeField(_("last submitted at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    #: What was accepted last: {"values": {code: {value, numerator, denominator, estimate, …}},
    #: "sums": {code: [parts]}}.
    accepted = models.JSONField(default=dict, blank=True, editable=False)

    objects = OfficialUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("official figures of a unit")
        verbose_name_plural = _("official figures of units")
        ordering = ["-round__period__year", "department__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "department"], name="one_official_update_per_unit"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False), name="official_accepted_has_moment"
            ),
        ]

    def __str__(self):
        return f"{self.department} – {self.round.year}"

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE


class OfficialFigure(models.Model):
    """The official figure in the place of one estimate; all empty means: not known yet."""

    update = models.ForeignKey(OfficialUpdate, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(PeriodIndicator, models.PROTECT, related_name="+", verbose_name=_("indicator"))
    #: The estimate as the accepted revision froze it: {"value", "numerator", "denominator", "note"}.
    estimate = models.JSONField(_("estimate"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    evidence = models.CharField(_("evidence (document number or link)"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("official figure")
        verbose_name_plural = _("official figures")
        ordering = ["indicator__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["update", "indicator"], name="one_official_figure_per_indicator"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, value__isnull=True),
                name="official_value_or_parts",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.value if self.value is not None else '–'}"

    @property
    def is_filled(self) -> bool:
        return self.value is not None or self.numerator is not None
