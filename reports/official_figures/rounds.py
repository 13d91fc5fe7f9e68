"""Named action *Cập nhật số chính thức năm {n}*: HC-TC asks the units for what their estimates have become."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import PeriodIndicator, ReportingPeriod
from departments import audit
from departments.permissions import Refused, check
from reports.official_figures import issued, notifications, permissions
from reports.official_figures.models import OfficialFigure, OfficialRound, OfficialUpdate
from reports.submissions.models import AnnualReport


@dataclass(frozen=True)
class Candidate:
    """An issued annual report in which estimates stand."""

    period: ReportingPeriod
    report: issued.IssuedReport
    #: Estimates by unit, in office order: (report of the unit, codes).
    units: list[tuple[AnnualReport, list[str]]]

    @property
    def figures(self) -> int:
        return sum(len(codes) for _report, codes in self.units)


def waiting(since: date) -> list[tuple[ReportingPeriod, issued.IssuedReport]]:
    """Years whose report was issued on this day or later, holds estimates and has no round yet; two queries."""
    reports = {pk: report for pk, report in issued.reports().items() if report.day >= since}
    estimated = AnnualReport.objects.accepted().filter(values__is_estimate=True).values("period")
    periods = ReportingPeriod.objects.annual().filter(pk__in=reports, official_round=None)
    return [(period, reports[period.pk]) for period in periods.filter(pk__in=estimated).order_by("-year")]


def candidate_of(period: ReportingPeriod) -> Candidate | None:
    """What a round of this year would ask for; None where its report is not issued or holds no estimate."""
    report = issued.reports().get(period.pk)
    if report is None or period.kind != ReportingPeriod.Kind.ANNUAL:
        return None
    sums = sums_of([period]).get(period.pk, {})
    units = []
    for one in _accepted(period):
        codes = estimates_in(one.accepted_revision.content["values"], sums)
        if codes:
            units.append((one, codes))
    return Candidate(period, report, units) if units else None


def _accepted(period: ReportingPeriod):
    rows = AnnualReport.objects.accepted().filter(period=period)
    return rows.select_related("department", "accepted_revision").order_by("department__order", "pk")


def sums_of(periods) -> dict[int, dict[str, list[str]]]:
    """Totals and their parts, by period."""
    found: dict[int, dict[str, list[str]]] = {}
    rows = PeriodIndicator.objects.filter(period__in=list(periods)).exclude(computed_from=[])
    for period, code, parts in rows.order_by("order", "pk").values_list("period", "code", "computed_from"):
        found.setdefault(period, {})[code] = parts
    return found


def estimates_in(values: dict[str, dict[str, Any]], sums: dict[str, list[str]]) -> list[str]:
    """Codes of the estimates the unit itself gave; a total follows from its parts and is never asked for."""
    return [
        code
        for code, entry in values.items()
        if entry["is_estimate"] and entry["status"] == "value" and not set(sums.get(code, ())) & values.keys()
    ]


@transaction.atomic
def open_round(period: ReportingPeriod, due_on: date, *, by, at: datetime) -> OfficialRound:
    """List every unit's estimates of the issued report and tell the units. Refused before issue, or a second time."""
    check(permissions.open_round, by, None)
    period = ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if OfficialRound.objects.filter(period=period).exists():
        raise Refused(_("Official figures of %(year)s are asked for already. Nothing was changed.") % _year(period))
    candidate = candidate_of(period)
    if candidate is None:
        raise Refused(
            _("Official figures of %(year)s can be asked for once its report is issued and estimates stand in it.")
            % _year(period)
        )
    made = OfficialRound.objects.create(
        period=period, report_number=candidate.report.number, report_date=candidate.report.day, due_on=due_on,
        opened_at=at, opened_by=by,
    )  # fmt: skip
    _list_estimates(made, candidate, at)
    units = {report.department.code: codes for report, codes in candidate.units}
    audit.record(
        "official_figures.officialround.open", target=made, by=by, at=at, label="Mở cập nhật số chính thức",
        data={"due_on": due_on.isoformat(), "report": made.report_number, "estimates": units},
    )  # fmt: skip
    transaction.on_commit(lambda: notifications.round_opened(made, at=at), robust=True)
    return made


@transaction.atomic
def move_due(round_: OfficialRound, due_on: date, *, by, at: datetime) -> OfficialRound:
    """Another due date; the units are told."""
    check(permissions.open_round, by, None)
    round_ = OfficialRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    before, round_.due_on = round_.due_on, due_on
    if before == due_on:
        raise Refused(_("No date was changed."))
    round_.save(update_fields=["due_on"])
    audit.record(
        "official_figures.officialround.due", target=round_, by=by, at=at, label="Dời hạn gửi số chính thức",
        data={"due_on": [before.isoformat(), due_on.isoformat()]},
    )  # fmt: skip
    transaction.on_commit(lambda: notifications.due_moved(round_, at=at), robust=True)
    return round_


def _year(period: ReportingPeriod) -> dict[str, int]:
    return {"year": period.year}


def _list_estimates(made: OfficialRound, candidate: Candidate, at: datetime) -> None:
    indicators = {row.code: row for row in made.period.period_indicators.order_by("pk")}
    for report, codes in candidate.units:
        revision = report.accepted_revision
        update = OfficialUpdate.objects.create(
            round=made, department=report.department, revision=revision, state_changed_at=at
        )
        names = ("value", "numerator", "denominator", "note")
        OfficialFigure.objects.bulk_create(
            OfficialFigure(
                update=update, indicator=indicators[code],
                estimate={name: revision.content["values"][code][name] for name in names},
            )
            for code in codes
        )  # fmt: skip
