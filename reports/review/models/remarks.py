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

    def of(self, report):
        return self.filter(report=report)

    def with_threads(self):
        """With who wrote what, for a page that shows them; two queries."""
        return self.select_related("written_by__staff").prefetch_related(
            models.Prefetch("thread", RemarkMessage.objects.select_related("written_by__staff"))
        )

    def sent(self):
        """Remarks the unit can see: those that went out with a return."""
        return self.filter(sent_at__isnull=False)


class Remark(models.Model):
    """Ý kiến rà soát on one field of a report. Written during review, sent with the return, answered by the unit.

    What follows upon it, from either side, stands in its `thread`.
    """

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
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.field}: {self.text[:60]}"


class RemarkMessageQuerySet(models.QuerySet):
    def of_unit_since(self, report, moment):
        """What the unit explained from this moment on."""
        return self.filter(remark__report=report, side=RemarkMessage.Side.UNIT, written_at__gte=moment)


class RemarkMessage(models.Model):
    """One message under a remark: the unit's explanation, the reviewer's answer, or what the program saw change."""

    class Side(models.TextChoices):
        UNIT = "unit", _("the unit")
        REVIEWER = "reviewer", _("the reviewer")
        #: Written by the program when the unit submits: the field was changed, evidence was added.
        CHANGE = "change", _("what was changed")

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="thread")
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField(_("message"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = RemarkMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message under a remark")
        verbose_name_plural = _("messages under remarks")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.written_by}: {self.text[:60]}"
