"""What is told to whom about findings. The mail follows in the background."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from departments.models import RoleGrant, User
from departments.notices import tell
from departments.roles import UNIT_ROLES, Role
from departments.transitions import Move
from reports.oversight.models import Finding


def _of_unit(finding: Finding):
    grants = RoleGrant.objects.filter(role__in=sorted(UNIT_ROLES), department=finding.department_id)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct()


def _address(finding: Finding) -> str:
    return reverse("oversight:inspection", args=[finding.inspection_id]) + f"#f{finding.pk}"


def _tell(people, finding: Finding, event: str, subject: str, body: str, at) -> None:
    tell(people, event_key=f"oversight.finding.{finding.pk}.{event}", subject=subject, body=body,
         url=_address(finding), at=at)  # fmt: skip


def found(finding: Finding, *, at) -> None:
    """The unit learns what it is asked to put right."""
    if finding.department_id is None:
        return
    with override("vi"):
        _tell(_of_unit(finding), finding, "found", _("A shortcoming to be put right"), finding.text, at)


def reported(finding: Finding, move: Move) -> None:
    people = User.objects.filter(is_active=True, role_grants__role__in=[Role.HCTC_OFFICER, Role.HCTC_HEAD])
    with override("vi"):
        subject = _("A shortcoming was put right: please confirm")
        _tell(people.distinct(), finding, f"reported.v{finding.version}", subject, finding.how, move.at)


def sent_back(finding: Finding, move: Move) -> None:
    if finding.department_id is None:
        return
    with override("vi"):
        subject = _("A shortcoming is not put right yet")
        _tell(_of_unit(finding), finding, f"sent_back.v{finding.version}", subject, move.note, move.at)
