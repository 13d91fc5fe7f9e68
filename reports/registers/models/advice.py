"""What a unit advised and followed: documents, works and projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.registers.models.rows import RegisterRow


class AdvisedDocument(RegisterRow):
    """Văn bản tham mưu, ban hành (annex PL 01; indicators A1, B1, C1.2)."""

    class Kind(models.TextChoices):
        LAW = "law", _("Legal normative document")
        DIRECTIVE = "directive", _("Directing document (decision, plan, directive, official letter)")
        SCHEME = "scheme", _("Scheme, master plan")
        MOVEMENT = "movement", _("Implementation of the movement")
        REGULATION = "regulation", _("Internal regulation – new")
        AMENDED = "amended", _("Internal regulation – amended")

    class Timeliness(models.TextChoices):
        ON_TIME = "on_time", _("In time")
        LATE = "late", _("Late")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number and notation"), max_length=60)
    issued_on = models.DateField(_("date of issue"))
    issuer = models.CharField(_("issuing body"), max_length=160)
    summary = models.CharField(_("subject"), max_length=500)
    timeliness = models.CharField(_("in time?"), max_length=10, choices=Timeliness.choices, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return f"{self.number} – {self.summary}"[:200]


class Work(RegisterRow):
    """Công trình, dự án được theo dõi, đôn đốc (indicators B2.1–B2.3)."""

    class Field(models.TextChoices):
        TRANSPORT = "transport", _("Transport")
        RURAL = "rural", _("Agriculture and rural areas")
        DIGITAL = "digital", _("Digital infrastructure")
        SOCIAL = "social", _("Social welfare")
        OTHER = "other", _("Other")

    class Progress(models.TextChoices):
        ON = "on", _("On schedule")
        AHEAD = "ahead", _("Ahead of schedule")
        BEHIND = "behind", _("Behind schedule")

    name = models.CharField(_("work, project"), max_length=300)
    field = models.CharField(_("field of work"), max_length=10, choices=Field.choices)
    place = models.CharField(_("place"), max_length=160, blank=True)
    difficult_area = models.BooleanField(_("especially difficult area"), default=False)
    capital = models.CharField(_("source of capital"), max_length=160, blank=True)
    progress = models.CharField(_("progress"), max_length=10, choices=Progress.choices)
    in_use = models.BooleanField(_("completed, put into use"), default=False)

    class Meta(RegisterRow.Meta):
        verbose_name = _("work or project")
        verbose_name_plural = _("works and projects")

    def __str__(self):
        return self.name[:200]
