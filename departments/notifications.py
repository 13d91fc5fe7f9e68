"""Notices by mail. The notice in the program is the record; the mail only calls attention to it."""

import logging
import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import Notice, User

log = logging.getLogger(__name__)

BATCH = 200
#: From this hour on the mail of the day goes out.
MORNING = 7
#: Mails are only put into a folder: nobody has given the program a mail server yet.
INTO_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"


def has_mail_server() -> bool:
    """Whether mails leave the machine."""
    return settings.EMAIL_BACKEND != INTO_A_FOLDER


def send_waiting(now: datetime) -> int:
    """Mail the notices that wait for it and return how many went out.

    Each is claimed first, so two workers never send one twice; while the mail server is away they keep waiting.
    """
    waiting = list(Notice.objects.waiting_for_mail().select_related("recipient").order_by("pk")[:BATCH])
    if not waiting:
        return 0
    sent = 0
    try:
        with get_connection() as connection:
            for notice in waiting:
                sent += _claim_and_send(notice, connection, now)
    except OSError as error:  # smtplib's own errors are OSErrors too
        log.warning("The mail server does not answer; notices keep waiting: %s", error)
    return sent


def _claim_and_send(notice: Notice, connection, now: datetime) -> int:
    unsent = Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True)
    if not unsent.update(mailed_at=now):
        return 0
    try:
        return message_of(notice, connection).send()
    except smtplib.SMTPRecipientsRefused:
        log.warning("The address of account %s takes no mail (notice %s).", notice.recipient.username, notice.pk)
        return 0
    except OSError:
        Notice.objects.filter(pk=notice.pk, mailed_at=now).update(mailed_at=None)
        raise


def message_of(notice: Notice, connection=None) -> EmailMessage:
    """The mail of a notice: its words and a link into the program; never an attachment."""
    with override("vi"):
        body = render_to_string("emails/notice.txt", {"notice": notice, "site": settings.SITE_URL})
    # A subject is one line: a line end inside it would be refused as a forged header.
    return EmailMessage(" ".join(notice.subject.split()), body, to=[notice.recipient.email], connection=connection)


def send_digests(now: datetime) -> int:
    """To those who want one mail a day: what is unread, from the morning on; returns how many mails went out.

    What was read in the program meanwhile needs no mail any more. A day and each notice are claimed first, so two
    workers never send one twice.
    """
    moment = timezone.localtime(now)
    if moment.hour < MORNING:
        return 0
    Notice.objects.waiting_for_digest().filter(read_at__isnull=False).update(mail_wanted=False)
    waiting = Notice.objects.waiting_for_digest().values("recipient")
    people = list(User.objects.filter(pk__in=waiting).without_digest(moment.date()).order_by("pk")[:BATCH])
    sent = 0
    try:
        for person in people:
            sent += _claim_and_send_digest(person, now)
    except OSError as error:
        log.warning("The mail server does not answer; the mails of the day keep waiting: %s", error)
    return sent


def _claim_and_send_digest(person: User, now: datetime) -> int:
    day, before = timezone.localtime(now).date(), person.digest_on
    if not User.objects.filter(pk=person.pk).without_digest(day).update(digest_on=day):
        return 0
    own = Notice.objects.waiting_for_digest().filter(recipient=person)
    own.update(mailed_at=now)
    notices = list(Notice.objects.filter(recipient=person, mailed_at=now).order_by("at", "pk"))
    try:
        return digest_of(person, notices).send() if notices else 0
    except smtplib.SMTPRecipientsRefused:
        log.warning("The address of account %s takes no mail.", person.username)
        return 0
    except OSError:
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=None)
        User.objects.filter(pk=person.pk, digest_on=day).update(digest_on=before)
        raise


def digest_of(person: User, notices: list[Notice]) -> EmailMessage:
    """One mail with every notice that waits; never an attachment."""
    with override("vi"):
        body = render_to_string("emails/digest.txt", {"person": person, "notices": notices, "site": settings.SITE_URL})
        subject = _("Emulation movement: %(n)s notices of the day") % {"n": len(notices)}
    return EmailMessage(subject, body, to=[person.email])
