"""What a unit held: inspections and sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.registers.models.rows import RegisterRow


class Inspection(RegisterRow):
    """Cuộc kiểm tra, giám sát (indicators A7a, A7b)."""

    class Kind(models.TextChoices):
        OWN = "own", _("Self-inspection of the unit")
        COORDINATOR = "coordinator", _("Inspection by HC-TC")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    held_on = models.DateField(_("date"))
    subject = models.CharField(_("what was inspected"), max_length=300)
    findings = models.CharField(_("findings"), max_length=600, blank=True)
    handling = models.CharField(_("what was done about them"), max_length=300, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")

    def __str__(self):
        return self.subject[:200]


class Session(RegisterRow):
    """Buổi sinh hoạt, hội nghị tuyên truyền, quán triệt (indicators A2, A3)."""

    class Form(models.TextChoices):
        CONFERENCE = "conference", _("Conference")
        MEETING = "meeting", _("Meeting of the unit")
        PARTY_CELL = "party_cell", _("Meeting of the party cell, union")
        ONLINE = "online", _("Online")
        OTHER = "other", _("Other")

    held_on = models.DateField(_("date"))
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    content = models.CharField(_("content"), max_length=400)
    participants = models.PositiveIntegerField(_("participants"))

    class Meta(RegisterRow.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self):
        return self.content[:200]
