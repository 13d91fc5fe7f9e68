"""What a unit notes of each of its people in a year. Internal: the unit and HC-TC."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department, StaffMember, User
from reports.registers.models.rows import OfUnitQuerySet


class PersonYear(models.Model):
    """Đăng ký thi đua, ký giao ước, quán triệt (plan VI.1) and the assessment by the criteria of III.1.b."""

    class Assessment(models.TextChoices):
        MET = "met", _("Met")
        NOT_MET = "not_met", _("Not met")
        NOT_CONSIDERED = "not_considered", _("Not considered")

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="years", verbose_name=_("full name"))
    registered = models.BooleanField(_("registered for emulation"), default=False)
    pledged = models.BooleanField(_("signed the emulation pledge"), default=False)
    informed = models.BooleanField(_("informed of the plan"), default=False)
    informed_on = models.DateField(_("informed on"), null=True, blank=True)
    assessment = models.CharField(_("assessment"), max_length=15, choices=Assessment.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("person in a year")
        verbose_name_plural = _("people in a year")
        ordering = ["year", "department", "staff__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["department", "year", "staff"], name="person_once_a_year")]

    def __str__(self):
        return f"{self.staff} {self.year}"
