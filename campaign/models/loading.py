"""What every row that comes from a data file carries."""

from django.db import models


class OfficeWideQuerySet(models.QuerySet):
    """The plan and its catalogue are for everybody in the office."""

    def visible_to(self, user):
        return self.all() if user.is_authenticated else self.none()


class Loadable(models.Model):
    """`loaded` holds the values last written by `load_plan`, so that what a person changed since is recognised."""

    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True
