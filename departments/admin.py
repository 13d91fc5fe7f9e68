"""The administrator's pages: accounts, units, staff, appointments, posts; what has a life cycle can only be read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from departments import audit
from departments.fields import CleanCharField
from departments.jobs import label_of
from departments.models import (
    Appointment,
    AuditEvent,
    Delegation,
    Department,
    Job,
    Position,
    RoleGrant,
    StaffMember,
    User,
)
from departments.models.audit import kind_of_object
from departments.vietnamese import fold

admin.site.site_header = admin.site.site_title = _("Administration of the emulation movement")
admin.site.index_title = _("Accounts, units and catalogues")
admin.site.disable_action("delete_selected")
#: Words of Django's own pages: named here so that our catalogue may say them as the office does.
DJANGO_WORDS = (
    _("Add"), _("Add %(name)s"), _("Welcome,"), _("Show counts"), _("Hide counts"), _("View site"),
    _("Select %s to change"), _("Select %s to view"), _(" By %(filter_title)s "), _("Site administration"),
)  # fmt: skip
admin.site.unregister(Group)  # registered by the import of Django's account pages; rights follow from roles alone


#: The acts of an administrator, as the audit trail says them.
ACTS = {"added": "Thêm mới", "changed": "Sửa", "deleted": "Xóa"}


class AuditedAdmin(admin.ModelAdmin):
    """Every act of an administrator stands in the audit trail; text is cleaned, search ignores marks."""

    def formfield_for_dbfield(self, db_field, request, **kwargs: Any):
        kind = db_field.get_internal_type()
        if kind in ("CharField", "TextField") and not db_field.choices:
            kwargs.setdefault("form_class", CleanCharField)
        if kind == "TextField":
            kwargs.update(multiline=True, widget=forms.Textarea)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_search_results(self, request, queryset, search_term: str):
        folded = "search_text" in str(self.search_fields)
        return super().get_search_results(request, queryset, fold(search_term) if folded else search_term)

    def log_addition(self, request: HttpRequest, obj, message):
        self._record("added", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj, message):
        self._record("changed", request, obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset):
        for obj in queryset:
            self._record("deleted", request, obj, [])
        return super().log_deletions(request, queryset)

    def _record(self, act: str, request: HttpRequest, obj, message) -> None:
        changes = {"changes": message} if message else {}
        label = ACTS[act]
        audit.record(f"administration.{act}", target=obj, by=request.user, at=request.now, label=label, data=changes)


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look, never to change: states, revisions and the audit trail are written by the program alone."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Department)
class DepartmentAdmin(AuditedAdmin):
    list_display = ["name", "code", "kind", "block", "head_title", "order", "reports", "valid_from", "valid_to"]
    list_filter = ["kind", "block", "reports"]
    search_fields = ["search_text"]
    filter_horizontal = ["predecessors"]


@admin.register(Position)
class PositionAdmin(AuditedAdmin):
    list_display = ["name", "level", "order"]


class AppointmentInline(admin.TabularInline):
    model = Appointment
    extra = 0
    autocomplete_fields = ["department"]


@admin.register(StaffMember)
class StaffMemberAdmin(AuditedAdmin):
    list_display = ["name", "category", "joined_on", "left_on"]
    list_filter = ["category"]
    search_fields = ["search_text"]
    inlines = [AppointmentInline]

    @admin.display(description=_("full name"), ordering="sort_key")
    def name(self, staff: StaffMember) -> str:
        return staff.full_name


@admin.register(Appointment)
class AppointmentAdmin(AuditedAdmin):
    list_display = ["staff", "position", "department", "from_date", "to_date", "is_acting"]
    list_filter = ["department", "position"]
    list_select_related = ["staff", "position", "department"]
    search_fields = ["staff__search_text", "department__search_text"]
    autocomplete_fields = ["staff", "department"]


@admin.register(Delegation)
class DelegationAdmin(AuditedAdmin):
    """A unit given to somebody for dated days; it begins and ends by itself."""

    list_display = ["staff", "department", "capacity", "from_date", "to_date", "document"]
    list_filter = ["department"]
    list_select_related = ["staff", "department"]
    search_fields = ["staff__search_text", "document"]
    autocomplete_fields = ["staff", "department"]


USERNAME_RULE = RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", _("Small letters without marks, digits, points and hyphens."))


class AccountCreationForm(AdminUserCreationForm):
    """A new account with a first password, which its owner replaces at the first sign-in."""

    class Meta:
        model = User
        fields = ("username",)

    def clean_username(self) -> str:
        username = super().clean_username().lower()
        USERNAME_RULE(username)
        return username

    def save(self, commit: bool = True) -> User:
        self.instance.must_change_password = True
        return super().save(commit)


class AccountChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class FirstPasswordForm(AdminPasswordChangeForm):
    """A password set by the administrator is good for one sign-in."""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = True
        return super().save(commit)


class RoleGrantInline(admin.TabularInline):
    model = RoleGrant
    extra = 0
    autocomplete_fields = ["department"]


@admin.register(User)
class AccountAdmin(AuditedAdmin, UserAdmin):
    """Accounts are switched off, never deleted: their deeds stay."""

    form, add_form, change_password_form = AccountChangeForm, AccountCreationForm, FirstPasswordForm
    list_display = ["username", "staff", "email", "is_active", "must_change_password", "last_login"]
    list_filter = ["is_active", "role_grants__role"]
    list_select_related = ["staff"]
    search_fields = ["username", "staff__search_text"]
    ordering = ["username"]
    filter_horizontal = []
    autocomplete_fields = ["staff"]
    readonly_fields = ["last_login", "created_at"]
    inlines = [RoleGrantInline]
    fieldsets = [
        (None, {"fields": ["username", "password", "staff", "email", "is_active", "must_change_password"]}),
        (_("Dates"), {"fields": ["last_login", "created_at"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "usable_password", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class ObjectKindFilter(admin.SimpleListFilter):
    """The kinds of objects the trail tells of, by their names in the office."""

    title = _("kind of object")
    parameter_name = "target_type"

    def lookups(self, request, model_admin):
        kinds = AuditEvent.objects.order_by("target_type").values_list("target_type", flat=True).distinct()
        named = [(kind, str(model._meta.verbose_name)) for kind in kinds if (model := kind_of_object(kind))]
        return sorted(named, key=lambda pair: fold(pair[1]))

    def queryset(self, request, queryset):
        return queryset.filter(target_type=self.value()) if self.value() else queryset


class JobKindFilter(admin.SimpleListFilter):
    """Kinds of background work in words."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = Job.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return [(kind, label_of(kind)) for kind in kinds]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "what", "target_label", "actor_name", "moved"]
    list_filter = [ObjectKindFilter]
    search_fields = ["actor", "actor_name", "target_label", "label"]
    ordering = ["-sequence"]
    date_hierarchy = "at"

    @admin.display(description=_("Act"))
    def what(self, event: AuditEvent) -> str:
        return event.act

    @admin.display(description=_("State"))
    def moved(self, event: AuditEvent) -> str:
        if event.before == event.after:
            return ""
        return f"{event.from_label} → {event.to_label}" if event.before else event.to_label


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["id", "what", "state", "progress", "attempts", "failures", "created_at", "finished_at"]
    list_filter = ["state", JobKindFilter]

    @admin.display(description=_("kind"), ordering="kind")
    def what(self, job: Job) -> str:
        return label_of(job.kind)
