"""Model examples: chosen once, spread, kept in a workbook."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.oversight import editing
from reports.oversight.editing import TakenAlready
from reports.oversight.models import ModelExample, SpreadAct
from reports.registers.models import GoodExample
from tests import factories as make
from tests.oversight import making
from tests.oversight.test_inspections import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(db):
    return GoodExample.objects.create(
        department=make.unit(), year=2026, kind="individual", name="Bùi Thu Hằng", content="Hoàn thành sớm 32 hồ sơ"
    )


def test_a_line_of_a_register_is_chosen_once(row):
    officer = desk(make.officer())
    listed = officer.get(reverse("oversight:examples"), {"year": "2026"}).context["offered"]
    assert [one.name for one in listed] == ["Bùi Thu Hằng"]
    address = f"{reverse('oversight:example_new')}?row={row.pk}"
    assert "Hoàn thành sớm 32 hồ sơ" in officer.get(address).content.decode()
    data = {"kind": "individual", "name": row.name, "department": row.department_id, "content": row.content}
    assert officer.post(address, data | {"decided_on": "01/06/2026"}).status_code == 302
    assert ModelExample.objects.get().source == row
    assert not officer.get(reverse("oversight:examples"), {"year": "2026"}).context["offered"]
    with pytest.raises(TakenAlready):
        making.example(row.department, source=row)


def test_an_act_of_spreading_is_recorded_and_written_into_the_workbook(row):
    example = making.example(row.department)
    officer = desk(make.officer())
    address = reverse("oversight:spread", args=[example.pk])
    assert officer.post(address, {"form": "meeting", "day": ""}).status_code == 422
    typed = {"form": "meeting", "day": "10/06/2026", "units_reached": "12", "result": "12 đơn vị áp dụng"}
    assert officer.post(address, typed).status_code == 302
    sheet = load_workbook(io.BytesIO(officer.get(reverse("oversight:examples_workbook")).content)).active
    last = list(sheet.iter_rows(values_only=True))[-1]
    assert last[1] == example.name
    assert last[7:] == ("10/06/2026", 12, "12 đơn vị áp dụng")


def test_other_people_read_and_do_not_write(row):
    example = making.example(row.department)
    client = desk(make.contributor(row.department))
    assert client.get(reverse("oversight:example", args=[example.pk])).status_code == 200
    assert client.post(reverse("oversight:spread", args=[example.pk]), {}).status_code == 404


def test_correcting_an_example_keeps_its_year_with_its_day():
    example = making.example()
    example.decided_on = date(2025, 3, 1)
    saved = editing.save_example(example, by=make.officer(), at=make.NOW, seen=1)
    assert saved.year == 2025
    act = SpreadAct(form="visit", day=date(2025, 4, 1))
    assert editing.spread(saved, act, by=make.officer(), at=make.NOW).example == saved
