"""Bản chụp khi nộp: the immutable, numbered snapshot that every submission makes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Immutable, User
from reports.submissions.models.reports import AnnualReport


class Revision(Immutable):
    """Full content of a report as it was submitted; review, acceptance and consolidation read only this.

    `content` is built by `reports.submissions.snapshots.content_of`; `sha256` is over its canonical JSON.
    """

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    days_late = models.PositiveSmallIntegerField(_("days late"), default=0)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("prepared by"))
    signed_off_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("approved by"))
    #: The name and the lines of the signature block as they stood on the day, e.g. ["KT. TRƯỞNG PHÒNG", "PHÓ …"].
    signatory = models.CharField(_("signatory"), max_length=120)
    capacity = models.JSONField(_("capacity"), default=list)
    #: Set when HC-TC entered the report from the unit's signed paper (*nộp thay*).
    entered_on_behalf = models.BooleanField(_("entered from paper"), default=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="revision_number_once")]

    def __str__(self):
        return f"{self.report} – {self.number}"

    @property
    def receipt_number(self) -> str:
        """`2026-TH-1`: year, unit, submission; needs the report's period and unit."""
        return f"{self.report.period.year}-{self.report.department.code.upper()}-{self.number}"

    @property
    def files(self) -> list[dict]:
        """Everything attached when it was submitted, as frozen: name, size, hash, or the document's number."""
        answers = [*self.content["values"].values(), *self.content["texts"].values()]
        return [item for answer in answers for item in answer["evidence"]]
