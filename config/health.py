"""Two questions for the machine room: is the process alive, and may it be given work."""

import logging
from collections.abc import Callable

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from departments import jobs

log = logging.getLogger(__name__)


def database_answers() -> bool:
    """True when a statement runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def broker_answers() -> bool:
    """True when the broker takes messages; waits a second at most."""
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return True  # its folders are made when the settings are read
    with redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1) as client:
        return bool(client.ping())


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever is wrong, the answer is "not ready", never a traceback
        log.warning("Health check %s failed.", name, exc_info=True)
        return False


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is looked at."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and a worker are there, otherwise 503; says which, and nothing more."""
    checks = {
        "database": _passes("database", database_answers),
        "broker": _passes("broker", broker_answers),
        "worker": _passes("worker", lambda: jobs.worker_is_alive(request.now)),
    }
    ready = all(checks.values())
    parts = {name: "ok" if passed else "failed" for name, passed in checks.items()}
    return JsonResponse({"status": "ok" if ready else "not ready", **parts}, status=200 if ready else 503)
