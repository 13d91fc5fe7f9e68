"""The factory brings a report to any state by the real moves."""

import pytest

from reports.submissions.models import AnnualReport
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", AnnualReport.State.values)
def test_report_at_state(state):
    assert factories.report(state=state).state == state
