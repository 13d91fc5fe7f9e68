"""Workbooks: the round trip, every problem named, all or nothing, nothing of others."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from campaign.models import Target
from departments.models import AuditEvent
from reports.targets.models import TargetRegistration
from tests import factories
from tests.targets import making
from tests.targets.making import YEAR, State

pytestmark = pytest.mark.django_db
HEAD = 3  # row of the heads in a unit's workbook


@pytest.fixture
def people():
    factories.hctc()
    return making.People(factories.unit())


@pytest.fixture
def made(people):
    return making.registration(people=people)


def desk(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response) -> str:
    return response.content.decode()


def downloaded(client, made):
    return load_workbook(io.BytesIO(client.get(reverse("targets:workbook", args=[made.pk])).content))


def put(book, code: str, title: str, value) -> str:
    """Types a value beside the code; the cell's address."""
    sheet = book["Chỉ tiêu"]
    first = 1 if sheet.cell(1, 1).value == "Mã đơn vị" else HEAD
    heads = [cell.value for cell in sheet[first]]
    place = heads.index("Mã chỉ tiêu")
    row = next(row for row in sheet.iter_rows(min_row=first + 1) if row[place].value == code)
    cell = row[heads.index(title)]
    cell.value = value
    return cell.coordinate


def packed(book, name="bang.xlsx") -> SimpleUploadedFile:
    held = io.BytesIO()
    book.save(held)
    return SimpleUploadedFile(name, held.getvalue())


def tried(client, made, book):
    return client.post(reverse("targets:upload", args=[made.pk]), {"file": packed(book)})


def confirmed(client, made, response):
    sealed = response.context["confirm_form"]["found"].value()
    return client.post(reverse("targets:confirm", args=[made.pk]), {"found": sealed}, follow=True)


def test_the_round_trip_changes_what_was_typed_and_nothing_before_it_is_confirmed(people, made):
    client = desk(people.contributor)
    book = downloaded(client, made)
    put(book, "C2.1", f"Chỉ tiêu năm {YEAR}", 12.5)
    put(book, "A9", f"Chỉ tiêu năm {YEAR}", None)
    put(book, "A9", "Tử số", "18")
    put(book, "A9", "Mẫu số", 20)
    response = tried(client, made, book)
    assert [found.line.indicator.code for found in response.context["run"].found] == ["A9", "C2.1"]
    assert not making.line(made, "C2.1").is_filled
    confirmed(client, made, response)
    assert making.line(made, "C2.1").value == making.Decimal("12.5")
    assert (making.line(made, "A9").value, making.line(made, "A9").numerator) == (None, 18)
    event = AuditEvent.objects.about(made).last()
    assert (event.note, event.data["changed"]) == ("bang.xlsx", ["A9", "C2.1"])


def test_every_problem_is_named_by_sheet_and_cell_and_nothing_is_written(people, made):
    client = desk(people.contributor)
    book = downloaded(client, made)
    cells = [
        put(book, "A2", f"Chỉ tiêu năm {YEAR}", "12.5"),
        put(book, "D1", f"Chỉ tiêu năm {YEAR}", 1.5),
        put(book, "B2.1", "Tử số", 3),
        put(book, "C2.2", "Mã chỉ tiêu", "Z9"),
    ]
    put(book, "C2.1", f"Chỉ tiêu năm {YEAR}", 8)
    response = tried(client, made, book)
    assert response.status_code == 422
    assert {problem.cell for problem in response.context["run"].problems} == set(cells)
    assert {problem.sheet for problem in response.context["run"].problems} == {"Chỉ tiêu"}
    assert response.context["confirm_form"]["found"].value() == ""
    assert not making.line(made, "C2.1").is_filled


@pytest.mark.parametrize(("value", "kept"), [(0.975, None), (1, None), ("0,5", "0.5"), (97.5, "97.5")])
def test_a_percentage_kept_as_a_share_is_not_guessed(value, kept, people, made):
    making.write(made, people.contributor, A9={"value": None})
    client = desk(people.contributor)
    book = downloaded(client, made)
    cell = put(book, "A9", f"Chỉ tiêu năm {YEAR}", value)
    response = tried(client, made, book)
    problems = response.context["run"].problems
    assert [problem.cell for problem in problems] == ([] if kept else [cell])
    if kept:
        confirmed(client, made, response)
        assert making.line(made, "A9").value == making.Decimal(kept)
    elif value == 0.975:
        assert "97,5%" in problems[0].text


