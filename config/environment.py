"""What the environment asks for: settings module, database, broker, cache; and plain answers to mistakes."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Measured with 20 parallel writers: without IMMEDIATE, 6 to 7 of 10 writes fail with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-20000;"
    ),
}
POSTGRES_OPTIONS = {
    "connect_timeout": 3,
    "options": "-c lock_timeout=3s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s",
}


def refuse(problem: str, remedy: str) -> NoReturn:
    """End the process with one plain sentence and what to type instead; no traceback."""
    sys.exit(f"{problem}\n  {remedy}")


def choose_settings() -> None:
    """Production when a secret key is given, otherwise development (the embedded default); an explicit choice wins."""
    module = "config.settings.production" if env.str("SECRET_KEY", "") else "config.settings.development"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)


def data_dir() -> Path:
    """Folder of everything the program writes; made on first use, readable by its owner only."""
    folder = Path(env.str("APP_DATA_DIR", "") or BASE_DIR / "var").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        refuse(f"The data folder {folder} cannot be made: {error.strerror}.", "Set APP_DATA_DIR=/path/to/a/folder.")
    return folder


def switch(name: str, default: bool) -> bool:
    """An on/off variable: 1, true, yes, on — or 0, false, no, off."""
    value = env.str(name, "").strip().lower()
    if value in ("1", "true", "yes", "on", "0", "false", "no", "off", ""):
        return default if value == "" else value in ("1", "true", "yes", "on")
    refuse(f"{name}={value} is neither on nor off.", f"Type {name}=1 or {name}=0.")


def generated_secret(folder: Path) -> str:
    """The key of an installation that was given none: made once, kept in the data folder."""
    path = folder / "secret-key"
    if not path.exists():
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:  # another process was first
            pass
    return path.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Django's database entry for DATABASE_URL, or the SQLite file of the data folder."""
    url = env.str("DATABASE_URL", "")
    example = "Type for example DATABASE_URL=postgres://user:password@127.0.0.1:5432/thidua."
    scheme = urlsplit(url).scheme if url else "sqlite"
    if scheme not in ("postgres", "postgresql", "sqlite"):
        refuse("DATABASE_URL must name a PostgreSQL or SQLite database.", example)
    try:
        found: dict[str, Any] = env.db_url_config(url or f"sqlite:///{folder / 'db.sqlite3'}")
    except ValueError as error:
        refuse(f"DATABASE_URL is not understood ({error}).", example)
    if scheme == "sqlite":
        return {**found, "OPTIONS": dict(SQLITE_OPTIONS)}
    options = {**POSTGRES_OPTIONS, **found.get("OPTIONS", {})}
    return {**found, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def cache() -> dict[str, Any]:
    """Django's cache entry for CACHE_URL, or the memory of the process; a dead cache costs at most a second."""
    url = env.str("CACHE_URL", "")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        refuse("CACHE_URL is not understood.", "Type for example CACHE_URL=redis://127.0.0.1:6379/1.")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }


def broker_url() -> str:
    """Address of the message broker; without one, folders in the data folder do (no server needed)."""
    url = env.str("CELERY_BROKER_URL", "") or "filesystem://localhost//"
    if urlsplit(url).scheme not in ("redis", "rediss", "filesystem"):
        refuse("CELERY_BROKER_URL is not understood.", "Type for example CELERY_BROKER_URL=redis://127.0.0.1:6379/0.")
    return url


def broker_options(url: str, folder: Path, *, worker: bool) -> dict[str, Any]:
    """Transport options. A web process waits at most a second for the broker; a worker waits as long as it likes.

    Messages invisible for 15 minutes come back by themselves; the job table recovers long before that.
    """
    if url.startswith("filesystem"):
        queue, control, done = (folder / "broker" / name for name in ("queue", "control", "processed"))
        for path in (queue, control, done):
            path.mkdir(parents=True, exist_ok=True)
        return {
            "data_folder_in": str(queue),
            "data_folder_out": str(queue),  # the same folder: who sends and who receives meet here
            "control_folder": str(control),
            "processed_folder": str(done),
            "store_processed": True,  # otherwise messages pass through the system's temporary folder, not atomically
            "polling_interval": 0.2,
        }
    if worker:
        return {"visibility_timeout": 900}
    return {
        "visibility_timeout": 900,
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "max_retries": 0,
        "retry_on_timeout": False,
    }


def is_worker() -> bool:
    """True inside `celery … worker` and `celery … beat`."""
    return "celery" in sys.argv[0] and bool({"worker", "beat"} & set(sys.argv[1:]))


def site_url() -> str:
    """The address people use, without a closing slash; links in mails and the cookie rules follow from it."""
    url = env.str("SITE_URL", "").rstrip("/") or f"http://127.0.0.1:{env.str('PORT', '') or '8000'}"
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        refuse(f"SITE_URL={url} is not an address.", "Type for example SITE_URL=https://thidua.laichau.gov.vn.")
    return url


def allowed_hosts(site: str) -> list[str]:
    """ALLOWED_HOSTS, the host of SITE_URL and this machine; nothing else is answered."""
    asked = [host.strip() for host in env.str("ALLOWED_HOSTS", "").split(",") if host.strip()]
    return list(dict.fromkeys([*asked, urlsplit(site).hostname or "", "127.0.0.1", "localhost"]))
