"""A unit that has not begun, in a period with the usual steps."""

from dataclasses import dataclass

import pytest

from campaign.models import ReportingPeriod
from departments.models import Department
from reports.chasing.step_loading import load_steps
from tests import factories as make


@dataclass(frozen=True)
class Chased:
    unit: Department
    people: make.People
    period: ReportingPeriod


def chased_unit() -> Chased:
    """Due on Wednesday 25 November 2026, on time until Monday 30; opened on 15 October."""
    load_steps(make.NOW)
    unit = make.unit()
    make.hctc()
    people, period = make.People(unit), make.period()
    period.departments.set([unit])
    return Chased(unit, people, period)


@pytest.fixture
def chased(db):
    return chased_unit()
