"""Pages of evidence as pictures, drawn when first asked for and kept on disk until the room is needed."""

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from departments.file_types import JPEG, PNG
from reports.documents import jail
from reports.submissions import pictures, storage
from reports.submissions.models import StoredFile

#: Somebody waits: after this the page says so and offers the file.
LIMITS = jail.Limits(memory=500_000_000, cpu=8, wall=10)
#: A page that could not be drawn is not tried again before this.
RETRY = timedelta(hours=1)
KINDS = {".png": PNG, ".jpg": JPEG}
FAILED = ".failed"


class NotDrawn(Exception):
    """The page could not be drawn within the limits."""


@dataclass(frozen=True)
class Preview:
    """A picture made by this program."""

    media_type: str
    content: bytes


def preview_of(stored: StoredFile, number: int, size: str, now: datetime) -> Preview:
    """Page `number` (from 1). FileNotFoundError when the store has lost the file, NotDrawn when it cannot be drawn."""
    stem = folder() / stored.sha256[:2] / f"{stored.sha256}-{number}-{size}"
    for suffix, media_type in KINDS.items():
        try:
            return Preview(media_type, stem.with_suffix(suffix).read_bytes())
        except FileNotFoundError:
            continue
    failed = stem.with_suffix(FAILED)
    if failed.exists() and now.timestamp() - failed.stat().st_mtime < RETRY.total_seconds():
        raise NotDrawn
    content = storage.read(stored)
    try:
        data, drawn = jail.run(lambda: _page(content, stored.media_type, number, size), LIMITS)
    except jail.RenderingFailed as failure:
        _keep(failed, b"")
        raise NotDrawn from failure
    suffix = next(suffix for suffix, kind in KINDS.items() if kind == data["type"])
    _keep(stem.with_suffix(suffix), drawn)
    return Preview(data["type"], drawn)


def _page(content: bytes, media_type: str, number: int, size: str) -> tuple[dict, bytes]:
    kind, drawn = pictures.page_of(content, media_type, number, size)
    return {"type": kind}, drawn


def folder() -> Path:
    return Path(settings.EVIDENCE_PREVIEW_DIR)


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all; it need not survive a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).replace(path)


def tidy(now: datetime) -> int:
    """Keep the newest pictures within the limit; how many files went. What went is drawn again when asked for."""
    kept = []
    for path in folder().rglob("*"):
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            kept.append((facts.st_mtime, facts.st_size, path))
    kept.sort(key=lambda entry: entry[0], reverse=True)
    used, gone = 0, 0
    for written, size, path in kept:
        used += max(size, 512)
        stale = path.suffix not in KINDS and now.timestamp() - written > RETRY.total_seconds()
        if stale or used > settings.EVIDENCE_PREVIEW_LIMIT:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
