"""The load sizes of the benchmark: units multiplied from real ones, each with words of its own, all of it accepted."""

import pytest
from django.core.management import CommandError, call_command

from demo.load_sizes import multiply
from reports.consolidation.compiling import compile_period
from reports.submissions import snapshots
from reports.submissions.models import AnnualReport, Revision
from tests import factories
from tests.factories import NOW


def test_a_year_is_multiplied_to_the_wanted_number_of_units(db):
    period = factories.period(2026)
    for code, name in (("th", "Phòng Tổng hợp"), ("ktn", "Phòng Kinh tế ngành")):
        factories.report(factories.unit(code, name), period, AnnualReport.State.ACCEPTED)
    multiply(period, 7)
    compiled = compile_period(period, NOW.date())
    assert (len(compiled.counted_units), len(compiled.missing_units), compiled.closes) == (7, 0, True)
    assert len({row["text"] for row in compiled.texts["II.2"]}) == 6
    assert all(revision.sha256 == snapshots.digest(revision.content) for revision in Revision.objects.all())


def test_without_an_issued_report_there_is_nothing_to_measure(db):
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("bench")
