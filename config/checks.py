"""System checks of the house: what is missing on this machine or odd in this environment, and what to type."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "sshfs", "fuse.sshfs", "glusterfs", "ceph"}


@checks.register(deploy=True)
def address_is_https(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Mails link to SITE_URL, and secure cookies follow from it."""
    if settings.HTTPS:
        return []
    hint = "Type for example SITE_URL=https://thidua.laichau.gov.vn."
    return [checks.Warning("SITE_URL is not an https address.", hint=hint, id="house.W001")]


@checks.register(deploy=True)
def servers_are_used(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The embedded database and broker are for one machine and few people."""
    found: list[checks.CheckMessage] = []
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        hint = "Type for example DATABASE_URL=postgres://user:password@127.0.0.1:5432/thidua."
        found.append(checks.Warning("The embedded database is in use.", hint=hint, id="house.W002"))
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        hint = "Type for example CELERY_BROKER_URL=redis://127.0.0.1:6379/0."
        found.append(checks.Warning("The embedded broker is in use.", hint=hint, id="house.W003"))
    return found


@checks.register
def embedded_database_is_on_a_local_disk(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """SQLite's locks do not hold over a network; a shared folder loses data without a word."""
    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    kind = file_system_of(Path(settings.APP_DATA_DIR), Path("/proc/self/mounts"))
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    hint = "Set APP_DATA_DIR to a folder on a disk of this machine, or use PostgreSQL by DATABASE_URL."
    return [checks.Error(f"The data folder is on a network file system ({kind}).", hint=hint, id="house.E001")]


def file_system_of(folder: Path, mounts: Path) -> str:
    """The kind of file system a folder is on, by the kernel's list of mounts; empty where there is no list."""
    if not mounts.exists():
        return ""
    rows = [line.split()[1:3] for line in mounts.read_text().splitlines()]
    above = [(Path(point), kind) for point, kind in rows if folder.is_relative_to(point)]
    return max(above, key=lambda row: len(row[0].parts))[1] if above else ""
