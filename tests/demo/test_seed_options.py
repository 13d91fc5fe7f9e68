"""Sizes and years that can be asked for, and mistakes that are answered plainly."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.models import Department, User
from reports.submissions.models import AnnualReport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True
    call_command("load_plan", stdout=StringIO())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"years": "2026-2023"}, "2026-2023 are not years"),
        ({"years": "2019-2026", "today": "2026-11-23"}, "Years can be from 2023 to 2026"),
        ({"today": "23/11/2026"}, "23/11/2026 is not a day"),
        ({"departments": 701, "today": "2026-11-23"}, "up to 700 units"),
    ],
)
def test_a_mistake_is_answered_in_one_sentence_and_changes_nothing(options, said):
    with pytest.raises(CommandError, match=said):
        call_command("seed_demo", **options)
    assert User.objects.count() == 0


def test_accounts_that_are_not_the_demonstrations_are_left_alone():
    User.objects.create_user("ai.do", "Mat-khau-thu-nghiem-2026")
    with pytest.raises(CommandError, match="accounts already"):
        call_command("seed_demo")
    assert User.objects.count() == 1


@pytest.mark.slow
def test_more_units_are_generated_for_load():
    call_command("seed_demo", departments=22, years="2026", today="2026-11-23", leave_papers=True, stdout=StringIO())
    generated = AnnualReport.objects.filter(department__code__startswith="dv")
    assert Department.objects.reporting().valid_in_year(2026).count() == 22
    assert generated.count() == 10
    assert generated.accepted().count() == 7
