"""When units are reminded by themselves: rows that HC-TC edits."""

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reports.submissions.models import AnnualReport

State = AnnualReport.State


class ReminderStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Read by everybody in the office: when reminders come is no secret."""
        return self.all() if user.is_authenticated else self.none()

    def active(self):
        return self.filter(is_active=True)

    def free_code(self) -> str:
        """A code nobody has, for a step that HC-TC adds."""
        codes = set(self.order_by("pk").values_list("code", flat=True))
        number = len(codes) + 1
        while f"step-{number}" in codes:
            number += 1
        return f"step-{number}"


class ReminderStep(models.Model):
    """One occasion of chasing: so many working days before or after a date of the unit, for units in some states."""

    class Anchor(models.TextChoices):
        """The day from which working days are counted; each unit's own where it has an extension."""

        DUE = "due", _("due date of the unit")
        ON_TIME = "on_time", _("last day that counts as on time")
        RETURN = "return", _("day on which the report was returned")

    class Audience(models.TextChoices):
        """States in which a unit still has something to do."""

        NOT_BEGUN = "not_begun", _("Not begun")
        DRAFTING = State.DRAFTING.value, State.DRAFTING.label
        AWAITING_HEAD = State.AWAITING_HEAD.value, State.AWAITING_HEAD.label
        RETURNED = State.RETURNED.value, State.RETURNED.label

    code = models.SlugField(_("code"), max_length=30, unique=True, editable=False)
    anchor = models.CharField(_("counted from"), max_length=10, choices=Anchor.choices, default=Anchor.DUE)
    offset = models.SmallIntegerField(_("working days"), help_text=_("Negative before that day, positive after it."))
    audience = models.JSONField(_("units whose report is"), default=list)
    proposes_escalation = models.BooleanField(_("propose telling leadership"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ReminderStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder step")
        verbose_name_plural = _("reminder steps")
        ordering = ["anchor", "offset", "pk"]
        constraints = [models.UniqueConstraint(fields=["anchor", "offset"], name="reminderstep_once_a_day")]

    def __str__(self):
        return self.when

    @property
    def when(self) -> str:
        """`3 working days before the due date of the unit`."""
        facts = {"n": abs(self.offset), "day": self.get_anchor_display()}
        if self.offset == 0:
            return gettext("On the %(day)s") % facts
        if self.offset < 0:
            text = ngettext("%(n)s working day before the %(day)s", "%(n)s working days before the %(day)s", facts["n"])
        else:
            text = ngettext("%(n)s working day after the %(day)s", "%(n)s working days after the %(day)s", facts["n"])
        return text % facts

    @property
    def audience_labels(self) -> list[str]:
        return [str(label) for value, label in self.Audience.choices if value in self.audience]
