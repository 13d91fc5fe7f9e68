"""Every content an answer has had: who wrote what, when. Autosave writes here; the audit trail holds moves only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.models import Immutable, User
from reports.submissions.models.answers import IndicatorValue, Narrative
from reports.submissions.models.reports import AnnualReport


class AnswerVersion(Immutable):
    """One content of one answer, as plain data. What met a newer version is kept too, as *not applied*."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        NOT_APPLIED = "not_applied", _("typed at the same time, not applied")

    class Origin(models.TextChoices):
        TYPED = "typed", _("typed")
        NOTHING = "nothing", _("nothing to report, for the whole section")
        COPIED = "copied", _("taken over from last year")
        TOTAL = "total", _("total of its parts")
        REGISTER = "register", _("counted from the register")
        WORKBOOK = "workbook", _("from the Excel workbook")

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="answer_versions")
    value = models.ForeignKey(IndicatorValue, models.CASCADE, null=True, blank=True, related_name="versions")
    narrative = models.ForeignKey(Narrative, models.CASCADE, null=True, blank=True, related_name="versions")
    #: The number this content got; of what was not applied, the number it met.
    version = models.PositiveIntegerField(_("version"))
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SAVED)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.TYPED)
    content = models.JSONField(_("content"))
    #: Names the browser tab, so that a tab whose answer was lost on the way does not conflict with itself.
    tab = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, narrative__isnull=True)
                | Q(value__isnull=True, narrative__isnull=False),
                name="version_of_one_answer",
            ),
            models.UniqueConstraint(
                fields=["value", "version"], condition=Q(kind="saved"), name="one_content_per_value_version"
            ),
            models.UniqueConstraint(
                fields=["narrative", "version"], condition=Q(kind="saved"), name="one_content_per_text_version"
            ),
        ]

    def __str__(self):
        return f"{self.value or self.narrative} v{self.version}"
