"""Task of a unit in a period that is scored: give itself a score."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from departments.models import Department
from departments.roles import Permission
from departments.todo import Todo, Tone, register
from reports.scoring.models import PeriodScoring, UnitScore


@register
def own_score(user, now: datetime) -> list[Todo]:
    """While the period is open and HC-TC has not begun to appraise; nothing where scoring is off."""
    if not user.department_ids:
        return []
    tasks = []
    for scoring in PeriodScoring.objects.of_open_periods().select_related("period"):
        done = set(
            UnitScore.objects.of_period(scoring.period).settled_of(user.department_ids).values_list("department")
        )
        tasks += [
            _task(scoring, unit)
            for unit in scoring.period.units().filter(pk__in=user.department_ids).order_by("order", "pk")
            if (unit.pk,) not in done and user.may(Permission.FILL_REPORT, unit.pk)
        ]
    return tasks


def _task(scoring: PeriodScoring, unit: Department) -> Todo:
    return Todo(
        title=_("Give the unit its own score for %(year)s (internal)") % {"year": scoring.period.year},
        detail=unit.name,
        url=reverse("scoring:own", args=[scoring.period.year, unit.pk]),
        action=_("Open the score sheet"),
        badge=_("Internal"),
        due=scoring.period.due_on,
        tone=Tone.NONE,
        order=60,
    )
