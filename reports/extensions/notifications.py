"""What is told to whom about an extension. The mail follows in the background."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from departments.transitions import Move
from departments.vietnamese import format_date
from reports.extensions.models import Extension


def deciders(extension: Extension):
    """Who decides: the head of HC-TC; for HC-TC itself the leadership."""
    own = extension.department.is_coordinator
    return User.objects.holding(Permission.ACCEPT_HCTC_REPORT if own else Permission.GRANT_EXTENSIONS)


def _unit(extension: Extension):
    return User.objects.holding(Permission.FILL_REPORT, extension.department)


def _officers():
    return User.objects.holding(Permission.MANAGE_PERIODS)


def _facts(extension: Extension, note: str = "") -> dict[str, str]:
    return {
        "unit": extension.department.name,
        "period": str(extension.period),
        "wished": format_date(extension.wished_until),
        "until": format_date(extension.granted_until) if extension.granted_until else "",
        "reason": note,
    }


def _tell(people, extension: Extension, act: str, by, at, subject: str, body: str) -> None:
    tell(
        people.exclude(pk=by.pk) if by else people,
        event_key=f"extensions.extension.{extension.pk}.{act}.v{extension.version}",
        subject=subject,
        body=body,
        url=reverse("extensions:extension", args=[extension.pk]),
        at=at,
    )


def _announce(groups, extension: Extension, move: Move, subject: str, body: str) -> None:
    facts = _facts(extension, move.note)
    people = groups[0]
    for group in groups[1:]:
        people = people | group
    _tell(people.distinct(), extension, move.transition.name, move.by, move.at, subject % facts, body % facts)


def asked(extension: Extension, *, by, at) -> None:
    """Those who decide and the officers; the unit, where HC-TC proposed it or a colleague asked."""
    with override("vi"):
        facts = _facts(extension, extension.reason)
        subject = _("%(unit)s asks for more time until %(wished)s") % facts
        if extension.is_proposal:
            subject = _("An extension until %(wished)s is proposed for %(unit)s") % facts
        body = _("%(period)s. Reason: %(reason)s") % facts
        people = (deciders(extension) | _officers() | _unit(extension)).distinct()
        _tell(people, extension, "ask", by, at, subject, body)


def recommended(extension: Extension, move: Move) -> None:
    with override("vi"):
        subject = _("Recommendation on the extension for %(unit)s")
        _announce([deciders(extension)], extension, move, subject, "%(reason)s")


def granted(extension: Extension, move: Move) -> None:
    with override("vi"):
        subject = _("%(unit)s: extension until %(until)s granted")
        body = _("%(period)s. A report sent by %(until)s counts as on time.")
        _announce([_unit(extension), _officers()], extension, move, subject, body)


def refused(extension: Extension, move: Move) -> None:
    with override("vi"):
        subject = _("%(unit)s: extension not granted")
        body = _("%(period)s. Reason: %(reason)s")
        _announce([_unit(extension), _officers()], extension, move, subject, body)


def withdrawn(extension: Extension, move: Move) -> None:
    with override("vi"):
        subject = _("%(unit)s: request for an extension withdrawn")
        _announce([_unit(extension), _officers(), deciders(extension)], extension, move, subject, "%(period)s.")


def revoked(extension: Extension, move: Move) -> None:
    with override("vi"):
        subject = _("%(unit)s: extension until %(until)s revoked")
        body = _("%(period)s. Reason: %(reason)s")
        _announce([_unit(extension), _officers()], extension, move, subject, body)


def expired(extension: Extension, move: Move) -> None:
    with override("vi"):
        subject = _("%(unit)s: the extension ended on %(until)s")
        _announce([_unit(extension)], extension, move, subject, "%(period)s.")
