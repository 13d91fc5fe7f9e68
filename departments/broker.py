"""Housekeeping of the broker that lives in folders: it keeps every message it has delivered."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEEP = timedelta(days=1)


def tidy(now: datetime) -> int:
    """Delete delivered messages older than a day; how many there were."""
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("processed_folder")
    if not folder:
        return 0
    oldest = (now - KEEP).timestamp()
    old = [path for path in Path(folder).iterdir() if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