def test_a_workbook_of_another_unit_or_year_is_refused_with_the_reason(people, made):
    other = making.registration(factories.unit("ktn", "Phòng Kinh tế ngành"))
    stranger = desk(factories.contributor(factories.unit("ktn")))
    response = tried(desk(people.contributor), made, downloaded(stranger, other))
    assert response.status_code == 422
    assert "đơn vị “ktn”" in text(response)
    book = downloaded(desk(people.contributor), made)
    book["Thông tin"]["B4"] = "2026"
    assert "năm 2026" in text(tried(desk(people.contributor), made, book))
    book["Thông tin"]["B2"] = "khác"
    assert "mẫu cũ" in text(tried(desk(people.contributor), made, book))


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"not a workbook"), ("a.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF\n"), ("a.exe", b"x")]
)
def test_other_files_are_refused_with_a_sentence(name, content, people, made):
    address = reverse("targets:upload", args=[made.pk])
    response = desk(people.contributor).post(address, {"file": SimpleUploadedFile(name, content)})
    assert (response.status_code, bool(response.context["refused"])) == (422, True)
    assert desk(people.contributor).post(address, {}).status_code == 422


def test_a_cell_left_alone_does_not_undo_a_colleague(people, made):
    client = desk(people.contributor)
    book = downloaded(client, made)
    making.write(made, people.head, A2={"value": making.Decimal(30)}, D1={"value": making.Decimal(2)})
    put(book, "D1", f"Chỉ tiêu năm {YEAR}", 9)
    response = tried(client, made, book)
    found = response.context["run"].found
    assert [(row.line.indicator.code, bool(row.remark)) for row in found] == [("D1", True)]
    confirmed(client, made, response)
    assert (making.line(made, "A2").value, making.line(made, "D1").value) == (30, 9)


def test_somebody_faster_after_the_dry_run_keeps_everything_from_being_written(people, made):
    client = desk(people.contributor)
    book = downloaded(client, made)
    put(book, "D1", f"Chỉ tiêu năm {YEAR}", 9)
    put(book, "A2", f"Chỉ tiêu năm {YEAR}", 9)
    response = tried(client, made, book)
    making.write(made, people.head, A2={"value": making.Decimal(30)})
    confirmed(client, made, response)
    assert (making.line(made, "A2").value, making.line(made, "D1").value) == (30, None)


def test_what_was_checked_for_one_person_is_not_confirmed_by_another(people, made):
    book = downloaded(desk(people.contributor), made)
    put(book, "D1", f"Chỉ tiêu năm {YEAR}", 9)
    response = tried(desk(people.contributor), made, book)
    confirmed(desk(people.head), made, response)
    desk(people.contributor).post(reverse("targets:confirm", args=[made.pk]), {"found": "forged"})
    assert not making.line(made, "D1").is_filled


def test_a_registration_that_is_sent_takes_no_workbook(people):
    made = making.registration(people=people, state=State.SUBMITTED)
    client = desk(people.contributor)
    response = client.get(reverse("targets:upload", args=[made.pk]))
    assert response.headers["Location"] == reverse("targets:registration", args=[made.pk])


# One sheet of HC-TC for all units


@pytest.fixture
def office_book(people, made):
    factories.unit("ktn", "Phòng Kinh tế ngành")
    making.registration(factories.unit("nc", "Phòng Nội chính"), State.SUBMITTED)
    client = desk(people.reviewer)
    return load_workbook(io.BytesIO(client.get(reverse("targets:office_workbook", args=[YEAR])).content))


def check(client, book):
    return client.post(reverse("targets:office_upload", args=[YEAR]), {"file": packed(book)})


def test_the_sheet_of_all_units_is_recorded_as_given_by_hctc(people, made, office_book):
    units = {row[0].value for row in office_book["Chỉ tiêu"].iter_rows(min_row=2)}
    assert units == {"th", "ktn", "hctc"}
    sheet = office_book["Chỉ tiêu"]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "ktn" and row[2].value == "A2":
            row[5].value = 21
    client = desk(people.reviewer)
    response = check(client, office_book)
    assert not Target.objects.exists()
    sealed = response.context["confirm_form"]["found"].value()
    client.post(reverse("targets:office_confirm", args=[YEAR]), {"found": sealed})
    states = dict(TargetRegistration.objects.order_by("pk").values_list("department__code", "given_by_coordinator"))
    assert states == {"th": True, "nc": False, "ktn": True}
    assert Target.objects.get(department__code="ktn").value == 21


def test_problems_of_the_sheet_are_named(people, made, office_book):
    sheet = office_book["Chỉ tiêu"]
    sheet.append(["zz", "", "A2", "", "", 3])
    sheet.append(["th", "", "Z1", "", "", 3])
    sheet.append(["nc", "", "A2", "", "", 3])
    sheet.append(["th", "", "A2", "", "", 3])
    response = check(desk(people.reviewer), office_book)
    assert (response.status_code, len(response.context["run"].problems)) == (422, 4)
    assert "Phòng Nội chính" in text(response)


def test_a_sheet_of_another_year_is_refused(people, made, office_book):
    office_book["Chỉ tiêu"]["F1"] = "Chỉ tiêu năm 2020"
    response = check(desk(people.reviewer), office_book)
    assert f"Chỉ tiêu năm {YEAR}" in response.context["refused"]
