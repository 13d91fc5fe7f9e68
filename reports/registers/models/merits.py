"""What people achieved: initiatives, good examples, contributions to infrastructure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import StaffMember
from reports.registers.models.rows import RegisterRow


class Initiative(RegisterRow):
    """Sáng kiến, giải pháp (annex PL 05; indicators D1, D2)."""

    class Theme(models.TextChoices):
        INFRASTRUCTURE = "1", _("Development of infrastructure (2.1)")
        THRIFT = "2", _("Thrift, combating waste (2.2)")

    class Level(models.TextChoices):
        REGISTERED = "registered", _("Registered, not yet recognised")
        BASE = "base", _("Recognised at base level")
        PROVINCE = "province", _("Recognised at provincial level")

    name = models.CharField(_("initiative, solution"), max_length=300)
    authors = models.ManyToManyField(StaffMember, related_name="initiatives", blank=True, verbose_name=_("authors"))
    coauthors = models.CharField(_("co-authors outside the unit"), max_length=200, blank=True)
    theme = models.CharField(_("content"), max_length=1, choices=Theme.choices)
    level = models.CharField(_("recognition"), max_length=12, choices=Level.choices, default=Level.REGISTERED)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    scope = models.CharField(_("scope of use"), max_length=160, blank=True)
    amount = models.DecimalField(_("benefit, million dong"), max_digits=14, decimal_places=1, null=True, blank=True)
    hours = models.DecimalField(_("hours saved"), max_digits=12, decimal_places=1, null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def __str__(self):
        return self.name[:200]


class GoodExample(RegisterRow):
    """Điển hình tiên tiến, mô hình hay (annex PL 06; indicator D3)."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", _("Collective")
        INDIVIDUAL = "individual", _("Individual")
        MODEL = "model", _("Model, new way of working")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    content = models.CharField(_("content, outstanding results"), max_length=800)
    spread = models.CharField(_("how it is spread"), max_length=300, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("good example")
        verbose_name_plural = _("good examples")

    def __str__(self):
        return self.name


class Contribution(RegisterRow):
    """Đóng góp xây dựng hạ tầng của CCVCNLĐ (annex PL 12; indicators B5)."""

    class Party(models.TextChoices):
        SELF = "self", _("The person")
        FAMILY = "family", _("The family")

    class Clearance(models.TextChoices):
        COMPLIED = "complied", _("Complied")
        NOT_YET = "not_yet", _("Not yet complied")

    person = models.ForeignKey(StaffMember, models.PROTECT, related_name="contributions", verbose_name=_("full name"))
    party = models.CharField(_("who contributed"), max_length=8, choices=Party.choices, default=Party.SELF)
    place = models.CharField(_("place of residence"), max_length=160, blank=True)
    work = models.CharField(_("work"), max_length=200)
    land = models.DecimalField(_("land given, m²"), max_digits=12, decimal_places=1, null=True, blank=True)
    workdays = models.DecimalField(_("workdays"), max_digits=8, decimal_places=1, null=True, blank=True)
    amount = models.DecimalField(
        _("money, materials, million dong"), max_digits=12, decimal_places=1, null=True, blank=True
    )
    clearance = models.CharField(_("site clearance"), max_length=10, choices=Clearance.choices, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")

    def __str__(self):
        return f"{self.person} – {self.work}"[:200]
