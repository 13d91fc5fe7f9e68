"""Remarks on fields."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from departments.models import User
from reports.submissions.models import AnnualReport


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviewers see every remark of a report they see; the unit sees those that were sent to it."""
        seen = self.filter(report__in=AnnualReport.objects.visible_to(user))
        own = Q(report__department__in=user.department_ids)
        return seen.exclude(own & Q(sent_at__isnull=True))

    def open(self):
        return self.filter(state=Remark.State.OPEN)

    def unsettled(self):
        return self.exclude(state=Remark.State.CLOSED)

    def sent(self):
        """Remarks the unit can see: those that went out with a return."""
        return self.filter(sent_at__isnull=False)


class Remark(models.Model):
    """Ý kiến rà soát on one field of a report. Written during review, sent with the return, answered by the unit."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("remark", "Open")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="remarks")
    #: Code of the indicator or question concerned, e.g. "B1.1" or "III.1.2".
    field = models.CharField(_("field"), max_length=20)
    field_label = models.CharField(max_length=300)
    text = models.TextField(_("remark"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    revision_number = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="remark_answered_pair",
            ),
        ]

    def __str__(self):
        return f"{self.field}: {self.text[:60]}"
