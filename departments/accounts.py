"""What happens to an account, each act recorded."""

from datetime import datetime

from django.db import transaction

from departments import audit
from departments.models import RoleGrant, User
from departments.roles import UNIT_ROLES, Role


@transaction.atomic
def choose_password(user: User, password: str, *, at: datetime) -> None:
    """The person's own new password; a password somebody else had set no longer has to be changed."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record("account.password_changed", target=user, by=user, at=at, label="Đổi mật khẩu")


def demonstration_accounts() -> list[tuple[str, list[RoleGrant]]]:
    """Role by role, who can be tried out; each account stands once, a role in the whole office before one in a unit."""
    grants = RoleGrant.objects.filter(user__is_active=True).select_related("user__staff", "department")
    chosen: dict[int, RoleGrant] = {}
    for grant in sorted(grants, key=lambda grant: (grant.role in UNIT_ROLES, grant.user.username)):
        chosen.setdefault(grant.user_id, grant)
    groups = [(Role(role).label, [grant for grant in chosen.values() if grant.role == role]) for role in Role.values]
    return [(label, members) for label, members in groups if members]
