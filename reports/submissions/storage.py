"""Bytes on disk by their SHA-256: written to a temporary file, synced, renamed; then the row."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from reports.submissions.models import StoredFile


def path_of(sha256: str) -> Path:
    """Where these bytes lie: two levels of folders keep each folder small."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def store(content: bytes, media_type: str, at: datetime) -> StoredFile:
    """Keep these bytes for ever and return their row; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    write_durably(path_of(sha256), content)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "media_type": media_type, "stored_at": at}
    )
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes. Raises FileNotFoundError when the store has lost them."""
    return path_of(stored.sha256).read_bytes()


def write_durably(path: Path, content: bytes) -> None:
    """Survives a power cut: file synced before the rename, folder synced after it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
