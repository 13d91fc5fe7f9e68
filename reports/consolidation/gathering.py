"""Reading what a compilation is made of: accepted revisions, figures from paper, registered targets, earlier years.

Nothing is written here. Only accepted revisions count; whatever else a unit has is named as missing, with the reason.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q

from campaign.models import OfficeFigure, ReportingPeriod, Target
from campaign.models.catalogue import IndicatorDefinition
from departments.models import Department, StaffMember
from reports.consolidation.amounts import BLANK, OFFICE, VALUE, Amount, Contribution, Definition
from reports.consolidation.figures import with_computed
from reports.consolidation.frozen import DEFINITION_FIELDS, amount_to_json, contribution_from_json
from reports.consolidation.phase_figures import heirs_of
from reports.submissions.models import AnnualReport, Revision

State = AnnualReport.State
OFFICE_NAME, OFFICE_SHORT_NAME = "Số liệu cấp Văn phòng", "Cấp Văn phòng"
#: Why a unit's report is not in the consolidation, as the internal annex says it.
NOT_STARTED = "Chưa bắt đầu báo cáo"
REASONS = {
    State.DRAFTING: "Đang soạn báo cáo",
    State.AWAITING_HEAD: "Chờ lãnh đạo đơn vị duyệt",
    State.SUBMITTED: "Đã gửi, chưa rà soát",
    State.UNDER_REVIEW: "Đang rà soát",
    State.RETURNED: "Đã trả lại để hoàn thiện",
}


@dataclass
class YearData:
    """One year's answers: indicator code → unit code → what it gave, with where each came from."""

    year: int
    definitions: dict[str, Definition]
    answers: dict[str, dict[str, Contribution]]
    sources: list[dict[str, Any]] = field(default_factory=list)
    paper: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction in which every query sees the same moment (PostgreSQL: REPEATABLE READ; SQLite always does)."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def definition_of(row: IndicatorDefinition) -> Definition:
    return Definition(**{name: getattr(row, name) for name in DEFINITION_FIELDS})


def definitions_of(period: ReportingPeriod) -> dict[str, Definition]:
    """The indicators as the period froze them, in the order of the catalogue."""
    return {row.code: definition_of(row) for row in period.period_indicators.order_by("order", "code")}


def reports_of(period: ReportingPeriod) -> dict[int, AnnualReport]:
    rows = AnnualReport.objects.for_period(period).select_related("accepted_revision")
    return {report.department_id: report for report in rows}


def is_accepted(report: AnnualReport | None) -> bool:
    return report is not None and report.state == State.ACCEPTED and report.accepted_revision is not None


def unit_row(unit: Department, report: AnnualReport | None) -> dict[str, Any]:
    """One unit as the inputs record it: its accepted revision, or why there is none."""
    row: dict[str, Any] = {"code": unit.code, "name": unit.name, "short_name": unit.short_name, "id": unit.pk}
    if not is_accepted(report):
        return row | {"revision": None, "reason": REASONS[State(report.state)] if report else NOT_STARTED}
    revision = report.accepted_revision
    return row | {
        "reason": "",
        "revision": {
            "id": revision.pk,
            "number": revision.number,
            "sha256": revision.sha256,
            "submitted_at": revision.submitted_at.isoformat(),
            "signatory": revision.signatory,
            "on_behalf": revision.entered_on_behalf,
        },
    }


def answers_of(period: ReportingPeriod, units: list[Department], reports: dict[int, AnnualReport]) -> YearData:
    """What the accepted revisions say, with an empty answer for every unit that was asked and has none accepted."""
    rows = list(period.period_indicators.order_by("order", "code"))
    definitions = {row.code: definition_of(row) for row in rows}
    answers: dict[str, dict[str, Contribution]] = {code: {} for code in definitions}
    for unit in units:
        report = reports.get(unit.pk)
        values = report.accepted_revision.content["values"] if is_accepted(report) else {}
        for row in rows:
            if row.code in values:
                answers[row.code][unit.code] = _contribution(values[row.code], report.accepted_revision)
            elif row.asks(unit):
                answers[row.code][unit.code] = Contribution(BLANK)
    sources = [unit_row(unit, reports.get(unit.pk)) for unit in units]
    return YearData(period.year, definitions, with_computed(definitions.values(), answers), sources)


