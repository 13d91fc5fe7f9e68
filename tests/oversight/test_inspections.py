"""The inspection log: recorded by HC-TC, put right by the unit, confirmed by HC-TC."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from departments.models import AuditEvent, Notice
from departments.permissions import Denied
from departments.todo import tasks_of
from departments.transitions import NoteRequired, StalePage, WrongState, move
from reports.oversight import editing, workflow
from reports.oversight.models import Finding, Inspection
from tests import factories as make
from tests.oversight import making

pytestmark = pytest.mark.django_db
State = Finding.State
HOW = {"resolved_on": date(2026, 11, 1), "how": "Đã phân công trực.", "evidence": "Biên bản 02/BB-TH"}


def desk(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_of(finding, **fields):
    typed = {"resolved_on": "01/11/2026", "how": "Đã phân công trực.", "evidence": "Biên bản 02/BB-TH"} | fields
    return {f"f{finding.pk}-{name}": value for name, value in typed.items()} | {"seen": finding.version}


def test_an_inspection_is_recorded_and_found_without_diacritics():
    unit, officer = make.unit(), desk(make.officer())
    data = {"subject": "Sử dụng xe công", "first_day": "12/05/2026", "units": [unit.pk], "seen": 1}
    assert officer.post(reverse("oversight:inspection_new"), data).status_code == 302
    page = officer.get(reverse("oversight:inspections"), {"q": "xe cong tong hop", "year": "2026"})
    assert [row.subject for row in page.context["page"]] == ["Sử dụng xe công"]
    assert not officer.get(reverse("oversight:inspections"), {"year": "2025"}).context["page"].object_list
    assert AuditEvent.objects.filter(action="oversight.inspection.add").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"units": []},
        {"first_day": "12/05/2099"},
        {"last_day": "01/05/2026"},
        {"first_day": "31/02/2026"},
        {"subject": ""},
    ],
)
def test_bad_input_keeps_what_was_typed(wrong):
    data = {"subject": "Sử dụng xe công", "first_day": "12/05/2026", "units": [make.unit().pk]} | wrong
    answer = desk(make.officer()).post(reverse("oversight:inspection_new"), data)
    assert answer.status_code == 422
    assert not Inspection.objects.exists()
    assert data["subject"] in answer.content.decode()


def test_the_unit_reports_and_hctc_confirms():
    unit = make.unit()
    head = make.head(unit)
    finding = making.finding(making.inspection(unit), unit)
    address = reverse("oversight:finding_move", args=[finding.pk, "report"])
    assert desk(head).post(address, form_of(finding, resolved_on="")).status_code == 422
    assert desk(head).post(address, form_of(finding)).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.how) == (State.REPORTED, "Đã phân công trực.")
    with pytest.raises(Denied):
        move(finding, workflow.CONFIRM, by=head, at=make.NOW)
    done = move(finding, workflow.CONFIRM, by=make.officer(), at=make.NOW)
    assert done.state == State.RESOLVED
    with pytest.raises(WrongState):
        move(finding, workflow.CONFIRM, by=make.officer(), at=make.NOW)


def test_sending_back_needs_a_reason_and_another_unit_may_not_report(django_capture_on_commit_callbacks):
    unit, other = make.unit(), make.unit("ktn", "Phòng Kinh tế ngành")
    writer = make.contributor(unit)
    finding = making.finding(making.inspection(unit, other), unit)
    with pytest.raises(Denied):
        move(finding, workflow.REPORT, by=make.contributor(other), at=make.NOW, **HOW)
    reported = move(finding, workflow.REPORT, by=writer, at=make.NOW, **HOW)
    with pytest.raises(NoteRequired):
        move(reported, workflow.SEND_BACK, by=make.officer(), at=make.NOW)
    with django_capture_on_commit_callbacks(execute=True):
        back = move(reported, workflow.SEND_BACK, by=make.officer(), at=make.NOW, note="Chưa có biên bản.")
    assert back.state == State.OPEN
    assert Notice.objects.filter(recipient=writer, body="Chưa có biên bản.").exists()


def test_open_shortcomings_stand_in_the_todo_of_the_unit_and_of_hctc():
    unit = make.unit()
    writer, officer = make.contributor(unit), make.officer()
    finding = making.finding(making.inspection(unit), unit)
    anchor = f"#f{finding.pk}"
    assert [t.url.endswith(anchor) for t in tasks_of(writer, make.NOW) if "oversight" in t.url] == [True]
    assert [t.url.endswith(anchor) for t in tasks_of(officer, make.NOW) if "oversight" in t.url] == [True]
    move(finding, workflow.RESOLVE, by=officer, at=make.NOW, **HOW)
    assert not [t for t in tasks_of(writer, make.NOW) if "oversight" in t.url]
    assert not [t for t in tasks_of(officer, make.NOW) if "oversight" in t.url]


def test_a_unit_sees_only_what_concerns_it():
    unit, other = make.unit(), make.unit("ktn", "Phòng Kinh tế ngành")
    both = making.inspection(unit, other)
    making.finding(both, other, text="Riêng của Phòng Kinh tế ngành")
    foreign, office = making.inspection(other), making.inspection()
    client = desk(make.contributor(unit))
    listed = client.get(reverse("oversight:inspections")).context["page"].object_list
    assert {row.pk for row in listed} == {both.pk, office.pk}
    assert client.get(reverse("oversight:inspection", args=[foreign.pk])).status_code == 404
    shown = client.get(reverse("oversight:inspection", args=[both.pk])).content.decode()
    assert "Riêng của Phòng Kinh tế ngành" not in shown


def test_a_stale_page_changes_nothing_and_removal_needs_a_reason():
    officer, unit = make.officer(), make.unit()
    made = making.inspection(unit)
    editing.save_inspection(Inspection.objects.get(pk=made.pk), [unit], by=officer, at=make.NOW, seen=1)
    with pytest.raises(StalePage):
        editing.save_inspection(Inspection.objects.get(pk=made.pk), [unit], by=officer, at=make.NOW, seen=1)
    address = reverse("oversight:inspection_remove", args=[made.pk])
    assert desk(officer).post(address, {"seen": 2, "reason": " "}).status_code == 422
    assert desk(officer).post(address, {"seen": 2, "reason": "Ghi nhầm."}).status_code == 302
    assert desk(officer).get(reverse("oversight:inspection", args=[made.pk])).status_code == 404


def test_the_workbook_has_inspections_and_findings():
    unit = make.unit()
    making.finding(making.inspection(unit), unit)
    book = load_workbook(io.BytesIO(desk(make.officer()).get(reverse("oversight:inspections_workbook")).content))
    assert book.sheetnames == ["Kiểm tra, giám sát", "Tồn tại, kiến nghị"]
    assert [row[3] for row in book.worksheets[1].iter_rows(values_only=True)][-1].startswith("Chưa tắt điều hòa")


@pytest.mark.parametrize("route", ["oversight:inspections", "oversight:examples"])
def test_lists_cost_the_same_for_one_row_and_for_many(route):
    officer = make.officer()
    client, unit = desk(officer), make.unit()

    def add():
        making.finding(making.inspection(unit, by=officer), unit, by=officer)
        making.example(unit, by=officer)

    def cost():
        client.get(reverse(route))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(route))
        return len(captured)

    add()
    one = cost()
    for _ in range(12):
        add()
    assert cost() == one


def test_days_in_the_future_are_refused():
    unit = make.unit()
    finding = making.finding(making.inspection(unit), unit)
    far = f"{date.today() + timedelta(days=900):%d/%m/%Y}"
    address = reverse("oversight:finding_move", args=[finding.pk, "report"])
    assert desk(make.head(unit)).post(address, form_of(finding, resolved_on=far)).status_code == 422
