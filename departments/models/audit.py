"""The append-only, chained audit trail. No foreign keys: events outlive their subjects."""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models.immutable import Immutable, ImmutableQuerySet


class AuditChain(models.Model):
    """The single row that is locked to append: it holds the head of the chain."""

    sequence = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self):
        return f"{self.sequence} {self.head}"


def kind_of_object(target_type: str) -> type[models.Model] | None:
    """The model an event tells of; None of one the program no longer has: events outlive it."""
    try:
        return apps.get_model(target_type)
    except LookupError:
        return None


class AuditEventQuerySet(ImmutableQuerySet):
    def about(self, instance):
        """Events of one object, oldest first."""
        return self.filter(target_type=instance._meta.label_lower, target_id=str(instance.pk)).order_by("sequence")


class AuditEvent(Immutable):
    """Who did what to which object, when, from which state to which, and why.

    `digest` = HMAC-SHA256 over the canonical event and the digest before it, so a changed or removed event shows.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("at"))
    action = models.CharField(_("action"), max_length=100, db_index=True)
    label = models.CharField(_("label"), max_length=120, blank=True)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    target_label = models.CharField(_("object"), max_length=300)
    actor = models.CharField(_("account"), max_length=60)
    actor_name = models.CharField(_("person"), max_length=200)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    before = models.CharField(_("from"), max_length=60, blank=True)
    after = models.CharField(_("to"), max_length=60, blank=True)
    note = models.TextField(_("reason"), blank=True)
    data = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["target_type", "target_id", "sequence"], name="audit_target")]

    def __str__(self):
        return f"{self.sequence} {self.action} {self.target_label}"

    @property
    def act(self) -> str:
        """What was done, in words."""
        return self.label or self.action

    @property
    def from_label(self) -> str:
        return self._in_words(self.before)

    @property
    def to_label(self) -> str:
        return self._in_words(self.after)

    def _in_words(self, code: str) -> str:
        """The state in the words of the object's life cycle; the code itself where the object has none."""
        kind = kind_of_object(self.target_type)
        field = next((f for f in kind._meta.fields if f.name == "state"), None) if kind else None
        return next((str(label) for value, label in (field.flatchoices if field else []) if value == code), code)
