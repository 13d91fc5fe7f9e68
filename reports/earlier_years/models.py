"""The issued report of an earlier year as it was signed, and a workbook of results between its check and its writing.

The figures and texts themselves are `campaign` `OfficeFigure` and `OfficeText`, which every room above reads.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import User
from departments.roles import Permission
from departments.vietnamese import format_date
from reports.submissions.models import StoredFile


class EarlierReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads consolidated reports."""
        return self if user.may(Permission.READ_CONSOLIDATED) else self.none()

    def for_year(self, year: int):
        return self.filter(year=year)

    def for_listing(self):
        return self.select_related("file", "entered_by__staff")


class EarlierReport(models.Model):
    """Báo cáo đã ban hành của năm: number, day and the signed PDF. Corrected only with a reason; see the history."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    number = models.CharField(_("number and sign"), max_length=60)
    issued_on = models.DateField(_("date of the report"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("signed report (PDF)"))
    file_name = models.CharField(_("name of the file"), max_length=200)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"))

    objects = EarlierReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed report of an earlier year")
        verbose_name_plural = _("signed reports of earlier years")
        ordering = ["-year"]

    def __str__(self):
        return f"{self.number} ({self.year})"

    @property
    def source(self) -> str:
        """How the paper is cited beside what was entered from it."""
        cited = f"Báo cáo số {self.number} ngày {format_date(self.issued_on)}"
        return f"{cited} {self.subject}".strip()[:300]


class PaperWorkbookQuerySet(models.QuerySet):
    def waiting_for(self, user, year: int, now):
        """What this person brought for this year and has not confirmed yet."""
        return self.filter(by=user, year=year, expires_at__gt=now)

    def outdated(self, user, year: int, now):
        """What has expired, and what this person brought for the year before."""
        return self.filter(models.Q(expires_at__lte=now) | models.Q(by=user, year=year))


class PaperWorkbook(models.Model):
    """The readable content of a workbook without problems; only who brought it may confirm it, and not for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    expires_at = models.DateTimeField(db_index=True)
    name = models.CharField(_("name"), max_length=200)
    #: One entry per figure or text that the workbook changes: {"kind", "unit", "code", "before", "after"}.
    entries = models.JSONField()

    objects = PaperWorkbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("workbook of an earlier year")
        verbose_name_plural = _("workbooks of earlier years")
        ordering = ["-at"]

    def __str__(self):
        return self.name
