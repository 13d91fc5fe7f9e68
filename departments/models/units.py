"""Divisions, boards and centres of the Office, dated, with their predecessors."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.vietnamese import fold, sort_key


class DepartmentQuerySet(models.QuerySet):
    def valid_on(self, day: date):
        """Units that exist on this day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def valid_in_year(self, year: int):
        """Units that existed on the last day of the year: they are asked for that year's report."""
        return self.valid_on(date(year, 12, 31))

    def reporting(self):
        """Units that submit reports (everything but the leadership)."""
        return self.filter(reports=True)

    def coordinators(self):
        """HC-TC, which follows up and consolidates (plan VI.2)."""
        return self.filter(is_coordinator=True)


class Department(models.Model):
    """A division, board or centre under the Office (phòng, ban, trung tâm trực thuộc; plan II.1.a).

    A reorganised unit keeps its row: results stay under the name they were earned with, and successors point back
    through `predecessors`.
    """

    class Kind(models.TextChoices):
        LEADERSHIP = "leadership", _("Office leadership")
        DIVISION = "division", _("Division")
        BOARD = "board", _("Board")
        CENTRE = "centre", _("Centre")
        GUESTHOUSE = "guesthouse", _("Guest house")

    class Block(models.TextChoices):
        """Khối: the plan's IV.2 gives the research and synthesis block tasks of its own."""

        RESEARCH = "research", _("Research and synthesis block")
        ADMINISTRATION = "administration", _("Administration and logistics block")
        SERVICE = "service", _("Centres and service units")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DIVISION)
    block = models.CharField(_("block"), max_length=20, choices=Block.choices, default=Block.ADMINISTRATION)
    head_title = models.CharField(_("title of the head"), max_length=80, default="Trưởng phòng")
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    reports = models.BooleanField(_("submits reports"), default=True)
    is_coordinator = models.BooleanField(_("follows up and consolidates"), default=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="successors", blank=True)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)
    search_text = models.CharField(max_length=300, editable=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="department_valid_range",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key, self.search_text = sort_key(self.name)[:600], fold(f"{self.name} {self.code}")[:300]
        super().save(*args, **kwargs)
