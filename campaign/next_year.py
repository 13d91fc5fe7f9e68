"""Next year's period, opened in one act from this year's: compared, dated, opened."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from campaign import comparison, editing, permissions, workflow
from campaign.models import ReportingPeriod
from campaign.working_days import next_working_day
from departments.permissions import Denied, Refused
from departments.transitions import StalePage, move


def following(period: ReportingPeriod) -> ReportingPeriod | None:
    """The annual period of the next year, as the plan knows it."""
    rows = ReportingPeriod.objects.annual().for_year(period.year + 1).filter(campaign=period.campaign_id)
    return rows.select_related("phase", "campaign").first()


def why_not(user, period: ReportingPeriod) -> str | None:
    """Why next year's period cannot be opened from this one, or None."""
    if refusal := permissions.create_period(user):
        return refusal
    if period.kind != ReportingPeriod.Kind.ANNUAL or period.is_planned or period.office_level_only:
        return _("Next year's period is opened from a yearly period that has been opened itself.")
    after = following(period)
    if after is None:
        return _("The plan has no yearly period for %(year)s.") % {"year": period.year + 1}
    if not after.is_planned:
        return _("The period of %(year)s has been opened already.") % {"year": after.year}
    return None


def proposed_dates(period: ReportingPeriod, after: ReportingPeriod) -> dict[str, date | None]:
    """Dates entered for the next period already; where there are none, this year's a year later, on working days."""
    return {name: getattr(after, name) or _a_year_later(getattr(period, name), name) for name in workflow.DATES}


def _a_year_later(day: date | None, name: str) -> date | None:
    """The same day of the next year, or the next working day; a cut-off of figures may be any day."""
    if day is None:
        return None
    leap = (day.month, day.day) == (2, 29)
    later = date(day.year + 1, day.month, 28 if leap else day.day)
    return later if name == "cut_off_on" else next_working_day(later)


@transaction.atomic
def open_next(
    period: ReportingPeriod, dates: dict[str, date | None], *, by, at: datetime, seen: int, read: str
) -> ReportingPeriod:
    """Date and open the period after this one. `seen` is its version, `read` the digest of the comparison read.

    Raises Denied, StalePage or Refused; then nothing has changed.
    """
    if refusal := why_not(by, period):
        raise Denied(refusal)
    after = following(period)
    if after.version != seen or comparison.digest(comparison.compare(period, after)) != read:
        raise StalePage(
            _("The catalogue or the period was changed after this page was opened. Please read the comparison again; "
              "nothing was opened.")
        )  # fmt: skip
    if dates["due_on"] is None or dates["on_time_until"] is None:
        raise Refused(permissions.NO_DATES)
    editing.edit(after, dates, by=by, at=at, rule=permissions.prepare_period)
    return move(after, workflow.OPEN, by=by, at=at)
