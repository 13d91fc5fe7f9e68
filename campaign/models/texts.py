"""Texts of earlier years, entered from paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.catalogue import Question
from departments.models import Department


class OfficeTextQuerySet(models.QuerySet):
    def for_year(self, year: int):
        return self.filter(year=year)


class OfficeText(models.Model):
    """What a signed paper says under a heading, without the workflow; `department` empty = the Office as a whole."""

    year = models.PositiveSmallIntegerField(_("year"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="paper_texts", verbose_name=_("unit")
    )
    question = models.ForeignKey(Question, models.PROTECT, related_name="paper_texts", verbose_name=_("question"))
    text = models.TextField(_("text"))
    source = models.CharField(_("source document"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))

    objects = OfficeTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text entered from paper")
        verbose_name_plural = _("texts entered from paper")
        ordering = ["year", "question__order", "department__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "question", "department"], name="officetext_once"),
            models.UniqueConstraint(
                fields=["year", "question"], condition=Q(department__isnull=True), name="officetext_office_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="officetext_has_text"),
        ]

    def __str__(self):
        return f"{self.question_id} {self.year}"
