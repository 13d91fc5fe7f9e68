"""Named action *phân công nhập liệu*: the head says who fills in which section. It shuts nobody out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from departments import audit
from departments.models import User
from departments.permissions import Refused, check
from departments.roles import Permission
from reports.submissions import answers, notifications, permissions
from reports.submissions.models import AnnualReport, SectionAssignment
from reports.submissions.sections import BY_SLUG


def people_of(report: AnnualReport):
    """Accounts that may fill in this report."""
    return User.objects.holding(Permission.FILL_REPORT, report.department).select_related("staff")


def assigned(report: AnnualReport) -> dict[str, User]:
    """Who was given which section."""
    return {row.section: row.user for row in report.assignments.select_related("user__staff")}


@transaction.atomic
def assign(report: AnnualReport, wanted: dict[str, User | None], *, by, at: datetime) -> list[SectionAssignment]:
    """Set who fills in each of the sections named; None takes an assignment back. Returns the new assignments.

    Raises Denied for anybody but the head, Refused for a section or person that is not the report's.
    """
    report = answers.locked(report)
    check(permissions.assign, by, report)
    allowed = set(people_of(report).values_list("pk", flat=True))
    if not set(wanted) <= set(BY_SLUG) or not {u.pk for u in wanted.values() if u} <= allowed:
        raise Refused(_("Only people of the unit can be given a section. Nothing was changed."))
    before = assigned(report)
    changed = {slug: user for slug, user in wanted.items() if before.get(slug) != user}
    report.assignments.filter(section__in=changed).delete()
    new = SectionAssignment.objects.bulk_create(
        SectionAssignment(report=report, section=slug, user=user, assigned_by=by, assigned_at=at)
        for slug, user in changed.items()
        if user
    )
    if changed:
        names = {slug: user.display_name if user else "–" for slug, user in changed.items()}
        audit.record(
            "submissions.annualreport.assign", target=report, by=by, at=at, label="Phân công nhập liệu",
            note="; ".join(f"{slug}: {name}" for slug, name in sorted(names.items())),
        )  # fmt: skip
        transaction.on_commit(lambda: notifications.assigned(report, new, by), robust=True)
    return new
