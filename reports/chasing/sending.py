"""Sending reminders: each once, written down as proof in the same transaction as the notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaign.models import ReportingPeriod
from departments import audit
from departments.models import User
from departments.notifications import has_mail_server
from departments.permissions import check
from reports.chasing import notifications, permissions
from reports.chasing.letters import Letter, letters_for, sender
from reports.chasing.models import Reminder
from reports.chasing.openings import Opening
from reports.chasing.quotes import quotes_of
from reports.chasing.recipients import recipients_of
from reports.submissions.models import AnnualReport

Kind, Channel = Reminder.Kind, Reminder.Channel


def channel_to(people: list[User]) -> str:
    """How these people are reached: by mail too where there is a server and at least one address."""
    if not people:
        return Channel.NONE
    return Channel.MAIL if has_mail_server() and any(user.email for user in people) else Channel.IN_APP


@dataclass(frozen=True)
class Prepared:
    """A letter and whom it would reach."""

    letter: Letter
    people: list[User]

    @property
    def opening(self) -> Opening:
        return self.letter.opening

    @property
    def without_mail(self) -> list[User]:
        return [user for user in self.people if not user.email]

    @property
    def has_mail(self) -> bool:
        """Whether at least one of them gets it by mail too."""
        return channel_to(self.people) == Channel.MAIL


def prepare(period: ReportingPeriod, openings: Iterable[Opening], today: date) -> list[Prepared]:
    """The exact text and the recipients for each unit, in a fixed number of queries; nothing is sent."""
    openings = list(openings)
    people = recipients_of(openings, today)
    quotes = quotes_of(period, [opening.unit for opening in openings])
    letters = letters_for(openings, quotes, today=today, by_name=sender())
    return [Prepared(letter, people[letter.opening.unit.pk]) for letter in letters]


def send_by_hand(chosen: Iterable[tuple[Prepared, str]], *, by: User, at: datetime) -> tuple[list[str], list[str]]:
    """Officer's reminders with the texts as edited; names of the units that were sent one, and of those that were not
    because they had one today or have meanwhile submitted."""
    day = timezone.localtime(at).date()
    sent, left = [], []
    for prepared, text in chosen:
        check(permissions.remind, by, prepared.opening.period)
        made = send(prepared, text=text, kind=Kind.MANUAL, occasion=f"manual@{day.isoformat()}", by=by, at=at)
        (sent if made else left).append(prepared.opening.unit.name)
    return sent, left


@transaction.atomic
def send(prepared: Prepared, *, text: str, kind: str, occasion: str, by: User | None, at: datetime) -> Reminder | None:
    """Write the proof and tell the unit's people; None if the unit had this reminder, or one today, or has nothing
    open any more."""
    opening = prepared.opening
    if not _still_stands(opening):
        return None
    channel = channel_to(prepared.people)
    reminder = log(
        opening, text=text, kind=kind, occasion=occasion, by=by, at=at, channel=channel, people=prepared.people
    )
    if reminder:
        notifications.remind(reminder, prepared.letter, prepared.people)
    return reminder


def _still_stands(opening: Opening) -> bool:
    """The report is in the state the reminder speaks of; it stays so until this transaction ends."""
    rows = AnnualReport.objects.select_for_update(of=("self",)).for_period(opening.period)
    report = rows.filter(department=opening.unit).first()
    return (report.state if report else None) == (opening.report.state if opening.report else None)


@transaction.atomic
def log_paper(openings: Iterable[Opening], *, text: str, by: User, at: datetime) -> None:
    """An official notice was made on paper: written down once a day and unit."""
    occasion = f"paper@{timezone.localtime(at).date().isoformat()}"
    for opening in openings:
        check(permissions.remind, by, opening.period)
        log(opening, text=text, kind=Kind.PAPER, occasion=occasion, by=by, at=at, channel=Channel.PAPER, people=[])


def log(
    opening: Opening, *, text: str, kind: str, occasion: str, by: User | None, at: datetime, channel: str,
    people: list[User],
) -> Reminder | None:  # fmt: skip
    """One row of proof and its audit event, inside the caller's transaction; None if it stands already."""
    reminder = Reminder(
        period=opening.period, department=opening.unit, kind=kind, occasion=occasion,
        day=timezone.localtime(at).date(), at=at, by=by, text=text, channel=channel,
        recipients=[{"name": user.display_name, "mail": bool(user.email)} for user in people],
    )  # fmt: skip
    try:
        with transaction.atomic():
            reminder.save()
    except IntegrityError:  # another worker or officer was faster
        return None
    audit.record(
        f"chasing.reminder.{kind}", target=opening.period, by=by, at=at, label="Đôn đốc", note=opening.unit.name,
        data={"unit": opening.unit.code, "occasion": occasion, "recipients": reminder.recipients, "text": text},
    )  # fmt: skip
    return reminder
