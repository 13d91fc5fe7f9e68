"""Days on which the office does not keep its usual week: public holidays, and Saturdays worked instead."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.loading import Loadable, OfficeWideQuerySet


class CalendarQuerySet(OfficeWideQuerySet):
    def in_use(self):
        """Without the days HC-TC has taken out."""
        return self.filter(is_dropped=False)

    def of_year(self, year: int):
        return self.filter(day__year=year)

    def between(self, first: date, last: date):
        return self.filter(day__range=(first, last))


class CalendarDay(Loadable):
    """One day that differs from the usual week, in which Saturday and Sunday are off.

    Source: Labour Code 2019, Article 112 (holidays) and 111.3 (a holiday on a weekly day off is made up for on the
    next working day); days swapped by the yearly notice of the Ministry. A day is known by its date, which is never
    edited. A day HC-TC takes out keeps its row, so that the data file does not bring it back.
    """

    class Kind(models.TextChoices):
        OFF = "off", _("Day off")
        WORKING = "working", _("Working day")

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind of day"), max_length=10, choices=Kind.choices, default=Kind.OFF)
    name = models.CharField(_("occasion"), max_length=120)
    source = models.CharField(_("notice or note"), max_length=300, blank=True)
    is_verified = models.BooleanField(_("checked against the official notice"), default=False)
    is_dropped = models.BooleanField(_("taken out"), default=False, editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("calendar of working days")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y} – {self.name}"

    @property
    def is_off(self) -> bool:
        return self.kind == self.Kind.OFF
