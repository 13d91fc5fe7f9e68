"""The founding plan, item by item, in its own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.loading import Loadable, OfficeWideQuerySet
from campaign.models.movement import Campaign


class PlanItemQuerySet(OfficeWideQuerySet):
    def duties(self):
        """Items that ask for results: II.2, III.1 and IV, without their headings."""
        kinds = (PlanItem.Kind.CONTENT, PlanItem.Kind.CRITERION, PlanItem.Kind.SOLUTION)
        return self.filter(kind__in=kinds, children__isnull=True)

    def to_answer(self):
        """Items with words of their own that results can be reported on."""
        kinds = ("preamble", "heading", "theme", "closing", "recipient", "signature")
        return self.exclude(kind__in=kinds)

    def with_answers(self):
        """With the criteria, indicators and questions that follow from each item."""
        return self.prefetch_related("indicators", "questions", "criteria__phase")


class PlanItem(Loadable):
    """One numbered item of the plan. `text` is the plan's own wording, its spelling kept."""

    class Kind(models.TextChoices):
        PREAMBLE = "preamble", _("Opening")
        HEADING = "heading", _("Heading")
        PURPOSE = "purpose", _("Purpose")
        REQUIREMENT = "requirement", _("Requirement")
        SUBJECT = "subject", _("Who takes part")
        THEME = "theme", _("Theme")
        CONTENT = "content", _("Content of the movement")
        CRITERION = "criterion", _("Criterion")
        AWARD = "award", _("Form of award")
        SOLUTION = "solution", _("Solution")
        SCHEDULE = "schedule", _("Schedule")
        ORGANISATION = "organisation", _("Organisation")
        CLOSING = "closing", _("Closing")
        RECIPIENT = "recipient", _("Recipient")
        SIGNATURE = "signature", _("Signature")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plan_items", verbose_name=_("movement"))
    number = models.CharField(_("number"), max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    label = models.CharField(_("mark printed in the plan"), max_length=20, blank=True)
    title = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("wording of the plan"), blank=True)
    incomplete = models.BooleanField(_("incomplete in the source copy"), default=False)
    incomplete_note = models.CharField(_("what is missing"), max_length=300, blank=True)
    blocks = models.JSONField(_("blocks of units concerned"), default=list, blank=True)
    cites_expired = models.CharField(_("cites a term that has ended"), max_length=300, blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the plan")
        verbose_name_plural = _("items of the plan")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="planitem_once")]

    def __str__(self):
        return self.number

    @property
    def fragments(self) -> list[str]:
        """The text in pieces: between two pieces a line is missing in the source copy."""
        return self.text.split("\n")
