"""Every time a unit got its report back, and what for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import User
from reports.submissions.models import AnnualReport, Revision


class ReturnQuerySet(models.QuerySet):
    def of(self, report):
        return self.filter(report=report)

    def with_people(self):
        return self.select_related("by__staff", "revision")

    def latest_of(self, reports) -> dict:
        """Report id → the last time its unit got it back; one query."""
        rows = self.filter(report__in=reports).select_related("revision").order_by("number")
        return {row.report_id: row for row in rows}


class Return(models.Model):
    """*Trả lại để hoàn thiện*, or *mở lại* after acceptance: which revision, why, which fields, answered until when.

    The last one is what a resubmission is compared with: revisions made and withdrawn since hide nothing.
    """

    class Kind(models.TextChoices):
        RETURNED = "returned", _("Returned for completion")
        REOPENED = "reopened", _("Reopened for correction")

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="given_back")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    #: Codes of the fields that were opened.
    fields = models.JSONField(default=list)
    answer_by = models.DateField(_("answer expected by"), null=True, blank=True)
    #: Of a reopening: how many fields differ from what was accepted, as last submitted; None before that.
    changed_values = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("return of a report")
        verbose_name_plural = _("returns of reports")
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="return_number_once")]

    def __str__(self):
        return f"{self.report} – {self.number}"

    @property
    def is_reopening(self) -> bool:
        return self.kind == self.Kind.REOPENED
