"""Until when a unit sends its report: the due date of the period, or the day it was granted; how pressing that is."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import ReportingPeriod
from departments.roles import Permission
from departments.todo import Tone
from reports.extensions.limits import Given, given_to
from reports.submissions.models import AnnualReport

#: This many days before the due date a report becomes pressing.
SOON = 7
#: This many days before it, asking for more time is offered in so many words.
NEAR = 3


@dataclass(frozen=True)
class Deadline:
    """The dates of one unit in one period, seen on one day."""

    period: ReportingPeriod
    today: date
    given: Given = field(default_factory=Given)

    @property
    def granted(self) -> date | None:
        """*Gia hạn đến*."""
        return self.given.granted

    @property
    def due_on(self) -> date | None:
        """The day that was granted, else *hạn gửi* of the period."""
        return self.granted or self.period.due_on

    @property
    def is_open(self) -> bool:
        """The unit may write: the period is open, or its extension stands."""
        return self.period.is_open or (self.period.is_locked and self.given.is_excepted)

    @property
    def left(self) -> int | None:
        """Days left, negative when the day has passed; None while there is no day."""
        return (self.due_on - self.today).days if self.due_on else None

    @property
    def text(self) -> str:
        """`còn 7 ngày`, `hôm nay là hạn gửi`, `quá hạn 3 ngày`."""
        if self.left is None:
            return ""
        if self.left > 0:
            return ngettext("%(n)s day left", "%(n)s days left", self.left) % {"n": self.left}
        if self.left == 0:
            return _("due today")
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -self.left) % {"n": -self.left}

    @property
    def tone(self) -> Tone:
        if self.left is None or self.left > SOON:
            return Tone.NONE
        return Tone.WARN if self.left >= 0 else Tone.BAD

    @property
    def is_near(self) -> bool:
        """The day is close, or has passed."""
        return self.left is not None and self.left <= NEAR

    def may_ask(self, user, department_id: int) -> bool:
        """Whether this person can ask for more time for the unit: nothing of it waits or stands."""
        return self.given.live is None and user.may(Permission.FILL_REPORT, department_id)


def of_report(report: AnnualReport, today: date) -> Deadline:
    """The dates of the report's unit. One query; lists take `given_to` once."""
    given = given_to([report.department_id]).get((report.period_id, report.department_id))
    return Deadline(report.period, today, given or Given())
