"""Trying the coming form as a unit will see it: the real form and the real checks, and nothing of it is kept."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from campaign import freezing
from campaign.models import ReportingPeriod
from departments.models import Department
from reports.submissions import feeding, sums, workflow
from reports.submissions import material as materials
from reports.submissions.filling import Sheet
from reports.submissions.forms import prefix_of
from reports.submissions.models import AnnualReport


@contextmanager
def trial(period: ReportingPeriod, department: Department, *, by, at: datetime) -> Iterator[AnnualReport]:
    """A report of the unit with empty answers, as it would begin; taken back whole at the end, whatever happens."""
    with transaction.atomic():
        if period.is_planned:
            freezing.freeze(period)
        AnnualReport.objects.for_period(period).filter(department=department).update(department=_nobody())
        report = AnnualReport.objects.create(
            period=period, department=department, started_at=at, state_changed_at=at, prepared_by=by
        )
        workflow.empty_answers(report)
        feeding.follow(report, by=by, at=at)
        yield report
        transaction.set_rollback(True)


def _nobody() -> Department:
    """A unit of the moment that takes the unit's real report out of the way."""
    return Department.objects.create(code="thu-bieu-mau", name="–", short_name="–", kind=Department.Kind.DIVISION)


def typed_in(sheet: Sheet, *, by, at: datetime) -> materials.Material:
    """The report as it would stand after this sheet was saved; what could not be read stays out."""
    report = sheet.material.report
    for change in sheet.changes():
        change.model.objects.filter(pk=change.pk, report=report).update(**change.fields)
    sums.refresh(report, by=by, at=at)
    return materials.of(report)


def names_of(material: materials.Material) -> str:
    """Which box belongs to which item: row numbers differ from one trial to the next, codes do not."""
    return json.dumps({prefix_of(answer): answer.code for answer in (*material.values, *material.narratives)})


def renamed(data: QueryDict, material: materials.Material) -> QueryDict:
    """What was typed in the trial before, under the names of this one. What cannot be matched is left out."""
    try:
        before = json.loads(data.get("names", ""))
        codes = {str(key): str(code) for key, code in before.items()}
    except (ValueError, AttributeError):
        return QueryDict()
    now = {answer.code: answer for answer in (*material.values, *material.narratives)}
    found = QueryDict(mutable=True)
    for name in data:
        key, _hyphen, field = name.partition("-")
        answer = now.get(codes.get(key, ""))
        if answer is not None and field:
            value = str(answer.version) if field == "seen" else data[name]
            found[f"{prefix_of(answer)}-{field}"] = value
    return found
