"""Appraised figures: what the reviewer counts instead of what was reported. The reported figure is never touched."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.models import User
from reports.submissions.models import AnnualReport


class AppraisalQuerySet(models.QuerySet):
    def of_report(self, report: AnnualReport):
        return self.filter(report=report).select_related("by__staff")

    def of_reports(self, reports):
        return self.filter(report__in=reports)


class Appraisal(models.Model):
    """Số thẩm định beside one reported figure, with the reason. `reported` is the figure it belongs to."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="appraisals")
    #: Code of the indicator, e.g. "B1.1".
    field = models.CharField(_("indicator"), max_length=20)
    field_label = models.CharField(max_length=300)
    #: The figure as the unit had submitted it (status, value, numerator, denominator as frozen in the revision).
    reported = models.JSONField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("appraised figure")
        verbose_name_plural = _("appraised figures")
        ordering = ["field"]
        constraints = [
            models.UniqueConstraint(fields=["report", "field"], name="one_appraisal_per_figure"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, numerator__isnull=True, denominator__isnull=True)
                | Q(value__isnull=True, numerator__isnull=False, denominator__gt=0),
                name="appraisal_is_a_figure",
            ),
        ]

    def __str__(self):
        return f"{self.field} – {self.report}"
