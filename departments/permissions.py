"""How a rule is asked: `rule(user, obj)` answers why not, or None. `check` raises that, `allows` gives the button."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from departments.roles import Permission

Rule = Callable[[Any, Any], "str | None"]


class Refused(Exception):
    """A person asked for something that is not theirs to do, or not now. `str()` is a sentence for that person."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Denied(Refused):
    """The person lacks the right."""


def check(rule: Rule, user, obj) -> None:
    """Raise `Denied` with the reason if the rule refuses."""
    reason = rule(user, obj)
    if reason:
        raise Denied(reason)


def allows(rule: Rule, user, obj) -> bool:
    return rule(user, obj) is None


def holds(permission: Permission) -> Rule:
    """A rule that asks only for a role's permission."""

    def rule(user, obj) -> str | None:
        return None if user.may(permission) else _("This is not among the tasks of your role.")

    return rule
