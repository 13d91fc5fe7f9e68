"""What chasing tells people: the unit, leadership, and once a day those who chase."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from reports.chasing.addresses import address
from reports.chasing.letters import Letter
from reports.chasing.models import Escalation, Reminder


def remind(reminder: Reminder, letter: Letter, people: Iterable[User]) -> None:
    """The unit's people, in the program and by mail."""
    tell(
        people, event_key=f"chasing.reminder.{reminder.pk}", subject=letter.subject, body=reminder.text,
        url=letter.url, at=reminder.at,
    )  # fmt: skip


def escalated(escalation: Escalation, text: str, people: Iterable[User], at: datetime) -> None:
    with override("vi"):
        subject = _("%(unit)s has not sent its report yet") % {"unit": escalation.department}
    url = address("board", escalation.period)
    tell(people, event_key=f"chasing.escalation.{escalation.pk}", subject=subject, body=text, url=url, at=at)


def proposed(escalation: Escalation, at: datetime) -> None:
    """The head of HC-TC decides."""
    with override("vi"):
        subject = _("Confirm whether leadership is told about %(unit)s") % {"unit": escalation.department}
    tell(
        User.objects.holding(Permission.CONFIRM_ESCALATIONS),
        event_key=f"chasing.escalation.{escalation.pk}.proposed", subject=subject, body=escalation.note,
        url=reverse("chasing:escalation", args=[escalation.pk]), at=at,
    )  # fmt: skip


def summary(day: date, sent: list[str], without_mail: list[str], url: str, at: datetime) -> None:
    """Once a day, to everybody who chases: whom the schedule reminded, and who has no mail address."""
    with override("vi"):
        n = len(sent)
        subject = ngettext("%(n)s unit was reminded today", "%(n)s units were reminded today", n) % {"n": n}
        body = _("Reminded: %(units)s.") % {"units": "; ".join(sent)}
        if without_mail:
            body += "\n" + _("Without a mail address, please tell them in another way: %(units)s.") % {
                "units": "; ".join(without_mail)
            }
    people = User.objects.holding(Permission.SEND_REMINDERS)
    tell(people, event_key=f"chasing.summary.{day.isoformat()}", subject=subject, body=body, url=url, at=at)
