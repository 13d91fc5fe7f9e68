"""Nộp thay: HC-TC enters a unit's report from its signed paper; the scan and both names are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import User
from reports.submissions.models.evidence import StoredFile


class SignedPaper(models.Model):
    """The paper a report was entered from: who signed it, in which capacity, when, and who typed it in."""

    signatory = models.CharField(_("signed by"), max_length=120)
    #: Lines of the signature block as on the paper, one per line.
    capacity = models.CharField(_("capacity"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    scan = models.ForeignKey(StoredFile, models.PROTECT, related_name="papers", verbose_name=_("scan"))
    scan_name = models.CharField(_("name of the scan"), max_length=200)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("signed paper")
        verbose_name_plural = _("signed papers")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.signatory}, {self.signed_on:%d/%m/%Y}"

    @property
    def lines(self) -> list[str]:
        return [line.strip().upper() for line in self.capacity.splitlines() if line.strip()]
