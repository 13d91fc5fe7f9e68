"""An issued annual report of 2025 with estimates in it, and official figures brought to any state by the real moves."""

from datetime import date, datetime
from decimal import Decimal

from campaign.models import ReportingPeriod
from departments.models import Department
from departments.transitions import move
from reports.consolidation.models import Compilation, ConsolidatedReport, Edition
from reports.official_figures import editing, reading, rounds, workflow
from reports.official_figures.models import OfficialFigure, OfficialRound, OfficialUpdate
from reports.submissions.models import AnnualReport
from tests import factories
from tests.factories import ICT

State = OfficialUpdate.State
YEAR = 2025
REPORTED = datetime(2025, 11, 20, 9, 0, tzinfo=ICT)
NOW = datetime(2026, 2, 10, 9, 0, tzinfo=ICT)
DUE = date(2026, 3, 15)
#: Estimates of every unit: a count, a ratio, one part of a total.
ESTIMATES = ("A9", "B1.1", "C2.1")
#: What they become.
OFFICIAL = {
    "A9": {"numerator": Decimal(19), "denominator": Decimal(20)},
    "B1.1": {"value": Decimal(40), "evidence": "15/BC-TH ngày 05/02/2026"},
    "C2.1": {"value": Decimal("30.5"), "note": "Theo quyết toán"},
}


class People(factories.People):
    """Those the figures pass through."""


def period() -> ReportingPeriod:
    """The annual period of 2025; the same one each time."""
    return ReportingPeriod.objects.annual().filter(year=YEAR).first() or factories.period(YEAR)


def estimated_report(department: Department, people: People, codes=ESTIMATES) -> AnnualReport:
    """An accepted report in which these figures are estimates; the total they are part of is one too."""
    made = factories.report(department, period(), people=people, at=REPORTED)
    totals = ["C2.0"] if "C2.1" in codes else []
    made.values.filter(indicator__code__in=[*codes, *totals]).update(is_estimate=True)
    for transition, by in factories._path_to(AnnualReport.State.ACCEPTED, people):
        made = move(made, transition, by=by, at=REPORTED)
    return made


def issue(number="305") -> Edition:
    """The consolidated report of the year, issued with this number; a second time the one there is."""
    found = Edition.objects.filter(report__period=period()).first()
    if found:
        return found
    leader = factories.leader()
    report = ConsolidatedReport.objects.create(
        period=period(), state=ConsolidatedReport.State.ISSUED, created_at=REPORTED
    )
    compilation = Compilation.objects.create(
        report=report, number=1, inputs={}, figures={}, texts={}, reconciliation={}, input_hash="0", made_at=REPORTED
    )
    return Edition.objects.create(
        report=report, number=1, compilation=compilation, content={}, content_sha256="0", approved_by=leader,
        approved_at=REPORTED, official_number=number, official_date=REPORTED.date(), recorded_at=REPORTED,
        recorded_by=leader,
    )  # fmt: skip


def round_() -> OfficialRound:
    """The round of the year, opened by HC-TC."""
    found = OfficialRound.objects.filter(period=period()).first()
    return found or rounds.open_round(period(), DUE, by=factories.officer(), at=NOW)


def update(
    department: Department | None = None, state: str = State.DRAFTING, people: People | None = None, filled: bool = True
) -> OfficialUpdate:
    """The official figures of a unit in that state, entered unless `filled` is false."""
    department = department or factories.unit()
    people = people or People(department)
    return updates({department: people}, state, filled)[0]


def updates(units: dict[Department, People], state: str = State.DRAFTING, filled: bool = True) -> list[OfficialUpdate]:
    """Those of several units, whose estimates stand in one issued report."""
    for department, people in units.items():
        estimated_report(department, people)
    issue()
    opened = round_()
    made = []
    for department, people in units.items():
        one = opened.updates.get(department=department)
        if filled:
            write(one, people.contributor)
        for transition, by in _path_to(state, people):
            note = "Đề nghị bổ sung." if transition.note_required else ""
            one = move(one, transition, by=by, at=NOW, note=note)
        made.append(OfficialUpdate.objects.for_listing().get(pk=one.pk))
    return made


def write(one: OfficialUpdate, by, **figures) -> editing.Saved:
    """Save lines by code (`B1_1` for B1.1); without any, everything that is official."""
    wanted = {code.replace("_", "."): entry for code, entry in figures.items()} or OFFICIAL
    empty = {"value": None, "numerator": None, "denominator": None, "note": "", "evidence": ""}
    rows = {row.indicator.code: row for row in reading.rows_of(one)}
    changes = [
        editing.Change(rows[code].pk, rows[code].version, empty | entry)
        for code, entry in wanted.items()
        if code in rows
    ]
    return editing.save_lines(one, changes, by=by, at=NOW)


def line(one: OfficialUpdate, code: str) -> OfficialFigure:
    return one.figures.select_related("indicator").get(indicator__code=code)


def _path_to(state: str, people: People) -> list[tuple]:
    handed = [(workflow.HAND_TO_HEAD, people.contributor)]
    sent = [*handed, (workflow.SUBMIT, people.head)]
    return {
        State.DRAFTING: [],
        State.AWAITING_HEAD: handed,
        State.SUBMITTED: sent,
        State.RETURNED: [*sent, (workflow.RETURN, people.reviewer)],
        State.ACCEPTED: [*sent, (workflow.ACCEPT, people.reviewer)],
    }[state]
