"""The usual steps into the database, once; what HC-TC changed or added is never touched."""

from datetime import datetime
from pathlib import Path

import yaml
from django.db import transaction

from campaign import loaders
from departments import audit
from reports.chasing.models import ReminderStep

FILE = Path(__file__).parent / "data" / "steps.yaml"


@loaders.register
@transaction.atomic
def load_steps(at: datetime) -> int:
    """Create the steps whose code is not there yet; how many."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["steps"]
    known = set(ReminderStep.objects.order_by("pk").values_list("code", flat=True))
    taken = set(ReminderStep.objects.order_by("pk").values_list("anchor", "offset"))
    missing = [row for row in rows if row["code"] not in known and (row["anchor"], row["offset"]) not in taken]
    for row in missing:
        step = ReminderStep.objects.create(**row)
        audit.record("chasing.reminderstep.load_plan", target=step, by=None, at=at, label="Nạp mốc đôn đốc")
    return len(missing)
