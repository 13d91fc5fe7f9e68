"""How long a sign-in lasts: until it is idle, too old, or the person's rights have changed."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from departments.models import User
from departments.roles import Role

SIGNED_IN, SEEN, RIGHTS = "signed_in_at", "seen_at", "rights"
WRITE_EVERY = 30  # seconds; a session row is not written on each click
IDLE, TOO_OLD, CHANGED = "idle", "old", "changed"


def begin(session: SessionBase, user: User, now: datetime) -> None:
    """Note when and with which rights the person signed in; Django's login has just made a new session key."""
    session[SIGNED_IN] = session[SEEN] = int(now.timestamp())
    session[RIGHTS] = rights(user)


def rights(user: User) -> str:
    """A fingerprint of the roles an account holds: another one means another session."""
    held = sorted(f"{grant.role}:{grant.department_id or ''}" for grant in user.grants)
    return hashlib.sha256("|".join(held).encode()).hexdigest()[:16]


def idle_limit(user: User) -> timedelta:
    """Administrators are signed out sooner (TCVN 14423:2026)."""
    administrator = Role.ADMINISTRATOR in user.roles
    minutes = settings.SESSION_IDLE_MINUTES_ADMINISTRATOR if administrator else settings.SESSION_IDLE_MINUTES
    return timedelta(minutes=minutes)


def ended(session: SessionBase, user: User, now: datetime) -> str:
    """Why the session is over ("idle", "old", "changed"), or ""."""
    if SIGNED_IN not in session:
        return ""
    if now.timestamp() - session[SIGNED_IN] >= timedelta(hours=settings.SESSION_HOURS).total_seconds():
        return TOO_OLD
    if now.timestamp() - session[SEEN] >= idle_limit(user).total_seconds():
        return IDLE
    return CHANGED if session[RIGHTS] != rights(user) else ""


def touch(session: SessionBase, user: User, now: datetime) -> None:
    """The person is here."""
    if SIGNED_IN not in session:
        begin(session, user, now)
    elif now.timestamp() - session[SEEN] >= WRITE_EVERY:
        session[SEEN] = int(now.timestamp())
