"""The list of people: made from the staff list, ticked one by one or all at once, versions, privacy, papers."""

import io
import json

import docx
import pytest
from django.test import Client
from django.urls import reverse

from reports.registers import people
from reports.registers.models import PersonYear
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make.unit()


@pytest.fixture
def staff(unit):
    names = ("Đỗ Minh Trí", "Bùi Thu Hằng", "Lý Thị Mẩy")
    accounts = [make.contributor(unit, name=name) for name in names]
    for account in accounts:
        make.appoint(account.staff, unit, "Chuyên viên", level="staff")
    return accounts


def desk_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(unit):
    return reverse("registers:people", kwargs={"year": 2026, "unit": unit.code})


def sent(unit, **more):
    """The page as it stands, with what was typed: `{staff id: {"registered": True}}`."""
    data = {}
    typed = more.pop("typed", {})
    for person in people.roster(unit, 2026):
        values = person.stored | typed.get(person.staff.pk, {})
        data |= {f"{person.key}-seen": person.seen, f"{person.key}-base": json.dumps(person.stored)}
        data |= {f"{person.key}-{name}": "on" for name in people.TICKS if values[name]}
        data |= {f"{person.key}-{name}": values[name] for name in people.TYPED}
    return data | more


def test_everybody_of_the_unit_stands_on_the_list(unit, staff):
    page = desk_of(staff[0]).get(address(unit)).content.decode()
    assert all(account.staff.full_name in page for account in staff)


def test_one_tick_and_a_note(unit, staff):
    typed = {staff[1].staff_id: {"registered": True, "assessment": "met", "note": "Có sáng kiến"}}
    assert desk_of(staff[0]).post(address(unit), sent(unit, typed=typed)).status_code == 302
    row = PersonYear.objects.get()
    assert (row.staff, row.registered, row.assessment, row.note) == (staff[1].staff, True, "met", "Có sáng kiến")


def test_everybody_at_once(unit, staff):
    data = sent(unit, **{"then": "all:informed", "all-informed_on": "12/03/2026"})
    desk_of(staff[0]).post(address(unit), data)
    assert [f"{row.informed_on:%d/%m/%Y}" for row in PersonYear.objects.all()] == ["12/03/2026"] * 3


def test_two_people_on_one_line(unit, staff):
    mine = sent(unit, typed={staff[1].staff_id: {"registered": True}})
    theirs = sent(unit, typed={staff[1].staff_id: {"note": "Nghỉ thai sản"}, staff[2].staff_id: {"pledged": True}})
    desk_of(staff[2]).post(address(unit), theirs)
    answer = desk_of(staff[0]).post(address(unit), mine)
    assert answer.status_code == 409
    assert "Nghỉ thai sản" in answer.content.decode()
    assert PersonYear.objects.get(staff=staff[1].staff).registered is False
    assert PersonYear.objects.get(staff=staff[2].staff).pledged


def test_two_people_on_a_line_that_was_written_before(unit, staff):
    PersonYear.objects.create(department=unit, year=2026, staff=staff[1].staff, note="Cũ")
    mine = sent(unit, typed={staff[1].staff_id: {"note": "Của tôi"}})
    desk_of(staff[2]).post(address(unit), sent(unit, typed={staff[1].staff_id: {"note": "Của bạn"}}))
    assert desk_of(staff[0]).post(address(unit), mine).status_code == 409
    assert PersonYear.objects.get().note == "Của bạn"


def test_a_wrong_day_stays_in_its_box(unit, staff):
    typed = {staff[0].staff_id: {"informed": True, "informed_on": "31/02/2026"}}
    answer = desk_of(staff[0]).post(address(unit), sent(unit, typed=typed))
    assert answer.status_code == 422
    assert "31/02/2026" in answer.content.decode()
    assert not PersonYear.objects.exists()


def test_hctc_reads_and_leadership_finds_no_page(unit, staff):
    assert desk_of(make.officer()).get(address(unit)).status_code == 200
    assert desk_of(make.officer()).post(address(unit), sent(unit, then="all:registered")).status_code == 409
    assert desk_of(make.leader()).get(address(unit)).status_code == 404
    assert not PersonYear.objects.exists()


@pytest.mark.parametrize("name", ["dang-ky-thi-dua", "giao-uoc-thi-dua", "danh-sach-quan-triet", "danh-gia-ca-nhan"])
def test_papers_name_the_people(unit, staff, name):
    make.campaign()
    desk = desk_of(staff[0])
    desk.post(address(unit), sent(unit, then="all:registered"))
    where = reverse("registers:paper", kwargs={"year": 2026, "unit": unit.code, "name": name, "extension": "docx"})
    answer = desk.get(where)
    assert answer.status_code == 200
    cells = [
        c.text for table in docx.Document(io.BytesIO(answer.content)).tables for row in table.rows for c in row.cells
    ]
    assert {account.staff.full_name for account in staff} <= set(cells)
