"""What every row that comes from a data file carries."""

from django.db import models


class Loadable(models.Model):
    """`loaded` holds the values last written by `load_plan`, so that what a person changed since is recognised."""

    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True
