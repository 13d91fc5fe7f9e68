"""The registration of one unit for one year."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from departments.models import Department, LifeCycle, User
from departments.roles import Permission
from reports.targets.models.rounds import TargetRound


class TargetRegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit's own people; HC-TC and leadership once it has been sent."""
        condition = Q(department__in=user.department_ids)
        if user.may(Permission.READ_ALL_REPORTS):
            condition |= Q(first_submitted_at__isnull=False)
        return self.filter(condition)

    def of_year(self, year: int):
        return self.filter(round__year=year)

    def waiting(self):
        """Sent to HC-TC and not yet accepted."""
        return self.filter(state=TargetRegistration.State.SUBMITTED)

    def for_listing(self):
        """With unit, year and the number of targets set."""
        filled = Q(lines__value__isnull=False) | Q(lines__numerator__isnull=False)
        rows = self.select_related("round", "department", "signed_off_by__staff", "prepared_by__staff")
        # counting drops the order of the model
        return rows.annotate(target_count=Count("lines", filter=filled)).order_by(*self.model._meta.ordering)


class TargetRegistration(LifeCycle):
    """Bản đăng ký chỉ tiêu của đơn vị. *Chưa đăng ký* is derived: there is no row."""

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being drafted")
        AWAITING_HEAD = "awaiting_head", _("Awaiting the head's approval")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for completion")
        ACCEPTED = "accepted", _("Accepted")

    #: States in which the unit may write.
    EDITABLE = (State.DRAFTING, State.RETURNED)

    round = models.ForeignKey(TargetRound, models.PROTECT, related_name="registrations", verbose_name=_("year"))
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="target_registrations", verbose_name=_("unit")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFTING, editable=False)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    signed_off_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    #: The name and the lines of the signature block as they stood on the day of signing.
    signatory = models.CharField(_("signatory"), max_length=120, blank=True, editable=False)
    capacity = models.JSONField(_("capacity"), default=list, blank=True, editable=False)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True, editable=False)
    last_submitted_at = models.DateTimeField(_("last submitted at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    #: The targets stand as HC-TC gave them in one sheet for all units; nobody of the unit has signed.
    given_by_coordinator = models.BooleanField(_("given by HC-TC"), default=False, editable=False)

    objects = TargetRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration of targets")
        verbose_name_plural = _("registrations of targets")
        ordering = ["-round__year", "department__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "department"], name="one_registration_per_unit_and_year"),
        ]

    def __str__(self):
        return f"{self.department} – {self.year}"

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED
