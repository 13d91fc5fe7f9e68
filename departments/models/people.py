"""Staff (CCVCNLĐ), positions and dated appointments."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from departments.models.units import Department
from departments.vietnamese import fold, name_sort_key


class Position(models.Model):
    """Chức vụ: sorts lists and decides the signature block (Decree 30/2020, Annex I, II.7)."""

    class Level(models.TextChoices):
        OFFICE_HEAD = "office_head", _("Head of the Office")
        OFFICE_DEPUTY = "office_deputy", _("Deputy head of the Office")
        UNIT_HEAD = "unit_head", _("Head of a unit")
        UNIT_DEPUTY = "unit_deputy", _("Deputy head of a unit")
        STAFF = "staff", _("Staff")

    name = models.CharField(_("name"), max_length=120, unique=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.STAFF)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class StaffQuerySet(models.QuerySet):
    def employed_on(self, day: date):
        return self.filter(Q(joined_on__isnull=True) | Q(joined_on__lte=day)).filter(
            Q(left_on__isnull=True) | Q(left_on__gte=day)
        )

    def of(self, department: Department, day: date):
        """People appointed to the unit on this day, in office order."""
        return self.filter(appointments__in=Appointment.objects.current(day).filter(department=department)).order_by(
            "appointments__position__order", "sort_key", "pk"
        )


class StaffMember(models.Model):
    """A civil servant, public employee or worker of the Office. Minimum data only (Law 91/2025/QH15)."""

    class Category(models.TextChoices):
        CIVIL_SERVANT = "civil_servant", _("Civil servant")
        PUBLIC_EMPLOYEE = "public_employee", _("Public employee")
        WORKER = "worker", _("Contract worker")
        OFFICIAL = "official", _("Elected official")

    family_name = models.CharField(_("family and middle name"), max_length=80)
    given_name = models.CharField(_("given name"), max_length=40)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, default=Category.CIVIL_SERVANT)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)
    search_text = models.CharField(max_length=200, editable=False)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.family_name} {self.given_name}"

    def save(self, *args, **kwargs):
        self.sort_key = name_sort_key(self.family_name, self.given_name)[:600]
        self.search_text = fold(self.full_name)[:200]
        super().save(*args, **kwargs)


class AppointmentQuerySet(models.QuerySet):
    def current(self, day: date):
        return self.filter(from_date__lte=day).filter(Q(to_date__isnull=True) | Q(to_date__gte=day))

    def within(self, first: date, last: date):
        """Posts held on at least one day from the first to the last."""
        return self.filter(from_date__lte=last).filter(Q(to_date__isnull=True) | Q(to_date__gte=first))

    def heads(self):
        return self.filter(position__level__in=[Position.Level.UNIT_HEAD, Position.Level.OFFICE_HEAD])


class Appointment(models.Model):
    """Who held which post in which unit, from when to when; the signature block reads the day of signing."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="appointments", verbose_name=_("staff member"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="appointments", verbose_name=_("unit"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="appointments", verbose_name=_("position"))
    from_date = models.DateField(pgettext_lazy("day", "from"))
    to_date = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    is_acting = models.BooleanField(_("acting head (Q.)"), default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["department__order", "position__order", "staff__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")), name="appointment_range"
            ),
        ]

    def __str__(self):
        return f"{self.staff} – {self.position}, {self.department}"


class DelegationQuerySet(models.QuerySet):
    def in_force(self, day: date):
        return self.filter(from_date__lte=day, to_date__gte=day)


class Delegation(models.Model):
    """Giao phụ trách khi vắng mặt: a person does the work of a unit's head for dated days, by a document.

    It begins and ends by itself. Signatures show the capacity (Decree 30/2020, Annex I, II.7).
    """

    class Capacity(models.TextChoices):
        DEPUTY = "KT.", _("for the head (KT.)")
        ACTING = "Q.", _("acting head (Q.)")
        AUTHORISED = "TUQ.", _("authorised in writing (TUQ.)")

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="delegations", verbose_name=_("staff member"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="delegations", verbose_name=_("unit"))
    capacity = models.CharField(_("capacity"), max_length=5, choices=Capacity.choices, default=Capacity.DEPUTY)
    from_date = models.DateField(pgettext_lazy("day", "from"))
    to_date = models.DateField(pgettext_lazy("day", "to"))
    document = models.CharField(_("number and date of the document"), max_length=200)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-from_date", "department__order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_date__gte=models.F("from_date")), name="delegation_range"),
        ]

    def __str__(self):
        return f"{self.staff} – {self.department}, {self.from_date:%d/%m/%Y}–{self.to_date:%d/%m/%Y}"
