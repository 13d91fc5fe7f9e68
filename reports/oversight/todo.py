"""*Việc cần làm của tôi*: shortcomings to put right, and those reported as put right that wait for HC-TC."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.permissions import allows
from departments.todo import Todo, Tone, register
from reports.oversight import permissions
from reports.oversight.models import Finding

SHOWN = 5


def _task(finding: Finding, title: str, action: str, tone: Tone, order: int) -> Todo:
    unit = finding.department.name if finding.department else _("The whole Office")
    return Todo(
        title=title,
        detail=f"{unit} · {finding.text[:120]}",
        url=reverse("oversight:inspection", args=[finding.inspection_id]) + f"#f{finding.pk}",
        action=action,
        due=finding.due_on,
        tone=tone,
        badge=finding.get_state_display(),
        order=order,
    )


@register
def to_put_right(user, now: datetime) -> list[Todo]:
    """What a unit is asked to put right; HC-TC follows what is open anywhere."""
    records = allows(permissions.record, user, None)
    if not records and not user.department_ids:
        return []
    today = timezone.localdate(now)
    tasks = []
    for finding in Finding.objects.visible_to(user).to_resolve().for_listing()[: SHOWN * 2]:
        late = finding.due_on is not None and finding.due_on < today
        tone = Tone.BAD if late else Tone.WARN
        if allows(permissions.report, user, finding):
            tasks.append(_task(finding, _("Put right what an inspection found"), _("Report what was done"), tone, 30))
        elif records:
            tasks.append(_task(finding, _("Follow up what an inspection found"), _("Open the inspection"), tone, 60))
    return tasks[:SHOWN]


@register
def to_confirm(user, now: datetime) -> list[Todo]:
    if not allows(permissions.record, user, None):
        return []
    title, action = _("Confirm that a shortcoming was put right"), _("Read and confirm")
    found = Finding.objects.visible_to(user).to_confirm().for_listing()[:SHOWN]
    return [_task(finding, title, action, Tone.RUN, 34) for finding in found]
