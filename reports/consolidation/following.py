"""What HC-TC itself did: inspections, model examples, reminders, returns. Frozen with a compilation's inputs."""

from typing import Any

from django.db.models import Count, Sum

from campaign.models import ReportingPeriod
from reports.chasing.models import Reminder
from reports.oversight import reading
from reports.submissions.models import AnnualReport


def followed_up(period: ReportingPeriod) -> dict[str, Any]:
    """Inspections and examples of the years the period covers; reminders and returns of the period itself.

    Telling leadership is no reminder of the unit; a return is counted as often as it was made.
    """
    sent = Reminder.objects.for_period(period).to_units()
    reminded = sent.aggregate(n=Count("pk"), units=Count("department", distinct=True))
    made = AnnualReport.objects.for_period(period).filter(returns__gt=0)
    returned = made.aggregate(n=Sum("returns"), units=Count("pk"))
    return {
        "reminders": reminded["n"],
        "units_reminded": reminded["units"],
        "returns": returned["n"] or 0,
        "units_returned": returned["units"],
        **reading.told(period.from_year, period.year),
    }
