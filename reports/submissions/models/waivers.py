"""Bỏ qua cảnh báo: a warning set aside with a reason that the reviewer sees."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import User
from reports.submissions.models.reports import AnnualReport


class Waiver(models.Model):
    """Holds while the sentence of the warning stays the same: another figure makes another sentence."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="waivers")
    #: The field and the rule that warned, e.g. `B1.2` and `change`.
    field_code = models.CharField(_("field"), max_length=12)
    rule = models.CharField(_("rule"), max_length=40)
    message = models.TextField(_("warning"))
    reason = models.CharField(_("reason"), max_length=500)
    waived_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    waived_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("waived warning")
        verbose_name_plural = _("waived warnings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "field_code", "rule"], name="one_waiver_per_warning")]

    def __str__(self):
        return f"{self.field_code} {self.rule}"
