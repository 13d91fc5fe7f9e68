"""The proposed sheet into the database, once, as version 1; what HC-TC edited afterwards is never touched."""

from datetime import datetime
from pathlib import Path

import yaml
from django.db import transaction

from campaign import loaders
from departments import audit
from reports.scoring.models import ScoreItem, ScoreSheet

FILE = Path(__file__).parent / "data" / "sheet.yaml"


@loaders.register
@transaction.atomic
def load_sheet(at: datetime) -> int:
    """Create the first version if there is none; how many rows."""
    if ScoreSheet.objects.newest() is not None:
        return 0
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    sheet = ScoreSheet.objects.create(number=1, title=data["title"], source=data["source"], created_at=at)
    rows = [(group["code"], group["title"], row, False) for group in data["groups"] for row in group["items"]]
    rows += [("", "", row, True) for row in data["deductions"]]
    for order, (group, title, row, is_deduction) in enumerate(rows, start=1):
        ScoreItem.objects.create(
            sheet=sheet, order=order, code=row["code"], group=group, group_title=title, name=row["name"],
            is_deduction=is_deduction, max_points=row["points"], rule=row.get("rule", ""),
        )  # fmt: skip
    audit.record("scoring.scoresheet.load_plan", target=sheet, by=None, at=at, label="Nạp thang điểm nội bộ (đề xuất)")
    return 1 + len(rows)
