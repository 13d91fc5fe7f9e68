"""Accounts and the dated roles they hold."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from departments.models.people import Appointment, Delegation, StaffMember
from departments.models.units import Department
from departments.roles import PERMISSIONS, UNIT_ROLES, Permission, Role


class UserQuerySet(models.QuerySet):
    def holding(self, permission: Permission, department: Department | None = None):
        """Active accounts whose roles include the permission (for one unit, where the role speaks for a unit)."""
        roles = [role for role, held in PERMISSIONS.items() if permission in held]
        grants = RoleGrant.objects.filter(role__in=roles)
        if department is not None:
            grants = grants.filter(Q(department=department) | ~Q(role__in=UNIT_ROLES))
        held = Q(pk__in=grants.values("user"))
        if department is not None and permission in PERMISSIONS[Role.UNIT_HEAD]:
            delegated = Delegation.objects.in_force(timezone.localdate()).filter(department=department)
            held |= Q(staff__in=delegated.values("staff"))
        if permission in PERMISSIONS[Role.HCTC_HEAD]:  # who stands in for the head of HC-TC
            delegated = Delegation.objects.in_force(timezone.localdate()).filter(department__is_coordinator=True)
            held |= Q(staff__in=delegated.values("staff"))
        return self.filter(held, is_active=True).order_by("pk")

    def without_digest(self, day: date):
        """Accounts whose mail of this day has not gone out."""
        return self.exclude(digest_on=day)

    def with_role(self, role: Role, department: Department | None = None):
        grants = RoleGrant.objects.filter(role=role)
        if department is not None:
            grants = grants.filter(department=department)
        return self.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=(username or "").strip().lower())

    def create_user(self, username, password=None, **fields):
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, username, password=None, **fields):
        """An account that holds the administrator role; there is no account above the rules."""
        user = self.create_user(username, password, **fields)
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
        return user


class User(AbstractBaseUser):
    """One account = one person (TCVN 14423:2026). What it may do follows from its role grants alone."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    staff = models.OneToOneField(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("staff member")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change password"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    #: Notices by mail: each at once, or what is unread once a day.
    mails_daily = models.BooleanField(_("one mail a day"), default=False)
    digest_on = models.DateField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.staff.full_name if self.staff else self.username

    get_full_name = get_short_name = lambda self: self.display_name

    @cached_property
    def grants(self) -> list["RoleGrant"]:
        """Role grants, and units headed by delegation today; read once per request: a grant taken away works on the
        next one."""
        if not self.is_active:
            return []
        return [*self.role_grants.select_related("department"), *self._delegated(timezone.localdate())]

    def _delegated(self, day: date) -> list["RoleGrant"]:
        if self.staff_id is None:
            return []
        rows = Delegation.objects.in_force(day).filter(staff=self.staff_id).select_related("department").order_by("pk")
        units = [row.department for row in rows]
        heads = [RoleGrant(user=self, role=Role.UNIT_HEAD, department=unit) for unit in units]
        return heads + [RoleGrant(user=self, role=Role.HCTC_HEAD) for unit in units if unit.is_coordinator]

    @cached_property
    def permission_codes(self) -> frozenset[str]:
        return frozenset(p.value for grant in self.grants for p in PERMISSIONS[Role(grant.role)])

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @cached_property
    def department_ids(self) -> frozenset[int]:
        """Units this account speaks for as contributor or head."""
        return frozenset(g.department_id for g in self.grants if g.role in UNIT_ROLES and g.department_id)

    def may(self, permission: Permission, department_id: int | None = None) -> bool:
        """Whether a role allows this at all; with a unit, whether it allows it for that unit."""
        return any(
            permission in PERMISSIONS[Role(g.role)]
            and (department_id is None or g.role not in UNIT_ROLES or g.department_id == department_id)
            for g in self.grants
        )

    def post_on(self, day: date) -> Appointment | None:
        """The post held on this day (the first by office order)."""
        if self.staff_id is None:
            return None
        current = Appointment.objects.current(day).filter(staff=self.staff_id)
        return current.select_related("position", "department", "staff").first()

    # Django's admin asks these three; accounts and catalogues are the administrator's.
    @property
    def is_staff(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_active and self.is_staff


class RoleGrant(models.Model):
    """A role held by an account; unit roles name their unit."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="role_grants", verbose_name=_("unit")
    )

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["user", "role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "department"], name="rolegrant_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(department__isnull=True), name="rolegrant_once_office"
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(UNIT_ROLES), department__isnull=False)
                | (~Q(role__in=sorted(UNIT_ROLES)) & Q(department__isnull=True)),
                name="rolegrant_unit_roles_name_unit",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"
