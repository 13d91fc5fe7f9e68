"""Who else has the form open. Said by the open page every half minute; forgotten when it falls silent."""

from dataclasses import dataclass
from datetime import datetime

from reports.submissions.models import AnnualReport, EditingSession
from reports.submissions.sections import BY_SLUG


@dataclass(frozen=True)
class Colleague:
    """Somebody else with this report open, and the section they are in."""

    name: str
    section: str


def note(report: AnnualReport, user, slug: str, at: datetime) -> None:
    """This person has the section open now."""
    EditingSession.objects.update_or_create(report=report, user=user, defaults={"section": slug, "seen_at": at})


def others(report: AnnualReport, user, now: datetime) -> list[Colleague]:
    """Colleagues who have this report open."""
    rows = EditingSession.objects.present(now).filter(report=report).exclude(user=user).select_related("user__staff")
    return [
        Colleague(row.user.display_name, str(BY_SLUG[row.section].title))
        for row in rows.order_by("pk")
        if row.section in BY_SLUG
    ]
