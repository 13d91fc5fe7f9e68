"""Rules about texts: hardly anything said, or last year's words once more."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from departments.vietnamese import format_percent, likeness_of_words
from reports.submissions.findings import Finding
from reports.submissions.material import Material


def short(parameters: dict[str, Any], material: Material) -> Iterator[Finding]:
    """Shorter than this, a text is hardly a result one can consolidate."""
    limit = parameters.get("characters", 0)
    for row in material.narratives:
        text = row.text.strip()
        if text and len(text) < limit and not row.nothing_to_report:
            yield Finding(row.code, {"heading": row.question.title, "characters": str(len(text)), "limit": str(limit)})


def likeness(parameters: dict[str, Any], material: Material) -> Iterator[Finding]:
    """Nearly the words of last year, where the catalogue does not let them be taken over."""
    limit, least = Decimal(parameters.get("percent", 90)), parameters.get("characters", 0)
    for row in material.narratives:
        last = material.history.texts.get(row.code, "")
        if not last or len(row.text) < least or row.question.may_copy_forward:
            continue
        percent = likeness_of_words(row.text, last) * 100
        if percent >= limit:
            facts = {"heading": row.question.title, "percent": format_percent(Decimal(int(percent)))}
            yield Finding(row.code, facts)
