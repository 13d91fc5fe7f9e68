"""Guessing passwords gets slower and slower, for one account from one address; nobody else waits, nobody for ever.

django-axes records the failures; this handler decides how long they weigh.
"""

from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_failure_limit
from axes.models import AccessAttempt
from django.db.models import Max, Sum
from django.http import HttpRequest

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))
"""The wait after the last allowed failure, after the next one, and so on; the last one repeats."""

FORGET_AFTER = timedelta(days=1)
"""Failures are forgotten a day after the last one, or at once when the person signs in."""


def cool_off(request: HttpRequest | None) -> timedelta:
    """How long django-axes keeps failures in mind."""
    return FORGET_AFTER


class GrowingLock(AxesDatabaseHandler):
    """Locks the pair (account, address) for a while that grows with each failure."""

    def is_locked(self, request, credentials: dict | None = None) -> bool:
        return self.waiting_time(request, credentials) > timedelta(0)

    def waiting_time(self, request, credentials: dict | None = None) -> timedelta:
        """How long this account must wait at this address; zero when it may try."""
        [attempts] = self.get_user_attempts(request, credentials)
        found = attempts.aggregate(failures=Sum("failures_since_start"), latest=Max("attempt_time"))
        beyond = (found["failures"] or 0) - get_failure_limit(request, credentials)
        if beyond < 0:
            return timedelta(0)
        until: datetime = found["latest"] + WAITS[min(beyond, len(WAITS) - 1)]
        return max(until - request.axes_attempt_time, timedelta(0))

    def clean_expired_user_attempts(self, request=None, credentials: dict | None = None) -> int:
        if request is None:
            return 0
        stale = AccessAttempt.objects.filter(attempt_time__lt=request.axes_attempt_time - FORGET_AFTER)
        return stale.delete()[0]
