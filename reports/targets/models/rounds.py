"""The registration of one year, opened by HC-TC."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department, User


class TargetRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone in the office may know that targets are registered."""
        return self if user.is_authenticated else self.none()

    def for_year(self, year: int):
        return self.filter(year=year)

    def since(self, year: int):
        """Rounds of this year and later ones: older ones no longer press anybody."""
        return self.filter(year__gte=year)


class TargetRound(models.Model):
    """Đợt đăng ký chỉ tiêu: from its opening on the units register their targets of the year."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by"))

    objects = TargetRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of registration")
        verbose_name_plural = _("rounds of registration")
        ordering = ["-year"]

    def __str__(self):
        return str(self.year)

    def units(self):
        """The units that register: those that exist at the end of the year."""
        return Department.objects.reporting().valid_in_year(self.year)
