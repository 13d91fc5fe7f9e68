"""What is told to whom while the unit has its report. The mail follows in the background."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import User
from departments.notices import tell
from departments.roles import Permission
from departments.transitions import Move
from reports.submissions.models import AnnualReport
from reports.submissions.permissions import is_on_behalf
from reports.submissions.sections import BY_SLUG


def _tell(people, report: AnnualReport, move: Move, subject: str, body: str = "", part: str = "") -> None:
    tell(
        people,
        event_key=f"submissions.annualreport.{report.pk}.{move.transition.name}{part}.v{report.version}",
        subject=subject,
        body=body,
        url=reverse("submissions:report", args=[report.pk]),
        at=move.at,
    )


def _unit(report: AnnualReport, move: Move):
    """Colleagues in the unit of the person who made the move."""
    return User.objects.holding(Permission.FILL_REPORT, report.department).exclude(pk=move.by.pk)


def _readers(report: AnnualReport):
    """Those who review: HC-TC, or leadership for HC-TC's own report."""
    coordinator = report.department.is_coordinator
    return User.objects.holding(Permission.ACCEPT_HCTC_REPORT if coordinator else Permission.REVIEW_REPORTS)


def _moment(move: Move) -> str:
    return date_format(localtime(move.at), "H:i d/m/Y")


def awaiting_head(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: awaiting your approval") % {"period": report.period}
        body = _("%(name)s handed over the report of %(unit)s at %(moment)s.") % {
            "name": move.by.display_name, "unit": report.department, "moment": _moment(move)
        }  # fmt: skip
        heads = User.objects.holding(Permission.SIGN_OFF_REPORT, report.department).exclude(pk=move.by.pk)
        _tell(heads, report, move, subject, body)


def assigned(report: AnnualReport, rows, by: User) -> None:
    """Each person once, with all sections just given to them."""
    with override("vi"):
        for person in {row.user for row in rows} - {by}:
            titles = [str(BY_SLUG[row.section].title) for row in rows if row.user == person]
            tell(
                [person],
                event_key=f"submissions.assigned.{report.pk}.{person.pk}.{max(row.pk for row in rows)}",
                subject=_("%(period)s: sections assigned to you") % {"period": report.period},
                body="; ".join(titles),
                url=reverse("submissions:report", args=[report.pk]),
                at=rows[0].assigned_at,
            )


def sent_back(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        subject = _("%(period)s: sent back by the head") % {"period": report.period}
        _tell(_unit(report, move), report, move, subject, move.note)


def submitted(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        facts = {"period": report.period, "unit": report.department, "moment": _moment(move)}
        body = _("%(unit)s submitted its report at %(moment)s.") % facts
        if is_on_behalf(move.by, report):
            body = _("HC-TC entered and submitted the report of %(unit)s from its signed paper at %(moment)s.") % facts
        _tell(_readers(report).exclude(pk=move.by.pk), report, move, _("%(unit)s: report submitted") % facts, body)
        people = User.objects.holding(Permission.FILL_REPORT, report.department) | User.objects.filter(pk=move.by.pk)
        subject = _("%(period)s: receipt of the report") % facts
        _tell(people.distinct(), report, move, subject, "\n".join([body, *_receipt(report)]), part=".receipt")


def _receipt(report: AnnualReport) -> list[str]:
    """What proves the submission, line by line: the same as on the page of the receipt."""
    revision = report.revisions.select_related("prepared_by__staff").latest("number")
    lines = [
        (_("Receipt number"), revision.receipt_number),
        (_("Received by the server at"), date_format(localtime(revision.submitted_at), "H:i:s d/m/Y")),
        (_("Prepared by"), revision.prepared_by or "–"),
        (_("Approved by"), f"{revision.signatory} · {' – '.join(revision.capacity)}"),
        (_("Hash of the content (SHA-256)"), revision.sha256),
        (_("Files"), len(revision.files)),
    ]
    files = [f"- {item['name']}: {item['sha256']}" for item in revision.files if item["sha256"]]
    return [*(f"{label}: {words}" for label, words in lines), *files]


def withdrawn(report: AnnualReport, move: Move) -> None:
    with override("vi"):
        facts = {"period": report.period, "unit": report.department, "moment": _moment(move)}
        body = _("%(unit)s withdrew its report at %(moment)s to correct it.") % facts
        _tell(_readers(report).exclude(pk=move.by.pk), report, move, _("%(unit)s: report withdrawn") % facts, body)
        _tell(_unit(report, move), report, move, _("%(period)s: withdrawn") % facts, body)
