"""What every object with a life cycle carries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeCycle(models.Model):
    """A `state` written only by `departments.transitions`, and the `version` that a page has seen.

    A concrete model declares its own `State` choices and passes them to its `state` field.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    state_changed_at = models.DateTimeField(_("in this state since"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
