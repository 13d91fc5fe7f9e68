"""Legal bases (căn cứ) with the dates between which each may be cited."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.loading import Loadable, OfficeWideQuerySet


class LegalBasisQuerySet(OfficeWideQuerySet):
    def in_force(self, on: date):
        """Bases that may be cited on this day."""
        return self.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))

    def cited_in_reports(self):
        """Those that open a report, in the order in which they are cited."""
        return self.filter(report_order__isnull=False).order_by("report_order", "pk")


class LegalBasis(Loadable):
    """A law, decree, decision or plan. `citation` is the full form of Decree 30/2020, Annex I (see law notes 1.9)."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        DECREE = "decree", _("Decree")
        CIRCULAR = "circular", _("Circular")
        DECISION = "decision", _("Decision")
        PLAN = "plan", _("Plan")
        RESOLUTION = "resolution", _("Resolution")
        LETTER = "letter", _("Official letter")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    summary = models.CharField(_("subject"), max_length=500, blank=True)
    citation = models.CharField(_("full citation"), max_length=800)
    valid_from = models.DateField(_("may be cited from"))
    valid_to = models.DateField(_("may be cited until"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    verified = models.BooleanField(_("checked against the official text"), default=False)
    report_order = models.PositiveSmallIntegerField(_("order in the opening of reports"), null=True, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["valid_from", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="legalbasis_range"
            ),
        ]

    def __str__(self):
        return self.citation

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)
