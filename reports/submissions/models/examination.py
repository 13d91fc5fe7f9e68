"""What the program has found in the bytes of a file; once per content, however often it is attached."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.submissions.models.evidence import StoredFile


class ExaminationQuerySet(models.QuerySet):
    def of_hashes(self, hashes):
        """Facts of files known by their SHA-256, with the file."""
        return self.filter(file__sha256__in=hashes).select_related("file").order_by("pk")

    def pictures(self):
        """What has a fingerprint of its picture."""
        return self.exclude(picture="").order_by("pk")


class Examination(models.Model):
    """Facts of one content. A file that cannot be read has a row that says so."""

    class Outcome(models.TextChoices):
        READ = "read", _("read")
        OTHER = "other", _("not a PDF file or picture")
        LOCKED = "locked", _("protected by a password")
        DAMAGED = "damaged", _("damaged")
        TOO_MUCH = "too_much", _("too large or too intricate")
        LOST = "lost", _("missing from the store")

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="examination")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    examined_at = models.DateTimeField()
    pages = models.PositiveIntegerField(default=0)
    #: SHA-256 of the letters and figures, of a scan of its dots: the same document in another file; empty: blank.
    content_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    text_length = models.PositiveIntegerField(default=0)
    #: Fingerprint of a picture or a scanned first page, in hexadecimal; empty where there is none.
    picture = models.CharField(max_length=256, blank=True)
    #: The first file whose picture is nearly this one: what has the same value looks alike.
    looks_like = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Digital signatures as read, in the order they were put; see `signatures.Signature`.
    signatures = models.JSONField(default=list, blank=True)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.file_id}: {self.outcome}"

    @property
    def has_pages(self) -> bool:
        """Whether it can be shown page by page."""
        return self.outcome == self.Outcome.READ and self.pages > 0
