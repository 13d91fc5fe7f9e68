"""Units with something open in a period: what is missing, until when. A fixed number of queries for any number of
units; a unit that has submitted, or is accepted, has nothing open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Trim
from django.utils import timezone

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.chasing.models import ReminderStep
from reports.extensions.limits import excepted_in, limits_of
from reports.review.models import Remark
from reports.submissions.models import AnnualReport, IndicatorValue, Narrative
from reports.submissions.sections import SECTIONS, Section, section_of

State = AnnualReport.State
Audience = ReminderStep.Audience


@dataclass(frozen=True)
class Part:
    """What one section of the form still lacks."""

    section: Section
    figures: int
    texts: int


@dataclass(frozen=True)
class Opening:
    """One unit that still has something to do. `on_time_until` is its own last day, also after an extension."""

    period: ReportingPeriod
    unit: Department
    report: AnnualReport | None
    standing: str
    due_on: date
    on_time_until: date
    is_extended: bool
    returned_on: date | None
    parts: tuple[Part, ...]
    remarks: tuple[str, ...]

    @property
    def figures(self) -> int:
        return sum(part.figures for part in self.parts)

    @property
    def texts(self) -> int:
        return sum(part.texts for part in self.parts)

    def days_late(self, today: date) -> int:
        """Whole days after the unit's last day on time; a report that came in once is no longer late."""
        came_in = self.report is not None and self.report.first_submitted_at is not None
        return 0 if came_in else max(0, (today - self.on_time_until).days)


def openings_of(period: ReportingPeriod) -> list[Opening]:
    """Every unit with something open, in office order; none while the period is planned or has no dates. In a locked
    period only units whose extension stands can still write, and are still asked."""
    if period.is_planned or period.due_on is None or period.on_time_until is None:
        return []
    excepted = excepted_in(period) if period.is_locked else None
    if excepted is not None and not excepted:
        return []
    units = list(period.units().order_by("order", "sort_key", "pk"))
    if excepted is not None:
        units = [unit for unit in units if unit.pk in excepted]
    reports = {report.department_id: report for report in AnnualReport.objects.for_period(period).for_listing()}
    late = [unit for unit in units if unit.pk not in reports or reports[unit.pk].is_with_unit]
    found = {unit.pk: reports[unit.pk] for unit in late if unit.pk in reports}
    missing = _missing_in(list(found.values()))
    remarks = _unanswered(list(found.values()))
    asked = _asked_in(period) if any(unit.pk not in found for unit in late) else ([], [])
    limits = limits_of(period)
    openings = []
    for unit in late:
        report = found.get(unit.pk)
        codes = missing.get(report.pk, ([], [])) if report else _asks(asked, unit)
        openings.append(_opening(period, unit, report, codes, remarks, limits.get(unit.pk)))
    return openings


def _opening(
    period: ReportingPeriod, unit: Department, report: AnnualReport | None, codes: tuple[list[str], list[str]],
    remarks: dict[int, list[str]], limit: date | None,
) -> Opening:  # fmt: skip
    returned = report is not None and report.state == State.RETURNED
    moved = report.state_changed_at if report and returned else None
    return Opening(
        period=period,
        unit=unit,
        report=report,
        standing=report.state if report else Audience.NOT_BEGUN.value,
        due_on=max(period.due_on, limit or period.due_on),
        on_time_until=max(period.on_time_until, limit or period.on_time_until),
        is_extended=limit is not None,
        returned_on=timezone.localtime(moved).date() if moved else None,
        parts=() if report and report.nothing_to_report else _parts(*codes),
        remarks=tuple(remarks.get(report.pk, ())) if report else (),
    )


def _parts(figures: Iterable[str], texts: Iterable[str]) -> tuple[Part, ...]:
    """Open figures and texts counted by section, in the order of the form."""
    counts: dict[str, list[int]] = {section.slug: [0, 0] for section in SECTIONS}
    for place, codes in enumerate((figures, texts)):
        for code in codes:
            counts[section_of(code).slug][place] += 1
    return tuple(Part(section, *counts[section.slug]) for section in SECTIONS if any(counts[section.slug]))


def _missing_in(reports: list[AnnualReport]) -> dict[int, tuple[list[str], list[str]]]:
    """Codes of the figures and texts nobody has answered. A total that follows its parts is not asked for itself."""
    found: dict[int, tuple[list[str], list[str]]] = {report.pk: ([], []) for report in reports}
    blank = IndicatorValue.objects.filter(report__in=reports, status=IndicatorValue.Status.BLANK).order_by("pk")
    rows = list(blank.values_list("report_id", "indicator__code", "indicator__computed_from"))
    codes = {(report, code) for report, code, _parts in rows}
    for report, code, parts in rows:
        if not any((report, part) in codes for part in parts):  # a blank total always has a blank part
            found[report][0].append(code)
    without_reason = Q(nothing_to_report=False) | Q(nothing_reason="")
    unwritten = Narrative.objects.annotate(written=Trim("text")).filter(without_reason, report__in=reports, written="")
    for report, code in unwritten.order_by("pk").values_list("report_id", "question__code"):
        found[report][1].append(code)
    return found


def _asked_in(period: ReportingPeriod) -> tuple[list, list]:
    return list(period.period_indicators.in_outline()), list(period.period_questions.in_outline())


def _asks(asked: tuple[list, list], unit: Department) -> tuple[list[str], list[str]]:
    """What a unit that has not begun will be asked."""
    figures, texts = ([row for row in rows if row.asks(unit)] for rows in asked)
    codes = {row.code for row in figures}
    return [row.code for row in figures if not codes & set(row.computed_from)], [row.code for row in texts]


def _unanswered(reports: list[AnnualReport]) -> dict[int, list[str]]:
    """Remarks sent to the unit that nobody has answered, each with the field it is about."""
    rows = Remark.objects.open().sent().filter(report__in=reports).order_by("written_at", "pk")
    found: dict[int, list[str]] = {}
    for report, label, text in rows.values_list("report_id", "field_label", "text"):
        found.setdefault(report, []).append(f"{label}: “{text}”")
    return found
