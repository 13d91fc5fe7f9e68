"""Objects of the routes of chasing, for the matrix of routes, methods and roles."""

from departments.models import Department
from reports.chasing import workflow
from reports.chasing.models import Escalation, ReminderStep
from reports.chasing.openings import openings_of
from tests import factories
from tests.factories import NOW
from tests.meta.objects import Objects, objects_for
from tests.personas import Office

YEAR = 2026


def opened(office: Office) -> Department:
    """A period in which the unit `th` has not begun."""
    period = factories.period(YEAR)
    assert openings_of(period)
    return office.units["th"]


@objects_for(
    "chasing:reminders", "chasing:preview", "chasing:notice", "chasing:meeting_list", "chasing:log",
    "chasing:log_workbook",
)  # fmt: skip
def a_year(office: Office) -> Objects:
    unit = opened(office)
    return Objects(own={"year": YEAR}, data={"unit": unit.pk})


@objects_for("chasing:propose_escalation")
def a_unit(office: Office) -> Objects:
    return Objects(own={"year": YEAR, "department": opened(office).pk}, data={"note": "Đã đôn đốc nhiều lần."})


def proposal(office: Office) -> Escalation:
    unit = opened(office)
    found = openings_of(factories.ReportingPeriod.objects.get(year=YEAR))
    opening = next(one for one in found if one.unit == unit)
    return workflow.propose(opening, note="Đã đôn đốc nhiều lần.", by=None, at=NOW)


@objects_for("chasing:escalation")
def a_proposal(office: Office) -> Objects:
    return Objects(own={"pk": proposal(office).pk})


@objects_for("chasing:decide_escalation")
def a_decision(office: Office) -> Objects:
    return Objects(own={"pk": proposal(office).pk, "name": "dismiss"}, data={"reason": "Đơn vị đã có giải trình."})


@objects_for("chasing:step_edit")
def a_step(office: Office) -> Objects:
    return Objects(own={"pk": ReminderStep.objects.create(code="due-3", offset=-3, audience=["not_begun"]).pk})
