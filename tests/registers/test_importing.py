"""Paste and files: preview with every problem, all or nothing, remembered columns, doubles pointed out."""

import io
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from reports.registers.catalogue import REGISTERS
from reports.registers.models import AdvisedDocument, BroughtTable, ColumnMapping, Session
from tests import factories as make

pytestmark = pytest.mark.django_db
HEAD = "Số/Ký hiệu\tNgày VB\tTrích yếu\tLoại văn bản\tNơi ban hành"
ROWS = [
    "812/QĐ-UBND\t15/03/2026\tGiải ngân\tQuyết định\tUBND tỉnh",
    "9/KH-UBND\t1/4/2026\tKế hoạch\tKế hoạch\tUBND tỉnh",
]


@pytest.fixture
def unit():
    return make.unit()


@pytest.fixture
def desk(unit):
    client = Client()
    client.force_login(make.contributor(unit), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(unit, slug="documents", route="bring", **more):
    return reverse(f"registers:{route}", kwargs={"slug": slug, "year": 2026, "unit": unit.code, **more})


def paste(desk, unit, *lines, slug="documents"):
    """Bring a table; the address of its preview."""
    answer = desk.post(address(unit, slug), {"pasted": "\n".join(lines)})
    assert answer.status_code == 302
    return answer.url


def chosen(desk, where):
    """What the preview page would send back as it stands."""
    answer = desk.get(where)
    skips = answer.context["skips"]
    data = {f"m-{column.field}": value for column, value, _fixed in answer.context["mapping"]}
    return data | {f"skip-{what}": "on" for what in ("own", "elsewhere", "years") if getattr(skips, what)}


def write(desk, where, **more):
    return desk.post(where, chosen(desk, where) | {"then": "write"} | more)


def test_an_export_with_known_headings_is_written_as_a_whole(unit, desk):
    where = paste(desk, unit, "DANH SÁCH VĂN BẢN ĐI", HEAD, *ROWS)
    assert not AdvisedDocument.objects.exists()
    assert write(desk, where).status_code == 302
    rows = {row.number: (row.kind, row.issued_on) for row in AdvisedDocument.objects.all()}
    assert rows == {"812/QĐ-UBND": ("directive", date(2026, 3, 15)), "9/KH-UBND": ("directive", date(2026, 4, 1))}
    assert not BroughtTable.objects.exists()


def test_one_wrong_cell_keeps_everything_out_and_is_named(unit, desk):
    where = paste(desk, unit, HEAD, *ROWS, "\t32/13/2026\tThiếu số\tBài thơ\tUBND tỉnh")
    page = desk.get(where).content.decode()
    assert "B4" in page
    assert "32/13/2026" in page
    assert write(desk, where).status_code == 422
    assert not AdvisedDocument.objects.exists()
    assert BroughtTable.objects.exists()


def test_columns_are_chosen_once_and_remembered(unit, desk):
    head = "Mã\tKý ngày\tTóm tắt\tAi ký"
    where = paste(desk, unit, head, "812\t15/03/2026\tGiải ngân\tUBND tỉnh", "9\t1/4/2026\tKế hoạch\tUBND tỉnh")
    assert desk.get(where).context["found"].missing or desk.get(where).context["problems"]
    mapping = {"m-kind": "=law", "m-number": "c0", "m-issued_on": "c1", "m-issuer": "c3", "m-summary": "c2"}
    skipping = {"skip-own": "on"}
    # without known headings the first row is a row; the person leaves it out by mending the table
    where = paste(desk, unit, "Mã\tKý ngày\tTóm tắt\tNơi ban hành\tGhi chú", "812\t15/03/2026\tGiải ngân\tUBND tỉnh")
    assert desk.post(where, mapping | skipping | {"then": "write"}).status_code == 302
    assert [(row.kind, row.number) for row in AdvisedDocument.objects.all()] == [("law", "812")]
    kept = ColumnMapping.objects.get(department=unit, slug="documents").columns
    assert (kept["kind"], kept["number"]) == ("=law", "ma")
    moved = "Tóm tắt\tMã\tNơi ban hành\tKý ngày", "Kế hoạch\t77\tUBND tỉnh\t2/5/2026"
    assert write(desk, paste(desk, unit, *moved)).status_code == 302
    assert AdvisedDocument.objects.get(number="77").summary == "Kế hoạch"


def test_doubles_are_pointed_out_and_left_out_on_request(unit, desk):
    write(desk, paste(desk, unit, HEAD, *ROWS))
    where = paste(
        desk, unit, HEAD, *ROWS, "10/CV\t2/4/2026\tMới\tCông văn\tUBND tỉnh", "10/CV\t2/4/2026\tMới\tCông văn\tA"
    )
    found = desk.get(where).context["found"]
    assert (found.count("own"), len(found.to_write)) == (3, 1)
    write(desk, where)
    assert AdvisedDocument.objects.count() == 3


def test_documents_of_another_unit_are_pointed_out(unit, desk):
    other = make.unit("ktn", "Phòng Kinh tế ngành")
    AdvisedDocument.objects.create(
        department=other, year=2026, kind="law", number="812/QĐ-UBND", issued_on="2026-03-15", issuer="A", summary="B",
        identity="812/qd-ubnd|2026-03-15",
    )  # fmt: skip
    where = paste(desk, unit, HEAD, *ROWS)
    found = desk.get(where).context["found"]
    assert (found.count("elsewhere"), len(found.to_write)) == (1, 2)
    write(desk, where, **{"skip-elsewhere": "on"})
    assert [row.number for row in AdvisedDocument.objects.of(unit, 2026)] == ["9/KH-UBND"]


def test_rows_of_other_years_are_problems_until_left_out(unit, desk):
    where = paste(desk, unit, HEAD, *ROWS, "1/CV\t2/4/2025\tNăm trước\tCông văn\tUBND tỉnh")
    assert write(desk, where).status_code == 422
    assert write(desk, where, **{"skip-years": "on"}).status_code == 302
    assert AdvisedDocument.objects.count() == 2


def test_a_table_is_written_once(unit, desk):
    where = paste(desk, unit, HEAD, *ROWS)
    data = chosen(desk, where) | {"then": "write"}
    assert [desk.post(where, data).status_code for _ in range(2)] == [302, 302]
    assert AdvisedDocument.objects.count() == 2


def test_somebody_elses_table_is_not_there(unit, desk):
    where = paste(desk, unit, HEAD, *ROWS)
    colleague = Client()
    colleague.force_login(make.contributor(unit), backend="django.contrib.auth.backends.ModelBackend")
    assert colleague.get(where).status_code == 404


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_keeps_its_days_and_numbers(unit, desk):
    made = workbook(["Số ký hiệu", "Ngày ban hành", "Trích yếu", "Loại VB", "Cơ quan ban hành"],
                    [1812, datetime(2026, 3, 15), "Giải ngân", "Công văn", "UBND tỉnh"])  # fmt: skip
    answer = desk.post(address(unit), {"file": SimpleUploadedFile("van-ban-di.xlsx", made)})
    write(desk, answer.url)
    row = AdvisedDocument.objects.get()
    assert (row.number, row.issued_on) == ("1812", date(2026, 3, 15))


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"PK\x03\x04"), ("a.pdf", b"%PDF-"), ("a.csv", b"")])
def test_files_that_are_no_tables_are_refused(unit, desk, name, content):
    answer = desk.post(address(unit), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert not BroughtTable.objects.exists()


def test_a_csv_file(unit, desk):
    text = "Ngày;Hình thức;Nội dung;Số người\n12/03/2026;Họp phòng;Quán triệt;8\n".encode()
    answer = desk.post(address(unit, "sessions"), {"file": SimpleUploadedFile("a.csv", text)})
    write(desk, answer.url)
    assert (Session.objects.get().form, Session.objects.get().participants) == ("meeting", 8)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.slug)
def test_the_example_of_every_column_can_be_read(unit, desk, register):
    account = make.contributor(unit, name="Bùi Thu Hằng")
    make.appoint(account.staff, unit, "Chuyên viên", level="staff")
    examples = [column.example.replace("; Trần Quang Huy", "") for column in register.columns]
    lines = "\t".join(str(column.also[0]) for column in register.columns), "\t".join(examples)
    found = desk.get(paste(desk, unit, *lines, slug=register.slug)).context["found"]
    assert found.missing == []
    assert [problem.message for problem in found.problems] == []


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.slug)
def test_the_empty_workbook_is_understood(unit, desk, register):
    made = desk.get(address(unit, register.slug, "template")).content
    answer = desk.post(address(unit, register.slug), {"file": SimpleUploadedFile("mau.xlsx", made)})
    found = desk.get(answer.url).context["found"]
    assert found.lines == []
    assert found.missing == []
