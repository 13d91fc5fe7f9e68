"""Rounds and registrations for tests, brought to any state by the real moves."""

from datetime import date, datetime
from decimal import Decimal

from departments.models import Department
from departments.transitions import move
from reports.targets import editing, reading, rounds, workflow
from reports.targets.models import TargetLine, TargetRegistration, TargetRound
from tests import factories
from tests.factories import ICT

State = TargetRegistration.State
YEAR = 2027
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=ICT)


def catalogue() -> None:
    """The small catalogue of the factories: a count, a ratio, money."""
    factories.campaign()
    for code, wanted in factories.INDICATORS.items():
        factories.indicator(code, **wanted)


def round_(year: int = YEAR) -> TargetRound:
    """A round opened by HC-TC; the same year gives the same one."""
    catalogue()
    found = TargetRound.objects.filter(year=year).first()
    return found or rounds.open_round(year, date(year, 1, 31), by=factories.officer(), at=NOW)


class People:
    """Those a registration passes through."""

    def __init__(self, department: Department):
        self.contributor = factories.contributor(department)
        self.head = factories.head(department)
        self.reviewer = factories.leader() if department.is_coordinator else factories.officer()


def registration(
    department: Department | None = None, state: str = State.DRAFTING, people: People | None = None, filled: bool = True
) -> TargetRegistration:
    """A registration in that state, with two targets unless `filled` is false."""
    department = department or factories.unit()
    people = people or People(department)
    made = workflow.begin(round_(), department, by=people.contributor, at=NOW)
    if filled:
        write(made, people.contributor, A2={"value": Decimal(12)}, A9={"value": Decimal("97.5")})
    for transition, by in _path_to(state, people):
        note = "Đề nghị bổ sung." if transition.note_required else ""
        made = move(made, transition, by=by, at=NOW, note=note)
    return TargetRegistration.objects.for_listing().get(pk=made.pk)


def write(made: TargetRegistration, by, **fields) -> editing.Saved:
    """Save lines by code."""
    lines = {line.indicator.code: line for line in reading.lines_of(made)}
    changes = [editing.Change(lines[code].pk, lines[code].version, entry) for code, entry in fields.items()]
    return editing.save_lines(made, changes, by=by, at=NOW)


def line(made: TargetRegistration, code: str) -> TargetLine:
    return made.lines.select_related("indicator").get(indicator__code=code)


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
