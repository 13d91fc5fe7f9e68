"""Tell people: one notice per person and event; the mail follows in the background."""

from collections.abc import Iterable
from datetime import datetime

from departments.models import Notice, User


def tell(
    recipients: Iterable[User], *, event_key: str, subject: str, body: str = "", url: str = "", at: datetime
) -> int:
    """Write a notice to each person, once per event; returns how many people were addressed.

    `event_key` names the event for ever, e.g. `submissions.annualreport.12.return.v7`.
    """
    people = list(recipients)
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person, event_key=event_key, subject=subject[:200], body=body, url=url, at=at,
                mail_wanted=bool(person.email),
            )
            for person in people
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return len(people)
