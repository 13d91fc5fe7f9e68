"""Who works on a report: sections assigned by the head, and who has the form open right now."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import User
from reports.submissions.models.reports import AnnualReport

#: A tab that was not heard of for this long is not counted as open.
PRESENT_FOR = timedelta(seconds=75)


class SectionAssignment(models.Model):
    """Phân công nhập liệu: who fills in a section. It tells people what is theirs; it shuts nobody out."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="assignments")
    section = models.CharField(_("section"), max_length=8)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("assigned to"))
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    assigned_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("assignment of a section")
        verbose_name_plural = _("assignments of sections")
        ordering = ["report", "section"]
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="one_person_per_section")]

    def __str__(self):
        return f"{self.section}: {self.user}"


class EditingSessionQuerySet(models.QuerySet):
    def present(self, now: datetime):
        """Tabs that were heard of a moment ago."""
        return self.filter(seen_at__gte=now - PRESENT_FOR)


class EditingSession(models.Model):
    """One person with the form open: the section and when the page was last heard of."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="editing_sessions")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    section = models.CharField(max_length=8)
    seen_at = models.DateTimeField()

    objects = EditingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="one_open_form_per_person")]

    def __str__(self):
        return f"{self.user}: {self.section}"
