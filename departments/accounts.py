"""What happens to an account, each act recorded."""

from datetime import datetime

from django.db import transaction

from departments import audit
from departments.models import RoleGrant, User
from departments.roles import Role


@transaction.atomic
def choose_password(user: User, password: str, *, at: datetime) -> None:
    """The person's own new password; a password somebody else had set no longer has to be changed."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record("account.password_changed", target=user, by=user, at=at)


def demonstration_accounts() -> list[tuple[str, list[RoleGrant]]]:
    """Role by role, who can be tried out; each account stands under its first role only."""
    grants = RoleGrant.objects.filter(user__is_active=True).select_related("user__staff", "department")
    first: dict[int, RoleGrant] = {}
    for grant in sorted(grants, key=lambda grant: (Role.values.index(grant.role), grant.user.username)):
        first.setdefault(grant.user_id, grant)
    groups: dict[str, list[RoleGrant]] = {}
    for grant in first.values():
        groups.setdefault(Role(grant.role).label, []).append(grant)
    return list(groups.items())
