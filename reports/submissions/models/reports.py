"""The report of one unit for one period."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.models import ReportingPeriod
from departments.models import Department, LifeCycle, User
from departments.roles import Permission
from reports.extensions import limits


class AnnualReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit's own people see their report; reviewers and leadership once it has been submitted.

        HC-TC also sees what it enters itself from a unit's signed paper.
        """
        condition = Q(department__in=user.department_ids)
        if user.may(Permission.READ_ALL_REPORTS):
            condition |= Q(first_submitted_at__isnull=False)
        if user.may(Permission.ENTER_ON_BEHALF):
            condition |= Q(paper__isnull=False)
        return self.filter(condition)

    def for_period(self, period):
        return self.filter(period=period)

    def in_periods(self, periods):
        return self.filter(period__in=periods)

    def being_written(self, department: Department, year: int):
        """The unit's annual report of the year, while it may be written in."""
        period = {"period__kind": ReportingPeriod.Kind.ANNUAL, "period__state": ReportingPeriod.State.OPEN}
        return self.filter(department=department, period__year=year, state__in=AnnualReport.EDITABLE, **period)

    def being_filled(self):
        """Reports of open periods in which everything may be written."""
        return self.filter(state=AnnualReport.State.DRAFTING, period__state=ReportingPeriod.State.OPEN)

    def accepted(self):
        return self.filter(state=AnnualReport.State.ACCEPTED)

    def awaiting_review(self):
        return self.filter(state__in=[AnnualReport.State.SUBMITTED, AnnualReport.State.UNDER_REVIEW])

    def for_listing(self):
        return self.select_related("period", "department", "reviewer__staff", "accepted_revision")


class AnnualReport(LifeCycle):
    """Báo cáo của đơn vị: answers of one unit for one reporting period (plan VI.1).

    One row per unit and period. *Chưa bắt đầu, Đã tổng hợp, Đã khóa* are derived, not stored.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Being drafted")
        AWAITING_HEAD = "awaiting_head", _("Awaiting the head's approval")
        SUBMITTED = "submitted", _("Submitted")
        UNDER_REVIEW = "under_review", _("Under review")
        RETURNED = "returned", _("Returned for completion")
        ACCEPTED = "accepted", _("Accepted")

    #: States in which the unit may write (in RETURNED only the fields that were named).
    EDITABLE = (State.DRAFTING, State.RETURNED)
    #: States in which the unit itself has the report.
    WITH_UNIT = (State.DRAFTING, State.AWAITING_HEAD, State.RETURNED)

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports", verbose_name=_("period"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="reports_made", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFTING, editable=False)
    started_at = models.DateTimeField(_("started at"))
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True, blank=True, editable=False)
    last_submitted_at = models.DateTimeField(_("last submitted at"), null=True, blank=True, editable=False)
    #: The unit has it back because HC-TC opened what was accepted, not because of a fault.
    reopened = models.BooleanField(default=False, editable=False)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0, editable=False)
    #: Codes of the fields that a return reopened, e.g. ["B1.1", "III.1.2"]; empty = every field.
    open_fields = models.JSONField(default=list, blank=True, editable=False)
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="reviews_claimed", verbose_name=_("reviewer")
    )
    accepted_revision = models.ForeignKey(
        "submissions.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    #: Set when HC-TC enters the report from the unit's signed paper (*nộp thay*).
    paper = models.OneToOneField(
        "submissions.SignedPaper", models.PROTECT, null=True, blank=True, related_name="report", editable=False
    )
    nothing_to_report = models.BooleanField(_("nothing to report"), default=False)
    nothing_reason = models.TextField(_("reason"), blank=True)

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit report")
        verbose_name_plural = _("unit reports")
        ordering = ["-period__year", "period__kind", "department__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "department"], name="one_report_per_unit_and_period"),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_revision__isnull=False) | ~Q(state="accepted"),
                name="accepted_report_names_revision",
            ),
        ]

    def __str__(self):
        return f"{self.department} – {self.period}"

    def get_state_display(self) -> str:
        """The state in words, the same on every page; a reopened report was not returned for any fault."""
        if self.state == self.State.RETURNED and self.reopened:
            return str(_("Reopened for correction"))
        return str(self.State(self.state).label)

    @property
    def is_with_unit(self) -> bool:
        return self.state in self.WITH_UNIT

    def accepts_edits_of(self, code: str) -> bool:
        """Whether the unit may change this field now: after a return only the fields that were named."""
        return self.state in self.EDITABLE and (not self.open_fields or code in self.open_fields)

    def days_late(self, today: date, granted: date | None) -> int:
        """Whole days after *gửi đúng hạn đến*: of the first submission, or up to today if there is none.

        `granted` is the last day of the unit's extension, from `reports.extensions.limits`.
        """
        moment: datetime | None = self.first_submitted_at
        day = timezone.localtime(moment).date() if moment else today
        return limits.days_late(self.period, granted, day)