def _contribution(value: dict, revision) -> Contribution:
    facts = {"revision": revision.pk, "number": revision.number, "at": revision.submitted_at.isoformat()}
    return contribution_from_json(value | facts)


def year_data(year: int, campaign_id: int, fallback: dict[str, Definition]) -> YearData:
    """A finished year: accepted annual revisions, completed by figures from paper where a unit has none."""
    period = ReportingPeriod.objects.annual().filter(year=year, campaign=campaign_id).first()
    data = YearData(year, dict(fallback), {code: {} for code in fallback})
    if period:
        units = list(period.units())
        data = answers_of(period, units, reports_of(period))
        data.definitions = data.definitions or dict(fallback)
        data.answers = data.answers or {code: {} for code in fallback}
    add_paper(data)
    return data


def add_paper(data: YearData) -> None:
    """A unit's paper figure fills its own gap; an Office total counts only where no unit gave a figure."""
    figures = OfficeFigure.objects.for_year(data.year).select_related("indicator", "department")
    rows = [(f, f.indicator.code, f.department.code if f.department else OFFICE) for f in figures]
    for figure, code, unit in sorted(rows, key=lambda row: row[2] == OFFICE):
        given = data.answers.setdefault(code, {})
        taken = any(g.counts for g in given.values()) if unit == OFFICE else unit in given and given[unit].counts
        if taken:
            continue
        data.definitions.setdefault(code, definition_of(figure.indicator))
        amount = Amount(figure.value, figure.numerator, figure.denominator)
        given[unit] = Contribution(VALUE, amount, at=figure.entered_at.isoformat())
        data.paper.append(
            {"year": data.year, "code": code, "unit": unit, "source": figure.source, **amount_to_json(amount)}
        )


def targets_of(year: int, units: list[Department]) -> dict[str, dict[str, Contribution]]:
    """Registered targets of the year: indicator code → unit code → amount."""
    result: dict[str, dict[str, Contribution]] = {}
    for row in Target.objects.filter(year=year, department__in=units).select_related("indicator", "department"):
        amount = Amount(row.value, row.numerator, row.denominator)
        result.setdefault(row.indicator.code, {})[row.department.code] = Contribution(VALUE, amount)
    return result


def texts_of(units: list[Department], reports: dict[int, AnnualReport]) -> dict[str, list[dict[str, Any]]]:
    """Question code → what each unit with an accepted report wrote, in office order."""
    texts: dict[str, list[dict[str, Any]]] = {}
    for unit in units:
        report = reports.get(unit.pk)
        if not is_accepted(report):
            continue
        revision = report.accepted_revision
        for code, answer in revision.content["texts"].items():
            texts.setdefault(code, []).append(
                {
                    "question": code,
                    "unit": unit.code,
                    "unit_id": unit.pk,
                    "name": unit.name,
                    "report": report.pk,
                    "revision": revision.pk,
                    "number": revision.number,
                    "text": answer["text"],
                    "nothing": answer["nothing_to_report"],
                    "reason": answer.get("reason", ""),
                }
            )
    return texts


def heirs() -> dict[str, str]:
    """Reorganised unit → the unit that carries its results on."""
    pairs = Department.objects.filter(successors__isnull=False).values_list("code", "successors__code")
    successors: dict[str, list[str]] = {}
    for code, successor in pairs.order_by("code", "successors__order", "successors__code"):
        successors.setdefault(code, []).append(successor)
    return heirs_of(successors)


def unit_names() -> list[dict[str, Any]]:
    """Names of all units in office order, for the columns of the annexes; figures of the whole Office stand last."""
    rows = Department.objects.order_by("order", "sort_key", "pk").values("code", "name", "short_name")
    return [*rows, {"code": OFFICE, "name": OFFICE_NAME, "short_name": OFFICE_SHORT_NAME}]


def staff_on(day: date, units: int) -> dict[str, int]:
    """Size of the office on this day, for the description of the situation."""
    employed = StaffMember.objects.employed_on(day)
    counts = employed.aggregate(
        total=Count("pk"),
        **{value: Count("pk", filter=Q(category=value)) for value, _ in StaffMember.Category.choices},
    )
    return {"units": units, **counts}


def contents_of(revisions: list[int]) -> dict[int, Any]:
    """Frozen contents by revision id."""
    return dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "content"))
