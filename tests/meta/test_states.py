"""The page of life cycles is drawn from the tables of moves that run."""

from django.core.management import call_command

from campaign.models import ReportingPeriod
from campaign.workflow import TRANSITIONS as OF_A_PERIOD
from departments.transitions import LIFE_CYCLES
from reports.chasing.models import Escalation
from reports.chasing.workflow import TRANSITIONS as OF_AN_ESCALATION
from reports.consolidation.models import ConsolidatedReport
from reports.consolidation.workflow import TRANSITIONS as OF_THE_CONSOLIDATED_REPORT
from reports.extensions.models import Extension
from reports.extensions.workflow import TRANSITIONS as OF_AN_EXTENSION
from reports.official_figures.models import OfficialUpdate
from reports.official_figures.workflow import TRANSITIONS as OF_OFFICIAL_FIGURES
from reports.oversight.models import Finding
from reports.oversight.workflow import TRANSITIONS as OF_A_FINDING
from reports.review.workflow import TRANSITIONS as OF_REVIEW
from reports.submissions.models import AnnualReport
from reports.submissions.workflow import TRANSITIONS as OF_A_UNIT
from reports.targets.models import TargetRegistration
from reports.targets.workflow import TRANSITIONS as OF_A_REGISTRATION


def test_the_page_of_life_cycles_is_up_to_date():
    call_command("state_diagrams", check=True)


def test_every_life_cycle_is_declared_with_all_its_moves():
    declared = {model: set(moves) for model, moves in LIFE_CYCLES.values()}
    assert declared == {
        ReportingPeriod: set(OF_A_PERIOD),
        AnnualReport: {*OF_A_UNIT, *OF_REVIEW},
        TargetRegistration: set(OF_A_REGISTRATION),
        OfficialUpdate: set(OF_OFFICIAL_FIGURES),
        Finding: set(OF_A_FINDING),
        ConsolidatedReport: set(OF_THE_CONSOLIDATED_REPORT),
        Escalation: set(OF_AN_ESCALATION),
        Extension: set(OF_AN_EXTENSION),
    }


def test_every_state_is_reached_and_every_move_starts_from_a_state_that_is():
    for model, moves in LIFE_CYCLES.values():
        reached = {model._meta.get_field("state").default} | {move.target for move in moves if move.target}
        assert reached == set(model.State.values), model
        assert {source for move in moves for source in move.sources} <= reached, model
