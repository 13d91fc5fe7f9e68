"""Tables people bring, and how their columns were understood."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models import Department, User
from reports.registers.models.rows import Book


class ColumnMapping(models.Model):
    """Which column of the unit's files goes into which of ours: {field: folded heading, or `=value` for all rows}."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="column_mappings", verbose_name=_("unit"))
    slug = models.SlugField(_("register"), max_length=20)
    columns = models.JSONField(default=dict)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    saved_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ["department", "slug"]
        constraints = [models.UniqueConstraint(fields=["department", "slug"], name="mapping_once")]

    def __str__(self):
        return f"{self.slug} – {self.department}"


class BroughtQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only who brought it goes on with it."""
        return self.filter(brought_by=user)

    def of(self, department: Department, year: int):
        return self.filter(book__department=department, book__year=year)

    def for_register(self, slug: str):
        return self.filter(book__slug=slug)


class BroughtTable(models.Model):
    """A pasted or uploaded table between its preview and the moment it is written; one per person and register."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="brought")
    brought_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    brought_at = models.DateTimeField()
    title = models.CharField(max_length=200)
    #: Rows of [address, text] pairs; numbers and dates in Vietnamese writing.
    rows = models.JSONField(default=list)

    objects = BroughtQuerySet.as_manager()

    class Meta:
        verbose_name = _("table to import")
        verbose_name_plural = _("tables to import")
        ordering = ["-brought_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["book", "brought_by"], name="one_table_at_a_time")]

    def __str__(self):
        return self.title
