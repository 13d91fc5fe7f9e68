"""The pages of the official figures: what is shown to whom, what a press does, what is refused."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from departments import middleware
from departments.models import Notice
from reports.official_figures.models import OfficialRound, OfficialUpdate
from tests import factories
from tests.consolidation.pages import queries_of
from tests.official_figures import making
from tests.official_figures.making import NOW, YEAR, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: NOW))


@pytest.fixture
def people():
    return making.People(factories.unit())


def desk_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, *args) -> str:
    return reverse(f"official_figures:{name}", args=args)


def boxes(one: OfficialUpdate, **typed) -> dict[str, str]:
    """What a browser sends: `B1_1={"value": "40"}`."""
    data = {}
    for row in one.figures.select_related("indicator").order_by("pk"):
        data[f"o{row.pk}-seen"] = str(row.version)
        for name, text in typed.get(row.indicator.code.replace(".", "_"), {}).items():
            data[f"o{row.pk}-{name}"] = text
    return data


def do(user, one: OfficialUpdate, name: str, **data):
    one.refresh_from_db()
    return desk_of(user).post(address("move", one.pk, name), {"seen": one.version, "note": ""} | data)


def test_hctc_sees_what_would_be_asked_sets_a_day_and_opens(people, django_capture_on_commit_callbacks):
    officer = factories.officer()
    making.estimated_report(people.department, people)
    making.issue()
    desk = desk_of(officer)
    shown = desk.get(address("open", YEAR)).content.decode()
    assert people.department.name in shown
    assert "A9, B1.1, C2.1" in shown
    assert desk.post(address("open", YEAR), {"due_on": "01/02/2026"}).status_code == 422  # in the past
    assert not OfficialRound.objects.exists()
    assert desk.post(address("open", YEAR), {"due_on": "15/03/2026"}).status_code == 302
    assert desk.post(address("open", YEAR), {"due_on": "15/03/2026"}).status_code == 422  # once only
    assert OfficialRound.objects.get().due_on == making.DUE
    assert desk.post(address("due", YEAR), {"due_on": "15/03/2026"}).status_code == 422  # the same day
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(address("due", YEAR), {"due_on": "30/03/2026"}).status_code == 302
    assert OfficialRound.objects.get().due_on.day == 30
    assert "30/03/2026" in Notice.objects.get(recipient=people.head).body


def test_the_unit_enters_only_the_estimates_in_vietnamese_writing(people):
    one = making.update(people=people, filled=False)
    desk = desk_of(people.contributor)
    page = desk.get(address("fill", one.pk)).content.decode()
    assert "B1.1" in page
    assert "B2.1" not in page  # not an estimate
    wrong = desk.post(address("fill", one.pk), boxes(one, C2_1={"value": "1.234"}, B1_1={"value": "-3"}))
    assert wrong.status_code == 422
    assert 'value="1.234"' in wrong.content.decode()  # nothing typed is lost
    ratio = {"numerator": "19", "denominator": "20"}
    right = boxes(one, C2_1={"value": "30,5"}, B1_1={"value": "40", "evidence": "15/BC-TH"}, A9=ratio)
    assert desk.post(address("fill", one.pk), right | {"then": "read"}).status_code == 302
    assert str(making.line(one, "C2.1").value) in ("30.5", "30.5000")
    again = desk.post(address("fill", one.pk), right | {f"o{making.line(one, 'C2.1').pk}-value": "31"})
    assert again.status_code == 409  # the page was older than what stands there
    assert making.line(one, "C2.1").value == making.OFFICIAL["C2.1"]["value"]


def test_the_way_of_the_figures_with_buttons(people):
    one = making.update(people=people)
    do(people.contributor, one, "hand_to_head")
    do(people.contributor, one, "submit")  # forged: only the head signs
    assert OfficialUpdate.objects.get().state == State.AWAITING_HEAD
    do(people.head, one, "submit")
    do(people.head, one, "accept")  # forged
    assert OfficialUpdate.objects.get().state == State.SUBMITTED
    do(people.reviewer, one, "return")  # without a reason
    assert OfficialUpdate.objects.get().state == State.SUBMITTED
    do(people.reviewer, one, "accept")
    do(people.reviewer, one, "accept")  # pressed twice
    assert OfficialUpdate.objects.get().state == State.ACCEPTED
    shown = desk_of(people.contributor).get(address("update", one.pk)).content.decode()
    assert "305/BC-VPUBND" in shown
    assert desk_of(people.contributor).get(address("fill", one.pk)).status_code == 302


def test_other_units_do_not_find_it_and_hctc_reads_it_once_sent(people):
    one = making.update(people=people)
    stranger = factories.contributor(factories.unit("ktn", "Phòng Kinh tế ngành"))
    for name in ("update", "fill"):
        assert desk_of(stranger).get(address(name, one.pk)).status_code == 404
    assert desk_of(stranger).post(address("fill", one.pk), boxes(one, B1_1={"value": "1"})).status_code == 404
    assert desk_of(people.reviewer).get(address("update", one.pk)).status_code == 404
    listed = desk_of(people.reviewer).get(address("list")).content.decode()
    assert people.department.name in listed
    do(people.head, one, "submit")
    assert desk_of(people.reviewer).get(address("update", one.pk)).status_code == 200
    assert do(stranger, one, "accept").status_code == 404


def test_a_box_of_another_unit_is_refused(people):
    other = factories.unit("ktn", "Phòng Kinh tế ngành")
    mine, theirs = making.updates({people.department: people, other: making.People(other)}, filled=False)
    row = making.line(theirs, "B1.1")
    sent = boxes(mine) | {f"o{row.pk}-seen": "0", f"o{row.pk}-value": "9"}
    desk_of(people.contributor).post(address("fill", mine.pk), sent)
    assert making.line(theirs, "B1.1").value is None


def test_the_list_costs_the_same_for_many_units(people):
    officer = factories.officer()
    units = {people.department: people}
    for code in ("ktn", "nc", "nv"):
        unit = factories.unit(code, f"Phòng {code}")
        units[unit] = making.People(unit)
    making.updates(units, State.SUBMITTED)
    desk = desk_of(officer)
    many = queries_of(desk, address("list"))
    one = OfficialUpdate.objects.first()
    OfficialUpdate.objects.exclude(pk=one.pk).delete()
    assert queries_of(desk, address("list")) == many
