"""Reading what a compilation is made of: accepted revisions, figures from paper, registered targets, earlier years.

Nothing is written here. Only accepted revisions count; whatever else a unit has is named as missing, with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q

from campaign.models import OfficeFigure, OfficeText, ReportingPeriod, Target
from campaign.models.catalogue import IndicatorDefinition
from departments.models import Department, StaffMember
from reports.consolidation.amounts import (
    BLANK,
    NONE_ARISEN,
    NOT_MINE,
    OFFICE,
    VALUE,
    Amount,
    Contribution,
    Definition,
)
from reports.consolidation.double_reading import doubles_of
from reports.consolidation.doubles import without
from reports.consolidation.figures import prepared
from reports.consolidation.frozen import DEFINITION_FIELDS, amount_to_json, contribution_from_json
from reports.consolidation.phase_figures import heirs_of
from reports.review import appraisal
from reports.review.models import Appraisal
from reports.submissions import official
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
    #: Appraised figures that count in the place of reported ones.
    appraised: list[dict[str, Any]] = field(default_factory=list)
    #: Official figures in the place of estimates, each with the estimate it replaced.
    official: list[dict[str, Any]] = field(default_factory=list)
    #: Texts entered from paper, for the review of a phase.
    texts: list[dict[str, Any]] = field(default_factory=list)
    #: Suspected doubles with what a person decided about each.
    doubles: list[dict[str, Any]] = field(default_factory=list)

    def taken_off(self) -> list[dict[str, Any]]:
        """What confirmed doubles take off: indicator, unit and amount."""
        return [
            {"code": row["code"], "unit": unit, "amount": Decimal(amount)}
            for row in self.doubles
            for unit, amount in row["taken_off"].items()
        ]


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
    rows = AnnualReport.objects.for_period(period).select_related("accepted_revision", "department", "period")
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
            "days_late": revision.days_late,
        },
    }


def answers_of(
    period: ReportingPeriod,
    units: list[Department],
    reports: dict[int, AnnualReport],
    replacements: Mapping[int, official.Replacement] | None = None,
) -> YearData:
    """What the accepted revisions say, with an empty answer for every unit that was asked and has none accepted.

    `replacements` (of a finished year): official figures in the place of estimates, by the report's id.
    """
    replacements = replacements or {}
    appraisals = appraisal.of_reports(report.pk for report in reports.values() if is_accepted(report))
    appraised: list[dict[str, Any]] = []
    rows = list(period.period_indicators.order_by("order", "code"))
    definitions = {row.code: definition_of(row) for row in rows}
    answers: dict[str, dict[str, Contribution]] = {code: {} for code in definitions}
    for unit in units:
        report = reports.get(unit.pk)
        values = {}
        if is_accepted(report):
            values = official.replaced(report.accepted_revision.content["values"], replacements.get(report.pk))
            standing = appraisal.standing(appraisals.get(report.pk, ()), values)
            appraised += appraised_rows(period.year, report, standing)
            values = values | {code: _appraised(values[code], row) for code, row in standing.items()}
        for row in rows:
            if row.code in values:
                answers[row.code][unit.code] = _contribution(values[row.code], report.accepted_revision)
            elif row.asks(unit):
                answers[row.code][unit.code] = Contribution(BLANK)
    sources = [unit_row(unit, reports.get(unit.pk)) for unit in units]
    doubles = doubles_of(period, rows, _sent_by(units, reports), answers)
    given = prepared(definitions.values(), without(answers, doubles))
    return YearData(period.year, definitions, given, sources, appraised=appraised, doubles=doubles)


def _sent_by(units: list[Department], reports: Mapping[int, AnnualReport]) -> dict[str, Any]:
    """What each unit's accepted report says, as it was frozen."""
    accepted = [(unit, reports.get(unit.pk)) for unit in units if is_accepted(reports.get(unit.pk))]
    return {unit.code: report.accepted_revision.content["values"] for unit, report in accepted}


def appraised_rows(year: int, report: AnnualReport, standing: Mapping[str, Appraisal]) -> list[dict[str, Any]]:
    """Each appraised figure that counts, with the reported one and the reason, as the inputs record it."""
    facts = {"year": year, "unit": report.department.code, "revision": report.accepted_revision_id}
    rows = []
    for code, row in standing.items():
        amount, reported = Amount(row.value, row.numerator, row.denominator), contribution_from_json(row.reported)
        said = {"reported": amount_to_json(reported.amount), "reason": row.reason}
        rows.append({**facts, "code": code, **said, **amount_to_json(amount)})
    return rows


