"""What the program tells a person: in the program, and by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from departments.models.accounts import User


class NoticeQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(recipient=user).order_by("-at", "-pk")

    def unread(self):
        return self.filter(read_at__isnull=True)

    def waiting_for_mail(self):
        """Not mailed yet, to people who want each mail at once."""
        return self._unmailed().filter(recipient__mails_daily=False)

    def waiting_for_digest(self):
        """Not mailed yet, to people who want one mail a day."""
        return self._unmailed().filter(recipient__mails_daily=True)

    def _unmailed(self):
        return self.filter(mailed_at__isnull=True, mail_wanted=True)


class Notice(models.Model):
    """One message to one person about one event. The unique key makes repeating an event harmless."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("recipient"))
    event_key = models.CharField(max_length=150)
    subject = models.CharField(pgettext_lazy("message", "subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mail_wanted = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "event_key"], name="notice_once_per_event")]

    def __str__(self):
        return self.subject

    @property
    def opening(self) -> str:
        """The first line of the text: enough where many notices stand together."""
        return self.body.partition("\n")[0]
