"""Rows that are written once: audit events, revisions, compilations."""

from django.db import models


class Frozen(TypeError):
    """Somebody tried to change or remove a row that is kept as it was written."""


class ImmutableQuerySet(models.QuerySet):
    def update(self, **values):
        raise Frozen(f"{self.model.__name__} rows are never changed.")

    def delete(self):
        raise Frozen(f"{self.model.__name__} rows are never deleted.")


class Immutable(models.Model):
    """Can be created, and read."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen(f"{type(self).__name__} rows are never changed.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise Frozen(f"{type(self).__name__} rows are never deleted.")
