"""The coming form tried out: the real form and the real checks, and nothing of it is kept."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from campaign.models import PeriodIndicator, ReportingPeriod
from departments.models import Department
from reports.submissions.models import AnnualReport, IndicatorValue
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return factories.unit()


@pytest.fixture
def client():
    client = Client()
    client.force_login(factories.officer(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(period, unit, slug="1"):
    return reverse("submissions:trial", args=[period.pk, unit.pk, slug])


def everything():
    return (
        Department.objects.count(), PeriodIndicator.objects.count(), AnnualReport.objects.count(),
        IndicatorValue.objects.count(), sorted(AnnualReport.objects.values_list("pk", "department")),
    )  # fmt: skip


def test_the_form_of_a_planned_period_is_shown_and_nothing_is_kept(client, unit):
    period, before = factories.planned_period(2027), everything()
    page = client.get(address(period, unit))
    assert page.status_code == 200
    assert "A2" in page.content.decode()
    assert everything() == before
    assert ReportingPeriod.objects.get(pk=period.pk).is_planned


def test_the_unit_s_real_report_is_not_touched(client, unit):
    people = factories.People(unit)
    report = factories.report(people=people)
    before = everything()
    page = client.get(address(report.period, unit)).content.decode()
    assert everything() == before
    assert 'value="2"' not in page  # an empty form, not the real answers


def test_what_is_typed_is_checked_and_forgotten(client, unit):
    period = factories.planned_period(2027)
    shown = client.get(address(period, unit)).content.decode()
    key = re.search(r'id="o-A2" data-answer="(v\d+)"', shown).group(1)
    names = re.search(r'name="names" value="([^"]*)"', shown).group(1).replace("&quot;", '"')
    typed = {"names": names, f"{key}-seen": "1", f"{key}-base": "{}", f"{key}-status": "value", f"{key}-value": "0.125"}
    page = client.post(address(period, unit), typed).content.decode()
    assert "0,125" in page
    assert IndicatorValue.objects.count() == 0


@pytest.mark.parametrize("names", ["", "[]", "{", '{"v1": "X"}', "null"])
def test_forged_names_do_no_harm(client, unit, names):
    period = factories.planned_period(2027)
    assert client.post(address(period, unit), {"names": names, "v1-value": "5"}).status_code == 200
    assert IndicatorValue.objects.count() == 0


def test_a_unit_that_is_not_asked_is_not_there(client, unit):
    period = factories.planned_period(2027)
    other = factories.unit("cu", "Phòng cũ", reports=False)
    assert client.get(address(period, other)).status_code == 404
