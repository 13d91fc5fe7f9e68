"""Settings of the test suite: fast hashing, tasks run at once, a database of its own for each run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_memory = "/dev/shm"  # noqa: S108 — the folder made in it is nobody else's
_folder = Path(tempfile.mkdtemp(prefix="thidua-test-", dir=_memory if os.access(_memory, os.W_OK) else None))
_owner = os.getpid()
atexit.register(lambda: os.getpid() == _owner and shutil.rmtree(_folder, ignore_errors=True))
os.environ["APP_DATA_DIR"] = str(_folder)
(_folder / "static").mkdir()  # whitenoise warns when nothing was collected, and warnings are errors
for _name in ("SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "PORT"):
    os.environ.pop(_name, None)
_redis = os.environ.get("TEST_REDIS_URL", "")
os.environ |= {
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
    "CELERY_BROKER_URL": _redis,
    "CACHE_URL": _redis,
}

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES, INSTALLED_APPS  # noqa: E402

SECRET_KEY = "tests only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # otherwise each test client looks through every static file before its first request
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

# A file, not memory: threads of a live server then have connections of their own, as in real life.
# The name carries the run, so that two runs on one machine never share a database.
_run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
_on_sqlite = "sqlite3" in DATABASES["default"]["ENGINE"]
DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3") if _on_sqlite else f"test_thidua_{_run}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
