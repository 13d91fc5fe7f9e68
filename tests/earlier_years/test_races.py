"""Two confirmations of one workbook at the same moment: it is taken over once."""

import pytest

from campaign.models import OfficeFigure
from departments.models import AuditEvent
from departments.permissions import Refused
from reports.earlier_years import importing
from reports.earlier_years.models import PaperWorkbook
from reports.earlier_years.views.access import whole_scope
from tests import factories
from tests.factories import NOW
from tests.submissions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_workbook_is_taken_over_once():
    factories.campaign()
    factories.indicator("A2")
    by = factories.officer()
    entry = {"kind": "figure", "unit": "vp", "code": "A2", "before": {"value": None}, "after": {"value": "12"}}
    facts = {"year": 2023, "by": by, "at": NOW, "expires_at": NOW, "name": "a.xlsx", "entries": [entry]}
    kept = PaperWorkbook.objects.create(**facts)

    def confirm():
        return importing.take_over(kept, whole_scope(2023), source="giấy", reason="", by=by, at=NOW)

    results = at_once(confirm, confirm)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert OfficeFigure.objects.get().value == 12
    assert AuditEvent.objects.filter(action="campaign.officefigure.enter").count() == 1
