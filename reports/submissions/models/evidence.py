"""Minh chứng: files on the very figure or text they prove. Bytes are stored once, by content, and never change."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from departments.models import User
from departments.roles import Permission
from reports.submissions.models.answers import IndicatorValue, Narrative
from reports.submissions.models.reports import AnnualReport
from reports.submissions.models.revisions import Revision


class StoredFileQuerySet(models.QuerySet):
    def unexamined(self):
        """Attached somewhere, and nothing is known of the content yet."""
        used = Evidence.objects.filter(file=OuterRef("pk"))
        return self.filter(Exists(used), examination__isnull=True).order_by("-pk")


class StoredFile(models.Model):
    """Bytes that passed the one door in; named by their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=100)
    stored_at = models.DateTimeField()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.sha256[:12]


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit sees all its evidence; whoever else may see the report, only what stands in a submitted revision."""
        later = Revision.objects.filter(report=OuterRef("report"), submitted_at__gte=OuterRef("added_at"))
        own = Q(report__department__in=user.department_ids)
        if user.may(Permission.ENTER_ON_BEHALF):
            own |= Q(report__paper__isnull=False)
        kept = Q(Exists(later), removed_at__isnull=True)
        once = Q(Exists(later.filter(submitted_at__lt=OuterRef("removed_at"))))
        return self.filter(own | kept | once, report__in=AnnualReport.objects.visible_to(user))

    def attached(self):
        return self.filter(removed_at__isnull=True)

    def with_files(self):
        """Those that are files, with what a page about one of them shows."""
        return self.filter(file__isnull=False).select_related(
            "file__examination", "report__period", "report__department", "value__indicator", "narrative__question"
        )

    def removed(self):
        return self.filter(removed_at__isnull=False)


class Evidence(models.Model):
    """One file, link or document number that proves a figure or a text."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="evidence")
    value = models.ForeignKey(IndicatorValue, models.CASCADE, null=True, blank=True, related_name="evidence")
    narrative = models.ForeignKey(Narrative, models.CASCADE, null=True, blank=True, related_name="evidence")
    name = models.CharField(_("name"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="uses")
    reference = models.CharField(_("link or document number"), max_length=500, blank=True)
    #: Of a reference that names a document: its number and sign, by which the same document is found elsewhere.
    document_number = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, narrative__isnull=True)
                | Q(value__isnull=True, narrative__isnull=False),
                name="evidence_on_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(reference=""), name="evidence_has_file_or_reference"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def answer(self) -> IndicatorValue | Narrative:
        return self.value or self.narrative
