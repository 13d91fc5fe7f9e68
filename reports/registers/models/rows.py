"""What every row of every register carries, and the book it stands in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from departments.models import Department, User
from departments.roles import Permission
from departments.vietnamese import fold

SEARCH_LIMIT = 1_000
IDENTITY_LIMIT = 160


class OfUnitQuerySet(models.QuerySet):
    """Things of one unit and year."""

    def visible_to(self, user):
        """The unit's own people see them; HC-TC sees those of every unit."""
        if user.may(Permission.READ_REGISTERS):
            return self
        return self.filter(department__in=user.department_ids)

    def of(self, department: Department, year: int):
        return self.filter(department=department, year=year)

    def in_year(self, year: int):
        return self.filter(year=year)


class RegisterQuerySet(OfUnitQuerySet):
    """Rows of one register."""

    def present(self):
        return self.filter(removed_at__isnull=True)

    def removed(self):
        return self.filter(removed_at__isnull=False).order_by("-removed_at", "-pk")

    def matching(self, words: str):
        """Rows in which every word occurs, whatever its marks and capitals."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(search_text__contains=word)
        return found

    def meeting(self, condition: Q):
        """Rows that count under a rule of `counting`."""
        return self.filter(condition)

    def undone(self, field: str):
        """Rows in which this tick is not set."""
        return self.filter(**{field: False})

    def shared(self, also=()):
        """Rows about something that several units have in their registers, or that is among these identities."""
        told = self.exclude(identity="").order_by().values("identity")
        several = told.annotate(units=models.Count("department", distinct=True)).filter(units__gt=1)
        return self.filter(Q(identity__in=several.values("identity")) | Q(identity__in=also))

    def named(self, identities):
        """Rows that are about the same thing, with the unit they belong to."""
        return self.present().filter(identity__in=identities).select_related("department")


class RegisterRow(models.Model):
    """One line of a register: it belongs to a unit and a year, has its own version, and is never really thrown away."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveIntegerField(default=1, editable=False)
    #: Made by the page that offered the blank line: sending the page twice writes the line once.
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(null=True, editable=False)
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    search_text = models.CharField(max_length=SEARCH_LIMIT, blank=True, editable=False)
    #: The same for rows about the same document, project or initiative; empty where nothing can be told.
    identity = models.CharField(max_length=IDENTITY_LIMIT, blank=True, db_index=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        indexes = [models.Index(fields=["department", "year"])]


class BookQuerySet(OfUnitQuerySet):
    def named(self, slug: str):
        return self.filter(slug=slug)


class Book(models.Model):
    """Sổ: one register of one unit and year. Its history is the history of its rows; it is locked while they change."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="books", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    slug = models.SlugField(_("register"), max_length=20)

    objects = BookQuerySet.as_manager()

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        ordering = ["-year", "department__order", "slug", "pk"]
        constraints = [models.UniqueConstraint(fields=["department", "year", "slug"], name="book_once")]

    def __str__(self):
        return f"{self.slug} {self.year} – {self.department}"
