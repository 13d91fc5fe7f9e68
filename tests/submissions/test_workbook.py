"""The unit's workbook: written, filled in offline, brought back; every problem by cell, all or nothing."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import load_workbook

from departments.permissions import Denied, Refused
from reports.documents.sheets import read_workbook
from reports.submissions import answers, workbook_writing, workbooks
from reports.submissions import material as materials
from reports.submissions import workbook_layout as layout
from reports.submissions.models import AnswerVersion, WorkbookUpload
from tests import factories

pytestmark = pytest.mark.django_db
NOW = factories.NOW


@pytest.fixture
def people():
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people)


class Book:
    """The workbook as a person edits it in Excel."""

    def __init__(self, report):
        self.book = load_workbook(io.BytesIO(workbook_writing.write(materials.of(report))))

    def cell(self, tab, code, title):
        page = self.book[tab]
        head = next(row for row in page.iter_rows() if row[0].value == layout.CODE)
        column = next(cell.column for cell in head if cell.value == title)
        row = next(row for row in page.iter_rows(min_row=head[0].row + 1) if row[0].value == code)
        return page.cell(row[0].row, column)

    def put(self, code, title, value, tab=layout.FIGURES_TAB):
        cell = self.cell(tab, code, title)
        cell.value = value
        return cell.coordinate

    def text(self, code, title, value):
        return self.put(code, title, value, layout.TEXTS_TAB)

    def content(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def bring(report, by, content, name="bao-cao.xlsx"):
    upload = SimpleUploadedFile(name, content)
    with override("vi"):
        return workbooks.bring(materials.of(report), upload, by=by, at=NOW)


def take_over(report, brought, by, choices=None, shown=None, at=NOW):
    material = materials.of(report)
    run = workbooks.dry_run(brought.upload, material)
    shown = shown if shown is not None else {line.key: line.answer.version for line in run.lines}
    return workbooks.take_over(brought.upload, material, shown, choices or {}, by=by, at=at)


def value(report, code):
    return report.values.select_related("indicator").get(indicator__code=code)


def text(report, code):
    return report.narratives.select_related("question").get(question__code=code)


def only_problem(report, people, book, cell, words):
    brought = bring(report, people.contributor, book.content())
    assert brought.upload is None
    assert [(p.cell, words in p.text) for p in brought.problems] == [(cell, True)], brought.problems


def test_the_workbook_has_its_sheets_lists_and_marks(report):
    book = Book(report).book
    assert book.sheetnames == ["Hướng dẫn", "Số liệu", "Phần lời", "Minh chứng", "Nhận dạng"]
    assert book["Nhận dạng"].sheet_state == "hidden"
    figures = book["Số liệu"]
    assert [figures.column_dimensions[c].hidden for c in "KLMN"] == [False, True, True, True]
    assert figures.freeze_panes == "C4"
    lists = {str(rule.sqref): rule.formula1 for rule in figures.data_validations.dataValidation}
    assert lists["F4:F12"] == '"Số liệu,Không phát sinh,Không thuộc chức năng"'


def test_the_same_report_gives_the_same_bytes(report):
    assert workbook_writing.write(materials.of(report)) == workbook_writing.write(materials.of(report))


def test_brought_back_untouched_it_changes_nothing(report, people):
    assert bring(report, people.contributor, Book(report).content()).upload.entries == []


def test_an_empty_report_comes_back_as_it_was(people):
    report = factories.report(people=people, filled=False)
    assert bring(report, people.contributor, Book(report).content()).upload.entries == []


def test_what_was_entered_is_compared_and_taken_over(report, people):
    book = Book(report)
    book.put("A2", layout.FIGURE, 25)
    book.put("C2.1", layout.FIGURE, 1234.5)
    book.put("C2.2", layout.FIGURE, "1.234,5")
    book.put("A9", layout.NUMERATOR, 19)
    book.put("D1", layout.STATUS, "không phát sinh")
    book.put("D1", layout.FIGURE, None)
    book.put("D1", layout.NOTE, "Không có\nsáng kiến")
    book.put("B2.1", layout.ESTIMATE, "x")
    book.text("IV.2", layout.TEXT, "Còn chậm ở khâu lập hồ sơ.\nSẽ khắc phục trong quý I.")
    book.text("V", layout.TEXT, None)
    book.text("V", layout.NOTHING, "x")
    book.text("V", layout.REASON, "Chưa giao nhiệm vụ")
    brought = bring(report, people.contributor, book.content())
    with override("vi"):
        run = workbooks.dry_run(brought.upload, materials.of(report))
    shown = {line.answer.code: (line.before, line.after) for line in run.changes}
    assert shown["C2.1"] == ("18", "1.234,5")
    assert shown["D1"][1] == "Không phát sinh · Không có\nsáng kiến"
    assert run.conflicts == []
    assert take_over(report, brought, people.contributor) == 8
    assert value(report, "C2.1").value == Decimal("1234.5") == value(report, "C2.2").value
    assert value(report, "C2.0").value == Decimal(2469)
    assert (value(report, "A9").numerator, value(report, "D1").status) == (19, "none_arisen")
    assert value(report, "B2.1").is_estimate
    assert text(report, "IV.2").text == "Còn chậm ở khâu lập hồ sơ.\nSẽ khắc phục trong quý I."
    assert text(report, "V").nothing_reason == "Chưa giao nhiệm vụ"
    origins = set(
        AnswerVersion.objects.filter(report=report, value__indicator__code="A2").values_list("origin", "kind")
    )
    assert origins == {("workbook", "saved")}
    assert not WorkbookUpload.objects.exists()


@pytest.mark.parametrize(
    ("code", "title", "entered", "words"),
    [
        ("A2", layout.FIGURE, "1.5", "1,5"),
        ("A2", layout.FIGURE, "mười hai", "không đọc được"),
        ("A2", layout.FIGURE, 12.5, "số nguyên"),
        ("C2.1", layout.FIGURE, 12.345, "chữ số thập phân"),
        ("A2", layout.FIGURE, NOW.date(), "ngày"),
        ("A2", layout.NUMERATOR, 5, "Số liệu"),
        ("A9", layout.FIGURE, 90, "Tử số"),
        ("A9", layout.NUMERATOR, "=1/0", ""),
        ("A2", layout.STATUS, "Có", "không có trong danh sách"),
        ("A2", layout.ESTIMATE, "chắc vậy", "x"),
        ("A2", layout.NOTE, "x" * 2_001, "2000"),
        ("A2", layout.FIGURE, "#REF!", "không đọc được"),
    ],
)
def test_every_wrong_cell_is_named_with_what_to_do(report, people, code, title, entered, words):
    book = Book(report)
    cell = book.put(code, title, entered)
    if entered == "=1/0":  # a formula without a kept value is an empty cell
        assert bring(report, people.contributor, book.content()).problems
    else:
        only_problem(report, people, book, cell, words)


def test_all_problems_come_at_once_and_nothing_is_kept(report, people):
    book = Book(report)
    wrong = {book.put(code, layout.FIGURE, "nhiều") for code in ("A2", "B2.1", "D1")}
    wrong.add(book.text("V", layout.TEXT, "a" * 10_001))
    problems = bring(report, people.contributor, book.content()).problems
    assert {p.cell for p in problems} == wrong
    assert {p.sheet for p in problems} == {layout.FIGURES_TAB, layout.TEXTS_TAB}
    assert not WorkbookUpload.objects.exists()


def test_a_figure_and_a_reason_for_none_are_not_both_taken(report, people):
    book = Book(report)
    book.put("A2", layout.STATUS, "Không phát sinh")
    only_problem(report, people, book, book.cell(layout.FIGURES_TAB, "A2", layout.FIGURE).coordinate, "Không phát sinh")


def test_totals_are_computed_whatever_the_workbook_says(report, people):
    book = Book(report)
    book.put("C2.0", layout.FIGURE, 999)
    assert bring(report, people.contributor, book.content()).upload.entries == []


def test_rows_copied_added_or_torn_apart_are_named(report, people):
    book = Book(report)
    page = book.book[layout.FIGURES_TAB]
    first = [cell.value for cell in page[4]]
    page.append(first)
    page.append(["ZZ", "tự thêm"])
    book.put("D1", layout.CODE, "D2")
    problems = bring(report, people.contributor, book.content()).problems
    assert len(problems) == 3


def test_a_row_taken_out_leaves_its_answer_alone(report, people):
    book = Book(report)
    book.book[layout.FIGURES_TAB].delete_rows(4)
    assert bring(report, people.contributor, book.content()).upload.entries == []


def test_a_missing_column_or_sheet_is_named(report, people):
    book = Book(report)
    del book.book[layout.TEXTS_TAB]
    assert [p.sheet for p in bring(report, people.contributor, book.content()).problems] == [layout.TEXTS_TAB]


# Whose workbook it is


def refused(report, by, content, name="bao-cao.xlsx"):
    with pytest.raises(Refused) as refusal:
        bring(report, by, content, name)
    assert not WorkbookUpload.objects.exists()
    return str(refusal.value)


def test_a_workbook_of_another_unit_is_refused_with_the_reason(people):
    period = factories.period()
    other = factories.report(factories.unit("ktn", "Phòng Kinh tế ngành"), period)
    report = factories.report(people=people, period_=period)
    assert "Phòng Kinh tế ngành" in refused(report, people.contributor, Book(other).content())


def test_a_workbook_of_another_year_is_refused_with_the_reason(people):
    report = factories.report(people=people)
    other = factories.report(people=people, period_=factories.period(2025), at=NOW.replace(year=2025))
    assert "2025" in refused(report, people.contributor, Book(other).content())


def test_a_workbook_of_an_earlier_form_is_refused(report, people):
    book = Book(report)
    report.values.filter(indicator__code="D1").delete()
    assert "tải" in refused(report, people.contributor, book.content())


def test_some_other_workbook_is_refused(report, people):
    book = Book(report)
    del book.book[layout.MARKS_TAB]
    assert "không phải" in refused(report, people.contributor, book.content())


def test_only_who_may_fill_in_brings_a_workbook(report, people):
    content = Book(report).content()
    with pytest.raises(Denied):
        bring(report, factories.contributor(factories.unit("ktn")), content)
    with pytest.raises(Denied):
        bring(factories.report(factories.unit("nc"), report.period, "submitted"), people.contributor, content)


# Hostile files do no harm


def repacked(content, part, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"<html>", b"\xd0\xcf\x11\xe0" + b"0" * 600])
def test_what_is_no_workbook_is_refused(report, people, content):
    assert refused(report, people.contributor, content)


def test_a_workbook_under_another_name_is_refused(report, people):
    assert refused(report, people.contributor, Book(report).content(), "bao-cao.pdf")


def test_entities_are_refused(report, people):
    def declare(data):
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data.split(b"?>", 1)[-1]

    content = repacked(Book(report).content(), "xl/worksheets/sheet2.xml", declare)
    assert refused(report, people.contributor, content)


def test_what_unpacks_too_large_is_refused(report, people):
    content = repacked(Book(report).content(), "xl/worksheets/sheet2.xml", lambda data: data + b" " * 250_000_000)
    assert refused(report, people.contributor, content)


def test_a_claimed_size_costs_nothing(report, people):
    def claim(data):
        return data.replace(b'<dimension ref="A1:N12"', b'<dimension ref="A1:XFD1048576"')

    content = repacked(Book(report).content(), "xl/worksheets/sheet2.xml", claim)
    assert bring(report, people.contributor, content).upload.entries == []


def test_formulas_and_links_are_text_at_most(report, people):
    book = Book(report)
    book.put("A2", layout.NOTE, '=HYPERLINK("http://evil.example","x")')
    book.put("D1", layout.NOTE, "=[khac.xlsx]Sheet1!A1")
    brought = bring(report, people.contributor, book.content())
    assert brought.upload.entries == []  # nothing was computed, the notes were empty before


def test_what_looks_like_a_formula_goes_out_as_text(report, people):
    report.values.filter(indicator__code="A2").update(note="=1+1")
    content = workbook_writing.write(materials.of(report))
    assert any(cell.text == "=1+1" for row in read_workbook(content)[1].rows for cell in row)


# Somebody was faster


def save(report, code, by, **fields):
    row = value(report, code)
    answers.save_answers(report, [answers.Change(type(row), row.pk, row.version, fields)], by=by, at=NOW)


@pytest.fixture
def met(report, people):
    """A2 was changed on the server after the download, and differently in the workbook; B2.1 in the workbook only."""
    book = Book(report)
    save(report, "A2", people.head, value=Decimal(77))
    book.put("A2", layout.FIGURE, 25)
    book.put("B2.1", layout.FIGURE, 30)
    return bring(report, people.contributor, book.content())


def test_a_conflict_is_shown_and_must_be_decided(met, report, people):
    run = workbooks.dry_run(met.upload, materials.of(report))
    assert [(line.answer.code, line.before, line.after) for line in run.conflicts] == [("A2", "77", "25")]
    with pytest.raises(Refused):
        take_over(report, met, people.contributor)
    assert (value(report, "A2").value, value(report, "B2.1").value) == (77, 15)


@pytest.mark.parametrize(("choice", "figure"), [("mine", 25), ("theirs", 77)])
def test_the_person_decides_per_answer(met, report, people, choice, figure):
    key = f"v{value(report, 'A2').pk}"
    take_over(report, met, people.contributor, {key: choice})
    assert (value(report, "A2").value, value(report, "B2.1").value) == (figure, 30)


def test_what_changed_on_the_server_only_is_left_alone(report, people):
    content = Book(report).content()
    save(report, "A2", people.head, value=Decimal(77))
    assert bring(report, people.contributor, content).upload.entries == []


def test_a_change_after_the_page_was_shown_writes_nothing(report, people):
    book = Book(report)
    book.put("A2", layout.FIGURE, 25)
    book.put("B2.1", layout.FIGURE, 30)
    brought = bring(report, people.contributor, book.content())
    run = workbooks.dry_run(brought.upload, materials.of(report))
    shown = {line.key: line.answer.version for line in run.lines}
    save(report, "A2", people.head, value=Decimal(77))
    choices = {f"v{value(report, 'A2').pk}": "mine"}
    with pytest.raises(Refused):
        take_over(report, brought, people.contributor, choices, shown)
    assert (value(report, "A2").value, value(report, "B2.1").value) == (77, 15)


# Pages


def address(report, *rest):
    return "/".join((f"/reports/{report.pk}/workbook", *rest, ""))


def test_download_bring_check_and_write(client, report, people):
    client.force_login(people.contributor)
    answer = client.get(f"/reports/{report.pk}/workbook/report.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-th-2026.xlsx"'
    book = Book(report)
    book.put("A2", layout.FIGURE, 25)
    sent = client.post(address(report), {"file": SimpleUploadedFile("a.xlsx", book.content())})
    assert sent.status_code == 302
    page = client.get(sent.url)
    assert "25" in page.content.decode()
    assert value(report, "A2").value == 12
    confirm = {f"seen-v{value(report, 'A2').pk}": value(report, "A2").version}
    assert client.post(sent.url, confirm).status_code == 302
    assert value(report, "A2").value == 25
    assert client.get(sent.url).status_code == 404


def test_the_page_lists_the_cells_to_correct(client, report, people):
    client.force_login(people.contributor)
    book = Book(report)
    cell = book.put("A2", layout.FIGURE, "nhiều")
    answer = client.post(address(report), {"file": SimpleUploadedFile("a.xlsx", book.content())})
    assert answer.status_code == 422
    assert cell in answer.content.decode()
    assert client.post(address(report)).status_code == 422


@pytest.fixture
def brought_page(client, report, people):
    """The address of the comparison of a workbook with one change."""
    book = Book(report)
    book.put("A2", layout.FIGURE, 25)
    client.force_login(people.contributor)
    return client.post(address(report), {"file": SimpleUploadedFile("a.xlsx", book.content())}).url


@pytest.mark.parametrize("sent", [{"seen-v1": "x"}, {"seen-": "9" * 50}, {"choice-v1": "both"}, {}])
def test_a_page_that_was_tampered_with_writes_nothing(client, report, brought_page, sent):
    assert client.post(brought_page, sent).status_code == 409
    assert value(report, "A2").value == 12


def test_nobody_else_confirms_it(client, people, brought_page):
    assert client.get(brought_page).status_code == 200
    client.force_login(people.head)
    assert client.get(brought_page).status_code == 404


def test_a_head_brings_a_workbook_too(client, report, people):
    book = Book(report)
    book.put("A2", layout.FIGURE, 25)
    client.force_login(people.head)
    page = client.post(address(report), {"file": SimpleUploadedFile("a.xlsx", book.content())}).url
    assert client.get(page).status_code == 200


def test_it_waits_a_day_and_the_next_one_replaces_it(report, people):
    content = Book(report).content()
    first = bring(report, people.contributor, content).upload
    waiting = WorkbookUpload.objects.waiting_for(people.contributor, report, NOW + timedelta(hours=25))
    assert not waiting.exists()
    assert bring(report, people.contributor, content).upload.pk != first.pk
    assert WorkbookUpload.objects.count() == 1


def test_writing_costs_the_same_for_few_and_for_many(people, django_assert_num_queries):
    many = {f"A{n}": {} for n in range(20, 60)}
    small = factories.report(
        people=people, period_=factories.period(2026, indicators={"A2": {}}, questions={"II.2": ""})
    )
    large = factories.report(people=people, period_=factories.period(2027, indicators=factories.INDICATORS | many))
    for report in (small, large):
        material = materials.of(report)
        with django_assert_num_queries(5):
            workbook_writing.write(material)
