"""The movement and its two phases (plan V)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.loading import Loadable, OfficeWideQuerySet


class Campaign(Loadable):
    """The movement under its one canonical name; the plan itself writes the name three ways. One row."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120)
    agency_name = models.CharField(_("agency"), max_length=120)
    agency_full_name = models.CharField(_("agency in full"), max_length=200)
    parent_name = models.CharField(_("parent agency, as printed"), max_length=120)
    issuer = models.CharField(_("issuing agency, as printed"), max_length=120)
    agency_code = models.CharField(_("code in document numbers"), max_length=30)
    place = models.CharField(_("place"), max_length=80)
    report_addressee = models.CharField(_("report goes to"), max_length=200)
    from_year = models.PositiveSmallIntegerField(_("from year"), default=2022)
    to_year = models.PositiveSmallIntegerField(_("to year"), default=2030)
    plan_number = models.CharField(_("number of the plan"), max_length=40, blank=True)
    plan_date = models.DateField(_("date of the plan"), null=True, blank=True)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["pk"]

    def __str__(self):
        return self.short_name


class PhaseQuerySet(OfficeWideQuerySet):
    def of_year(self, year: int):
        """The phase a year belongs to."""
        return self.filter(from_year__lte=year, to_year__gte=year)


class Phase(Loadable):
    """Giai đoạn: 2022–2025 and 2026–2030. Phase 2 runs on guidance of the competent agency (plan V.2)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="phases", verbose_name=_("movement"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    from_year = models.PositiveSmallIntegerField(_("from year"))
    to_year = models.PositiveSmallIntegerField(_("to year"))
    guidance_number = models.CharField(_("number of the guidance"), max_length=60, blank=True)
    guidance_date = models.DateField(_("date of the guidance"), null=True, blank=True)
    guidance_issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    guidance_title = models.CharField(_("subject of the guidance"), max_length=400, blank=True)
    guidance_text = models.TextField(_("what the guidance asks"), blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="phase_once"),
            models.CheckConstraint(condition=Q(to_year__gte=models.F("from_year")), name="phase_years"),
        ]

    def __str__(self):
        return self.name

    @property
    def has_guidance(self) -> bool:
        return bool(self.guidance_title and self.guidance_date)

    @property
    def waits_for_guidance(self) -> bool:
        """Phase 2 until its guidance is entered: phase 1's criteria are in use meanwhile."""
        return self.number > 1 and not self.has_guidance
