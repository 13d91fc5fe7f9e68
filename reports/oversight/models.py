"""What HC-TC does itself under the plan's I.2.c: inspections with their findings, and the spread of model examples."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import Criterion
from departments.models import Department, LifeCycle, User
from departments.roles import Permission
from departments.vietnamese import fold
from reports.registers.models import GoodExample

SEARCH_LIMIT = 1_000


class LogQuerySet(models.QuerySet):
    """Lines of a log that are searched by their words."""

    def in_years(self, first: int, last: int):
        return self.filter(year__range=(first, last))

    def matching(self, words: str):
        """Lines in which every word occurs, whatever its marks and capitals."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(search_text__contains=word)
        return found


class InspectionQuerySet(LogQuerySet):
    def visible_to(self, user):
        """HC-TC and leadership see all; a unit those that concern it."""
        if user.may(Permission.READ_BOARD):
            return self
        if not user.department_ids:
            return self.none()
        mine = self.filter(units__in=user.department_ids).values("pk")
        return self.filter(Q(pk__in=mine) | Q(whole_office=True))

    def present(self):
        return self.filter(removed_at__isnull=True)

    def for_listing(self):
        """With units and the numbers of findings."""
        resolved = Q(findings__state=Finding.State.RESOLVED)
        counted = self.annotate(found=Count("findings"), resolved=Count("findings", filter=resolved))
        return counted.prefetch_related("units").order_by("-first_day", "-pk")


class Inspection(models.Model):
    """Cuộc kiểm tra, giám sát by HC-TC; those a unit makes itself stand in its own register."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    whole_office = models.BooleanField(_("the whole Office"), default=False)
    units = models.ManyToManyField(Department, related_name="+", blank=True, verbose_name=_("units inspected"))
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("criterion of the plan")
    )
    subject = models.CharField(_("subject of the inspection"), max_length=300)
    composition = models.CharField(_("who took part"), max_length=300, blank=True)
    document_number = models.CharField(_("number and notation"), max_length=60, blank=True)
    document_date = models.DateField(_("date of the document"), null=True, blank=True)
    results = models.TextField(_("what was found to be well done"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    search_text = models.CharField(max_length=SEARCH_LIMIT, blank=True, editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection by HC-TC")
        verbose_name_plural = _("inspections by HC-TC")
        ordering = ["-first_day", "-pk"]
        indexes = [models.Index(fields=["year"])]

    def __str__(self):
        return self.subject[:200]

    @property
    def about(self) -> str:
        """What it is searched by, besides the names of the units."""
        return " ".join([self.subject, self.composition, self.document_number, self.results])


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Findings about a unit are for the unit, HC-TC and leadership."""
        found = self.filter(inspection__removed_at__isnull=True)
        return found if user.may(Permission.READ_BOARD) else found.filter(department__in=user.department_ids)

    def of_inspections(self, inspections):
        return self.filter(inspection__in=inspections)

    def to_resolve(self):
        return self.filter(state=Finding.State.OPEN)

    def to_confirm(self):
        return self.filter(state=Finding.State.REPORTED)

    def for_listing(self):
        return self.select_related("inspection", "department").order_by("due_on", "pk")


class Finding(LifeCycle):
    """Tồn tại and its recommendation: not put right → reported by the unit → confirmed by HC-TC."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("finding", "Not put right yet")
        REPORTED = "reported", pgettext_lazy("finding", "Reported as put right, to be confirmed")
        RESOLVED = "resolved", pgettext_lazy("finding", "Put right")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings", editable=False)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit concerned")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    text = models.TextField(_("shortcoming"))
    recommendation = models.TextField(_("recommendation"), blank=True)
    due_on = models.DateField(_("to be put right by"), null=True, blank=True)
    resolved_on = models.DateField(_("put right on"), null=True, blank=True, editable=False)
    how = models.TextField(_("how it was put right"), blank=True, editable=False)
    #: Number and date of a document.
    evidence = models.CharField(_("evidence"), max_length=200, blank=True, editable=False)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("shortcoming found")
        verbose_name_plural = _("shortcomings found")
        ordering = ["pk"]

    def __str__(self):
        return self.text[:200]


class ModelExampleQuerySet(LogQuerySet):
    def visible_to(self, user):
        """What is to be spread is for everybody in the office to read."""
        return self if user.is_authenticated else self.none()

    def for_listing(self):
        return self.select_related("department").prefetch_related("acts").order_by("-decided_on", "-pk")


class ModelExample(models.Model):
    """Điển hình tiên tiến HC-TC decided to spread, taken from a unit's register or entered (annex PL 06)."""

    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    source = models.OneToOneField(
        GoodExample, models.PROTECT, null=True, blank=True, related_name="chosen_as", editable=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=GoodExample.Kind.choices)
    name = models.CharField(_("collective, individual or model"), max_length=200)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    content = models.CharField(_("content, outstanding results"), max_length=800)
    decided_on = models.DateField(_("decided to be spread on"))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)
    search_text = models.CharField(max_length=SEARCH_LIMIT, blank=True, editable=False)

    objects = ModelExampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("model example to be spread")
        verbose_name_plural = _("model examples to be spread")
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["year"])]

    def __str__(self):
        return self.name


class SpreadAct(models.Model):
    """One act of spreading an example."""

    class Form(models.TextChoices):
        MEETING = "meeting", _("Presented at a meeting")
        MATERIAL = "material", _("Written material sent to the units")
        VISIT = "visit", _("Visit, exchange of experience")
        WEBSITE = "website", _("Published on the website")
        OTHER = "other", pgettext_lazy("form of spreading", "Another form")

    example = models.ForeignKey(ModelExample, models.CASCADE, related_name="acts", editable=False)
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    day = models.DateField(_("day"))
    units_reached = models.PositiveSmallIntegerField(_("units reached"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("act of spreading")
        verbose_name_plural = _("acts of spreading")
        ordering = ["day", "pk"]

    def __str__(self):
        return f"{self.get_form_display()} {self.day:%d/%m/%Y}"
