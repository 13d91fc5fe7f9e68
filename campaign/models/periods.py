"""Reporting periods and what each of them froze when it was opened."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.catalogue import AskedQuerySet, Indicator, IndicatorDefinition, Question, QuestionDefinition
from campaign.models.criteria import Criterion, CriterionDefinition
from campaign.models.loading import Loadable
from campaign.models.movement import Campaign, Phase
from departments.models import Department, LifeCycle


class PeriodQuerySet(models.QuerySet):
    def planned(self):
        return self.filter(state=ReportingPeriod.State.PLANNED)

    def open(self):
        """Open, whether or not the deadline has passed."""
        return self.filter(state=ReportingPeriod.State.OPEN)

    def begun(self):
        """Open or locked."""
        return self.exclude(state=ReportingPeriod.State.PLANNED)

    def annual(self):
        return self.filter(kind=ReportingPeriod.Kind.ANNUAL)

    def of_kinds(self, kinds):
        return self.filter(kind__in=kinds)

    def for_year(self, year: int):
        return self.filter(year=year)

    def to_lock(self, today: date):
        """Open periods whose day of locking has come."""
        return self.open().filter(lock_on__lt=today)

    def visible_to(self, user):
        """Everyone in the office may see which reports are asked for."""
        return self if user.is_authenticated else self.none()


class ReportingPeriod(Loadable, LifeCycle):
    """Kỳ báo cáo: planned → open → locked. *Closed* is derived from `on_time_until`, never stored.

    Three dates, in this order: `due_on` (hạn gửi), `on_time_until` (days late count from it), `lock_on`.
    `cut_off_on` (thời gian chốt số liệu) is only printed.
    """

    class Kind(models.TextChoices):
        ANNUAL = "annual", _("Annual report")
        SIX_MONTH = "six_month", _("Six-month report")
        ON_REQUEST = "on_request", _("Report on request")
        PHASE_REVIEW = "phase_review", _("Phase review")
        FINAL_REVIEW = "final_review", _("Final review")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open for reports")
        LOCKED = "locked", _("Locked")

    #: Kinds of which the plan allows one a year.
    ONCE_A_YEAR = ("annual", "phase_review", "final_review")
    #: Kinds that ask units for texts only; figures come from the accepted annual revisions.
    REVIEWS = ("phase_review", "final_review")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="periods", verbose_name=_("movement"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="periods", verbose_name=_("phase"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    from_year = models.PositiveSmallIntegerField(_("from year"))
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    on_time_until = models.DateField(_("on time until"), null=True, blank=True)
    lock_on = models.DateField(_("locks after"), null=True, blank=True)
    cut_off_on = models.DateField(_("figures as of"), null=True, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    letter_issuer = models.CharField(_("letter from"), max_length=200, blank=True)
    letter_subject = models.CharField(_("subject of the letter"), max_length=400, blank=True)
    departments = models.ManyToManyField(
        Department, related_name="chosen_in_periods", blank=True, verbose_name=_("chosen units")
    )
    indicators = models.ManyToManyField(
        Indicator, related_name="chosen_in_periods", blank=True, verbose_name=_("chosen indicators")
    )
    questions = models.ManyToManyField(
        Question, related_name="chosen_in_periods", blank=True, verbose_name=_("chosen questions")
    )
    #: Người lập and người duyệt must be two people. Off by default: a unit may have three people in all.
    two_people = models.BooleanField(_("preparer and approver must be two people"), default=False)
    office_level_only = models.BooleanField(_("Office-level figures only"), default=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False,
        related_name="opened_periods", verbose_name=_("opened by"),
    )  # fmt: skip

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "year"],
                condition=Q(kind__in=("annual", "phase_review", "final_review")),
                name="period_once_a_year",
            ),
            models.CheckConstraint(condition=Q(from_year__lte=models.F("year")), name="period_years"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True)
                | Q(on_time_until__isnull=True)
                | Q(on_time_until__gte=models.F("due_on")),
                name="period_due_before_on_time",
            ),
            models.CheckConstraint(
                condition=Q(on_time_until__isnull=True)
                | Q(lock_on__isnull=True)
                | Q(lock_on__gte=models.F("on_time_until")),
                name="period_on_time_before_lock",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(due_on__isnull=False, on_time_until__isnull=False),
                name="period_open_has_dates",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_review(self) -> bool:
        return self.kind in self.REVIEWS

    @property
    def next_year(self) -> int:
        return self.year + 1

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_locked(self) -> bool:
        return self.state == self.State.LOCKED

    def closed(self, today: date) -> bool:
        """Open with the deadline passed: units may still submit and are marked late."""
        return self.is_open and self.on_time_until is not None and today > self.on_time_until

    def display_state(self, today: date) -> str:
        """The label of the state people see; *closed* included."""
        return _("Closed (late reports still accepted)") if self.closed(today) else self.get_state_display()

    def units(self):
        """The units that report in this period: the chosen ones, or all that existed at the end of the year."""
        if self.office_level_only:
            return Department.objects.none()
        if self.pk and self.departments.exists():
            return self.departments.all()
        return Department.objects.reporting().valid_in_year(self.year)


class PeriodCriterion(CriterionDefinition):
    """A criterion as it stood when the period was opened."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="frozen_criteria")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="frozen")
    theme_code = models.CharField(_("theme"), max_length=5, blank=True)
    plan_item_number = models.CharField(_("place in the plan"), max_length=20)

    class Meta:
        verbose_name = _("criterion of a period")
        verbose_name_plural = _("criteria of a period")
        ordering = ["period", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="periodcriterion_once")]


class PeriodIndicator(IndicatorDefinition):
    """An indicator as it stood when the period was opened. Wording may be amended by a recorded act, rules may not."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="period_indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="frozen")
    theme_codes = models.JSONField(_("themes"), default=list)
    criterion_codes = models.JSONField(_("criteria"), default=list)
    plan_item_numbers = models.JSONField(_("places in the plan"), default=list)
    amended_at = models.DateTimeField(_("amended at"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator of a period")
        verbose_name_plural = _("indicators of a period")
        ordering = ["period", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="periodindicator_once")]


class PeriodQuestion(QuestionDefinition):
    """A question as it stood when the period was opened; the year in its heading is filled in."""

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="period_questions")
    question = models.ForeignKey(Question, models.PROTECT, related_name="frozen")
    plan_item_numbers = models.JSONField(_("places in the plan"), default=list)
    amended_at = models.DateTimeField(_("amended at"), null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a period")
        verbose_name_plural = _("questions of a period")
        ordering = ["period", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="periodquestion_once")]
