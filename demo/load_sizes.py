"""A year of any number of units, multiplied from the demonstration. Only inside a transaction that is rolled back."""

import re
from itertools import cycle

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.submissions import snapshots
from reports.submissions.models import AnnualReport, Revision

SENTENCE = re.compile(r"[.;](?=\s|$)")


def multiply(period: ReportingPeriod, wanted: int) -> None:
    """Add accepted reports of invented units until the period has `wanted` of them, each with words of its own."""
    accepted = list(
        AnnualReport.objects.accepted().filter(period=period).select_related("department", "accepted_revision")
    )
    models = cycle(sorted(accepted, key=lambda report: report.pk))
    for number in range(len(accepted) + 1, wanted + 1):
        _copy(next(models), period, number)


def _copy(model: AnnualReport, period: ReportingPeriod, number: int) -> None:
    unit = _unit(model.department, number)
    report = AnnualReport.objects.create(
        period=period,
        department=unit,
        started_at=model.started_at,
        first_submitted_at=model.first_submitted_at,
        last_submitted_at=model.last_submitted_at,
        prepared_by=model.prepared_by,
    )
    content = _content(model.accepted_revision.content, unit, number)
    revision = Revision.objects.create(
        report=report,
        number=1,
        content=content,
        sha256=snapshots.digest(content),
        submitted_at=model.accepted_revision.submitted_at,
        prepared_by=model.accepted_revision.prepared_by,
        signed_off_by=model.accepted_revision.signed_off_by,
        signatory=model.accepted_revision.signatory,
        capacity=model.accepted_revision.capacity,
    )
    AnnualReport.objects.filter(pk=report.pk).update(state=AnnualReport.State.ACCEPTED, accepted_revision=revision)


def _unit(model: Department, number: int) -> Department:
    return Department.objects.create(
        code=f"{model.code[:12]}-{number}",
        name=f"{model.name} số {number}",
        short_name=f"{model.short_name[:40]} {number}",
        kind=model.kind,
        block=model.block,
        head_title=model.head_title,
        order=model.order + number,
        valid_from=model.valid_from,
    )


def _content(content: dict, unit: Department, number: int) -> dict:
    texts = {
        code: answer | {"text": SENTENCE.sub(f", đợt {number}.", answer["text"])}
        for code, answer in content["texts"].items()
    }
    who = {"id": unit.pk, "code": unit.code, "name": unit.name, "short_name": unit.short_name}
    return content | {"department": who, "texts": texts}
