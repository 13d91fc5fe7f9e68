"""Several reports accepted after reading the list: each by its own rule and version."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.submissions.models import AnnualReport
from tests import factories as make

State = AnnualReport.State
pytestmark = pytest.mark.django_db
ADDRESS = "review:accept_many"


@pytest.fixture
def officer():
    return make.officer()


@pytest.fixture
def desk(officer):
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def under_review(code, period, officer):
    department = make.unit(code, f"Phòng {code}")
    people = make.People(department)
    people.reviewer = officer
    return make.report(department, period, State.UNDER_REVIEW, people)


def test_the_list_names_what_is_refused_and_the_rest_is_accepted(desk, officer):
    period = make.period()
    mine = [under_review(code, period, officer) for code in ("a", "b")]
    other = under_review("c", period, make.officer())
    page = desk.get(reverse(ADDRESS), {"report": [r.pk for r in (*mine, other)]})
    assert [(line.report.pk, line.refusal is None) for line in page.context["lines"]] == [
        (mine[0].pk, True), (mine[1].pk, True), (other.pk, False),
    ]  # fmt: skip
    ticked = [f"{r.pk}:{r.version}" for r in (*mine, other)]
    done = desk.post(reverse(ADDRESS), {"accept": ticked})
    assert (done.context["accepted"], len(done.context["outcomes"])) == (2, 3)
    states = dict(AnnualReport.objects.values_list("pk", "state"))
    assert states == {mine[0].pk: State.ACCEPTED, mine[1].pk: State.ACCEPTED, other.pk: State.UNDER_REVIEW}


@pytest.mark.parametrize("version", ["0", "-1", "", "abc", "99999999999999999999"])
def test_a_version_nobody_read_is_not_accepted(desk, officer, version):
    report = under_review("a", make.period(), officer)
    desk.post(reverse(ADDRESS), {"accept": [f"{report.pk}:{version}"]})
    report.refresh_from_db()
    assert report.state == State.UNDER_REVIEW


def test_the_report_of_ones_own_unit_is_refused(desk, officer):
    report = under_review("a", make.period(), officer)
    officer.role_grants.create(role="contributor", department=report.department)
    done = desk.post(reverse(ADDRESS), {"accept": [f"{report.pk}:{report.version}"]})
    report.refresh_from_db()
    assert (report.state, done.context["accepted"]) == (State.UNDER_REVIEW, 0)


def test_nothing_ticked_leads_back_to_the_queue(desk):
    assert desk.get(reverse(ADDRESS)).url == reverse("review:queue")
    assert desk.post(reverse(ADDRESS)).url == reverse("review:queue")


def test_the_queue_is_narrowed_by_unit_without_marks_state_and_block(desk, officer):
    period = make.period()
    a = make.report(make.unit("a", "Phòng Nội chính"), period, State.SUBMITTED)
    b = under_review("b", period, officer)
    address = reverse("review:queue")

    def rows(**narrowed):
        return [report.pk for report in desk.get(address, narrowed).context["page"]]

    assert rows(unit="noi chinh") == [a.pk]
    assert rows(state="under_review") == [b.pk]
    assert rows(block="service") == []
    assert rows(reviewer=officer.pk) == [b.pk]
    assert rows(period="abc", state="x") == [a.pk, b.pk]
