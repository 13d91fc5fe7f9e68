"""A checked workbook between its dry run and the confirmation: kept here, so that the page need not be trusted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import User
from reports.submissions.models.reports import AnnualReport


class WorkbookUploadQuerySet(models.QuerySet):
    def waiting_for(self, user, report: AnnualReport, now):
        """What this person brought for this report and has not confirmed yet."""
        return self.filter(by=user, report=report, expires_at__gt=now)

    def outdated(self, user, report: AnnualReport, now):
        """What has expired, and what this person brought for the report before."""
        return self.filter(models.Q(expires_at__lte=now) | models.Q(by=user, report=report))


class WorkbookUpload(models.Model):
    """The readable content of a workbook without problems; only who brought it may confirm it, and not for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="workbooks")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    expires_at = models.DateTimeField(db_index=True)
    name = models.CharField(_("name"), max_length=200)
    #: One entry per answer the workbook changes: {"key", "seen", "fields"}.
    entries = models.JSONField()

    objects = WorkbookUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded workbook")
        verbose_name_plural = _("uploaded workbooks")
        ordering = ["-at"]

    def __str__(self):
        return self.name
