"""The same case in the program: units, periods, accepted reports, figures from paper, decisions about doubles."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from campaign import workflow as periods
from campaign.models import OfficeFigure, ReportingPeriod
from departments.models import Department
from departments.transitions import move
from departments.vietnamese import fold
from reports.consolidation.models import DoubleCount
from reports.submissions.models import AnnualReport, Revision
from reports.submissions.snapshots import digest, plain
from tests import factories
from tests.consolidation.golden.case import LIVES, MISSING, NO_UNIT, OFFICE, PREDECESSORS, RULES, UNITS, YEARS, Case

STATUSES = {"KPS": "none_arisen", "KTCN": "not_mine"}


def build(case: Case) -> dict[int, ReportingPeriod]:
    """Everything in the database; the annual period of each year."""
    _units()
    officer, signer = factories.officer(), factories.leader()
    made = {year: _period(year, officer) for year in YEARS}
    for year in list(YEARS)[1:]:
        _reports(case, made[year], signer)
    _paper(case, officer)
    _decisions(case, made, officer)
    return made


def review(kind: str, year: int) -> ReportingPeriod:
    """The phase review of 2025, or the final review of 2030."""
    return factories.planned_period(year, indicators={}, questions={}, kind=kind, from_year=2022)


def _units() -> None:
    for order, (code, (first, last)) in enumerate(LIVES.items(), start=1):
        dates = {
            "valid_from": date(first, 1, 1) if first > 2022 else None,
            "valid_to": date(last, 12, 31) if last < 2030 else None,
        }
        factories.unit(code, f"Đơn vị {code}", order=order, **dates)
    for code, before in PREDECESSORS.items():
        Department.objects.get(code=code).predecessors.set(Department.objects.filter(code__in=before))


def _catalogue() -> dict[str, dict]:
    return {
        rule.code: {
            "name": f"Chỉ tiêu {rule.code}", "nature": rule.nature, "across_units": rule.units,
            "across_years": rule.years, "computed_from": list(rule.parts), "decimals": 4,
            "group": "A", "group_title": "A", "weighted_by": rule.weight,
        }
        for rule in RULES.values()
    }  # fmt: skip


def _period(year: int, officer) -> ReportingPeriod:
    planned = factories.planned_period(year, indicators=_catalogue(), questions={}, office_level_only=year == 2022)
    if year == 2022:
        return planned
    return move(planned, periods.OPEN, by=officer, at=datetime(year, 10, 15, 8, tzinfo=UTC))


def sent_at(case: Case, unit: str, year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=case.sent[unit, year])


def _reports(case: Case, period: ReportingPeriod, signer) -> None:
    units = {unit.code: unit for unit in Department.objects.all()}
    year = period.year
    for code in UNITS:
        if case.reported["S1", code, year] in (MISSING, NO_UNIT):
            continue
        at = sent_at(case, code, year)
        report = AnnualReport.objects.create(period=period, department=units[code], started_at=at, state_changed_at=at)
        content = {"values": {c: _value(case, c, code, year) for c in RULES}, "texts": {}}
        report.accepted_revision = Revision.objects.create(
            report=report, number=1, content=content, sha256=digest(content), submitted_at=at, signed_off_by=signer,
            signatory="Lò Văn Minh",
        )  # fmt: skip
        report.state = AnnualReport.State.ACCEPTED
        report.save()


def _value(case: Case, code: str, unit: str, year: int) -> dict:
    known = case.reported[code, unit, year]
    documents = [d.number for d in case.doubles if d.code == code and d.year == year and unit in d.units]
    evidence = [
        {"id": 0, "name": number, "reference": f"{number} ngày 05/10/{year}", "sha256": "", "size": 0}
        for number in documents
    ]
    value, numerator, denominator = None, None, None
    if isinstance(known, Decimal):
        value = plain(known)
    elif isinstance(known, tuple):
        numerator, denominator = map(plain, known)
    return {
        "status": STATUSES.get(known, "value") if isinstance(known, str) else "value",
        "value": value, "numerator": numerator, "denominator": denominator,
        "is_estimate": False, "note": "", "evidence": evidence,
    }  # fmt: skip


def _decisions(case: Case, made: dict[int, ReportingPeriod], officer) -> None:
    """What a person said about each suspected double; the program is told the amount and the unit, nothing else."""
    for double in case.doubles:
        if double.off != "":
            day = f"{double.year}-10-05"
            DoubleCount.objects.create(
                period=made[double.year], code=double.code, thing=f"document|{fold(double.number)}|{day}",
                label=double.number, units=sorted(double.units), decided_by=officer,
                verdict="same" if double.off else "different", reason="Cùng một văn bản",
                taken_off={double.units[1]: str(double.off)} if double.off else {},
                decided_at=datetime(double.year, 12, 1, tzinfo=UTC),
            )  # fmt: skip


def _paper(case: Case, officer) -> None:
    units = {unit.code: unit for unit in Department.objects.all()}
    for (code, unit, year), known in case.paper.items():
        numerator, denominator = known if isinstance(known, tuple) else (None, None)
        OfficeFigure.objects.create(
            year=year, indicator=factories.indicator(code), department=None if unit == OFFICE else units[unit],
            value=None if isinstance(known, tuple) else known, numerator=numerator, denominator=denominator,
            source="Báo cáo số 10/BC-VPUBND", entered_by=officer,
            entered_at=datetime(year, 12, 31, tzinfo=UTC) if unit == OFFICE else sent_at(case, unit, year),
        )  # fmt: skip