def appraised_now(reports: Iterable[AnnualReport]) -> list[dict[str, Any]]:
    """The appraised figures that stand in these accepted reports. One query."""
    accepted = [report for report in reports if is_accepted(report)]
    known = appraisal.of_reports(report.pk for report in accepted)
    rows = []
    for report in accepted:
        standing = appraisal.standing(known.get(report.pk, ()), report.accepted_revision.content["values"])
        rows += appraised_rows(report.period.year, report, standing)
    return rows


def _appraised(entry: Mapping[str, Any], row: Appraisal) -> dict[str, Any]:
    """The answer with the appraised figure in the place of the reported one, which stays beside it."""
    reported = {name: entry[name] for name in appraisal.FIGURES if entry[name] is not None}
    return {**entry, **appraisal.figures_of(row), "reported": reported, "reason": row.reason}


def _contribution(value: dict, revision) -> Contribution:
    facts = {"revision": revision.pk, "number": revision.number, "at": revision.submitted_at.isoformat()}
    return contribution_from_json(value | facts)


def year_data(year: int, campaign_id: int, fallback: dict[str, Definition]) -> YearData:
    """A finished year: accepted annual revisions with official figures in the place of their estimates, completed by
    figures from paper where a unit has none."""
    period = ReportingPeriod.objects.annual().filter(year=year, campaign=campaign_id).first()
    data = YearData(year, dict(fallback), {code: {} for code in fallback})
    if period:
        units = list(period.units())
        reports = reports_of(period)
        replacements = official.of_reports(report.pk for report in reports.values())
        data = answers_of(period, units, reports, replacements)
        data.official = official_rows(year, [reports[u.pk] for u in units if u.pk in reports], replacements)
        data.definitions = data.definitions or dict(fallback)
        data.answers = data.answers or {code: {} for code in fallback}
    add_paper(data)
    return data


def official_rows(
    year: int, reports: list[AnnualReport], replacements: Mapping[int, official.Replacement]
) -> list[dict[str, Any]]:
    """Each official figure with the estimate it replaces and the report that had printed it; totals follow from it."""
    rows = []
    for report in reports:
        replacement = replacements.get(report.pk)
        if replacement is None or not is_accepted(report):
            continue
        revision = report.accepted_revision
        before, after = revision.content["values"], official.replaced(revision.content["values"], replacement)
        facts = {"year": year, "unit": report.department.code, "revision": revision.pk, "update": replacement.update}
        facts |= {"report": replacement.report_number, "at": replacement.accepted_at.isoformat()}
        rows += [
            {
                **facts,
                "code": code,
                "estimate": amount_to_json(contribution_from_json(before[code]).amount),
                **amount_to_json(contribution_from_json(after[code]).amount),
            }
            for code in before
            if after[code] is not before[code] and code not in replacement.sums
        ]
    return rows


def add_paper(data: YearData) -> None:
    """A unit's paper figure fills its own gap; an Office total counts only where no unit gave a figure.

    A unit that said in its report that nothing arose, or that it is not its task, has no gap.
    """
    figures = OfficeFigure.objects.for_year(data.year).select_related("indicator", "department")
    rows = [(f, f.indicator.code, f.department.code if f.department else OFFICE) for f in figures]
    for figure, code, unit in sorted(rows, key=lambda row: row[2] == OFFICE):
        given = data.answers.setdefault(code, {})
        taken = any(g.counts for g in given.values()) if unit == OFFICE else _has_answered(given.get(unit))
        if taken:
            continue
        data.definitions.setdefault(code, definition_of(figure.indicator))
        amount = Amount(figure.value, figure.numerator, figure.denominator)
        given[unit] = Contribution(VALUE, amount, at=figure.entered_at.isoformat())
        data.paper.append(
            {"year": data.year, "code": code, "unit": unit, "source": figure.source, **amount_to_json(amount)}
        )
    data.answers = prepared(data.definitions.values(), data.answers)


def _has_answered(given: Contribution | None) -> bool:
    return given is not None and (given.counts or given.status in (NONE_ARISEN, NOT_MINE))


def paper_texts(year: int) -> list[dict[str, Any]]:
    """What papers of that year say by heading, the Office as a whole first."""
    rows = OfficeText.objects.for_year(year).select_related("question", "department")
    return [
        {
            "question": row.question.code,
            "unit": row.department.code if row.department else OFFICE,
            "name": row.department.name if row.department else "",
            "text": row.text,
            "source": row.source,
        }
        for row in sorted(rows, key=lambda row: (row.department.order if row.department else -1, row.pk))
    ]


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
