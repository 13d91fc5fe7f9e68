"""The grid of a register: saving line by line, what is wrong stays in its box, two people, removing and restoring."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from campaign import workflow as periods
from departments.models import AuditEvent, Department
from departments.roles import Role
from departments.transitions import move
from departments.vietnamese import fold
from reports.registers import counting
from reports.registers.models import AdvisedDocument, Contribution, Initiative, Session, Work
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make.unit()


@pytest.fixture
def writer(unit):
    account = make.contributor(unit, name="Bùi Thu Hằng")
    make.appoint(account.staff, unit, "Chuyên viên", level="staff")
    return account


def desk_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(unit, slug="documents", year=2026, route="register", **more):
    return reverse(f"registers:{route}", kwargs={"slug": slug, "year": year, "unit": unit.code, **more})


def blank(place=0, /, **typed):
    token = typed.pop("token", "")
    return {f"n{place}-seen": "0", f"n{place}-token": token} | {f"n{place}-{k}": v for k, v in typed.items()}


DOCUMENT = {
    "kind": "directive",
    "number": "812/QĐ-UBND",
    "issued_on": "15/03/2026",
    "issuer": "UBND tỉnh",
    "summary": "Đẩy nhanh tiến độ giải ngân",
    "timeliness": "on_time",
}


def line(row, base=None, **typed):
    """What the page sends for a written line: its boxes as shown, but for what was typed."""
    shown = {
        "kind": row.kind,
        "number": row.number,
        "issued_on": f"{row.issued_on:%d/%m/%Y}",
        "issuer": row.issuer,
        "summary": row.summary,
        "timeliness": row.timeliness,
        "note": row.note,
    }
    key = f"r{row.pk}"
    sent = {f"{key}-{name}": value for name, value in (shown | typed).items()}
    return sent | {f"{key}-seen": row.version, f"{key}-base": json.dumps(base or shown)}


def document(unit, **fields):
    values = {
        "kind": "directive",
        "number": "1/KH",
        "issued_on": date(2026, 2, 1),
        "issuer": "UBND tỉnh",
        "summary": "A",
    }
    return AdvisedDocument.objects.create(department=unit, year=2026, **(values | fields))


def test_valid_lines_are_saved_and_wrong_ones_keep_what_was_typed(unit, writer):
    typed = blank(0, **DOCUMENT) | blank(1, **DOCUMENT | {"issued_on": "31/02/2026", "number": "9/CV"})
    answer = desk_of(writer).post(address(unit), typed)
    assert answer.status_code == 422
    assert [row.number for row in AdvisedDocument.objects.all()] == ["812/QĐ-UBND"]
    page = answer.content.decode()
    assert "31/02/2026" in page
    assert "9/CV" in page


def test_a_day_of_another_year_belongs_to_its_own_register(unit, writer):
    answer = desk_of(writer).post(address(unit), blank(0, **DOCUMENT | {"issued_on": "15/03/2025"}))
    assert answer.status_code == 422
    assert not AdvisedDocument.objects.exists()


def test_sending_a_page_twice_writes_its_lines_once(unit, writer):
    typed = blank(0, **DOCUMENT, token="8e2f9d3c-6df7-4f5c-a3a4-0d1f5b6f2a11")
    desk = desk_of(writer)
    assert [desk.post(address(unit), typed).status_code for _ in range(2)] == [302, 302]
    assert AdvisedDocument.objects.count() == 1


def test_a_blank_line_sent_again_with_other_words_changes_the_line_it_wrote(unit, writer):
    token = "8e2f9d3c-6df7-4f5c-a3a4-0d1f5b6f2a11"
    desk = desk_of(writer)
    desk.post(address(unit), blank(0, **DOCUMENT, token=token))
    desk.post(address(unit), blank(0, **DOCUMENT | {"summary": "B"}, token=token))
    assert [row.summary for row in AdvisedDocument.objects.all()] == ["B"]


def test_two_people_on_different_lines_both_keep_their_work(unit, writer):
    one, other = document(unit, number="1"), document(unit, number="2")
    assert desk_of(writer).post(address(unit), line(one, summary="Của tôi")).status_code == 302
    sent = line(one) | line(other, summary="Của bạn")  # the other page still shows the first line as it was
    assert desk_of(make.contributor(unit)).post(address(unit), sent).status_code == 302
    assert {row.summary for row in AdvisedDocument.objects.all()} == {"Của tôi", "Của bạn"}


def test_two_people_on_one_line_see_base_mine_and_theirs(unit, writer):
    row = document(unit)
    other = make.contributor(unit, name="Trần Quang Huy")
    desk_of(other).post(address(unit), line(row, summary="Bản của Huy"))
    answer = desk_of(writer).post(address(unit), line(row, summary="Bản của Hằng"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bản của Huy" in page
    assert "Bản của Hằng" in page
    assert "Trần Quang Huy" in page
    row.refresh_from_db()
    assert row.summary == "Bản của Huy"
    again = line(row, base={"summary": "Bản của Huy"}, summary="Bản của Hằng")
    assert desk_of(writer).post(address(unit), again).status_code == 302
    row.refresh_from_db()
    assert row.summary == "Bản của Hằng"


def test_taking_over_the_other_entry_leaves_the_line_alone(unit, writer):
    row = document(unit)
    sent = line(row, summary="Của tôi") | {"then": f"theirs:r{row.pk}"}
    assert desk_of(writer).post(address(unit), sent).status_code == 302
    row.refresh_from_db()
    assert row.summary == "A"


def test_removed_lines_are_put_back(unit, writer):
    row, desk = document(unit), desk_of(writer)
    desk.post(address(unit), line(row) | {"then": f"remove:r{row.pk}"})
    assert not AdvisedDocument.objects.present().exists()
    assert "1/KH" in desk.get(address(unit, route="removed")).content.decode()
    desk.post(address(unit, route="restore", pk=row.pk))
    assert AdvisedDocument.objects.present().get() == row


def test_a_line_removed_meanwhile_keeps_what_was_typed(unit, writer):
    row = document(unit, removed_at=NOW)
    answer = desk_of(writer).post(address(unit), line(row, summary="Viết khi dòng đã bị xóa"))
    assert answer.status_code == 422
    assert "Viết khi dòng đã bị xóa" in answer.content.decode()


def test_history_says_who_wrote_how_many_lines(unit, writer):
    desk_of(writer).post(address(unit), blank(0, **DOCUMENT) | blank(1, **DOCUMENT | {"number": "2"}))
    event = AuditEvent.objects.get(action="registers.saved")
    assert event.data == {"added": 2, "changed": 0}
    assert event.actor == writer.username


def test_search_ignores_marks(unit, writer):
    document(unit)
    desk_of(writer).post(address(unit), blank(0, **DOCUMENT))
    page = desk_of(writer).get(address(unit), {"q": "tien do GIAI ngan"}).content.decode()
    assert "812/QĐ-UBND" in page
    assert "1/KH" not in page


def test_people_are_named_from_the_staff_list(unit, writer):
    typed = {"name": "Bảng theo dõi", "authors": "bui thu hang", "theme": "1", "level": "base", "hours": "1.234,5"}
    assert desk_of(writer).post(address(unit, "initiatives"), blank(0, **typed)).status_code == 302
    row = Initiative.objects.get()
    assert [author.full_name for author in row.authors.all()] == ["Bùi Thu Hằng"]
    assert row.hours == Decimal("1234.5")
    answer = desk_of(writer).post(address(unit, "initiatives"), blank(0, **typed | {"authors": "Người Lạ"}))
    assert answer.status_code == 422
    assert "Người Lạ" in answer.content.decode()


def test_two_people_of_one_name_are_told_apart(unit, writer):
    twin = make.contributor(unit, name="Bùi Thu Hằng")
    make.appoint(twin.staff, unit, "Phó Trưởng phòng", level="unit_deputy")
    typed = {"person": "Bùi Thu Hằng", "party": "self", "work": "Đường bản", "workdays": "2"}
    answer = desk_of(writer).post(address(unit, "contributions"), blank(0, **typed))
    assert answer.status_code == 422
    named = blank(0, **typed | {"person": "Bùi Thu Hằng (Phó Trưởng phòng)"})
    assert desk_of(writer).post(address(unit, "contributions"), named).status_code == 302
    assert Contribution.objects.get().person == twin.staff


@pytest.mark.parametrize("typed", ["12.5", "-1", "2,55", "nhiều"])
def test_figures_are_read_strictly(unit, writer, typed):
    sent = {"person": "Bùi Thu Hằng", "party": "self", "work": "Đường bản", "workdays": typed}
    answer = desk_of(writer).post(address(unit, "contributions"), blank(0, **sent))
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()


def test_the_same_document_elsewhere_is_pointed_out(unit, writer):
    other = make.unit("ktn", "Phòng Kinh tế ngành")
    desk_of(make.contributor(other)).post(address(other), blank(0, **DOCUMENT | {"number": "812 / QĐ-UBND"}))
    desk_of(writer).post(address(unit), blank(0, **DOCUMENT))
    assert "Phòng Kinh tế ngành" in desk_of(writer).get(address(unit)).content.decode()


def test_registers_close_with_the_annual_period(unit, writer):
    period = make.period()
    row = document(unit)
    move(period, periods.LOCK, by=make.person(Role.HCTC_HEAD), at=NOW)
    desk = desk_of(writer)
    answer = desk.post(address(unit), line(row, summary="Muộn"))
    assert answer.status_code == 409
    assert "Muộn" in answer.content.decode()
    row.refresh_from_db()
    assert row.summary == "A"
    assert "Muộn" not in desk.get(address(unit)).content.decode()


def test_hctc_reads_and_does_not_write(unit):
    row = document(unit)
    desk = desk_of(make.officer())
    page = desk.get(address(unit))
    assert "1/KH" in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert desk.post(address(unit), line(row, summary="B")).status_code == 409
    row.refresh_from_db()
    assert row.summary == "A"


def test_leadership_and_other_units_find_no_page(unit):
    document(unit)
    strangers = [make.leader(), make.contributor(make.unit("ktn", "Phòng Kinh tế ngành"))]
    assert [desk_of(person).get(address(unit)).status_code for person in strangers] == [404, 404]


def test_a_year_that_has_not_come_has_no_register(unit, writer):
    assert desk_of(writer).get(address(unit, year=2031)).status_code == 404


def test_listeners_are_told_inside_the_change(unit, writer, monkeypatch):
    heard = []
    monkeypatch.setattr(counting, "_listeners", [lambda *args, **more: heard.append((*args, more["by"]))])
    desk_of(writer).post(
        address(unit, "sessions"), blank(0, held_on="1/2/2026", form="online", content="A", participants="8")
    )
    assert heard == [(unit, 2026, writer)]
    assert Session.objects.get().participants == 8


def test_a_listener_that_refuses_undoes_the_change(unit, writer, monkeypatch):
    def refuse(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr(counting, "_listeners", [refuse])
    desk = desk_of(writer)
    desk.raise_request_exception = False
    assert desk.post(address(unit), blank(0, **DOCUMENT)).status_code == 500
    assert not AdvisedDocument.objects.exists()


def test_works_that_go_on_are_taken_into_the_next_year_once(unit, writer):
    fields = {"field": "transport", "progress": "behind"}
    for name, more in (("Đường A", {}), ("Đường B", {"in_use": True}), ("Đường C", {"removed_at": NOW})):
        Work.objects.create(
            department=unit, year=2025, name=name, identity=fold(name).replace(" ", ""), **fields, **more
        )
    make.period(2025)
    desk = desk_of(writer)
    assert [row.name for row in desk.get(address(unit, "works")).context["going_on"]] == ["Đường A"]
    for _ in range(2):
        assert desk.post(address(unit, "works", route="carry")).status_code == 302
    assert [row.name for row in Work.objects.of(unit, 2026)] == ["Đường A"]
    assert desk.get(address(unit, "works")).context["going_on"] == []


def test_overview_leads_to_every_register(unit, writer):
    document(unit)
    page = desk_of(writer).get(reverse("registers:overview")).content.decode()
    assert page.count("/registers/") > 7
    assert Department.objects.get().name in page


def test_excel_of_a_register_can_be_brought_back(unit, writer):
    document(unit)
    answer = desk_of(writer).get(address(unit, route="download"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
