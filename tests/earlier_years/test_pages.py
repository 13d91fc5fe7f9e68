"""Results of earlier years from paper: typed or brought in Excel, with the signed report, used where there is a gap."""

from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaign import paper_entry
from campaign.models import Indicator, OfficeFigure, OfficeText, Question
from departments import middleware
from departments.models import AuditEvent
from reports.documents import excel
from reports.earlier_years.models import EarlierReport, PaperWorkbook
from reports.submissions import history
from reports.submissions.models import AnnualReport
from reports.submissions.sections import section_of
from tests import factories
from tests.consolidation.pages import queries_of
from tests.factories import ICT

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ICT)
YEAR = 2023
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n"
REPORT = {"number": "268/BC-VPUBND", "issued_on": "20/12/2023", "subject": "kết quả phong trào thi đua năm 2023"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: NOW))


@pytest.fixture
def unit():
    return factories.unit()


@pytest.fixture
def catalogue(unit):
    factories.campaign()
    for code, wanted in factories.INDICATORS.items():
        factories.indicator(code, **wanted)
    for code, heading in factories.QUESTIONS.items():
        factories.question(code, heading)
    factories.indicator("A1", respondents=["hctc"])
    return factories.unit("ktn", "Phòng Kinh tế ngành")


def desk_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk(catalogue) -> Client:
    return desk_of(factories.officer())


def address(name: str, *args) -> str:
    return reverse(f"earlier_years:{name}", args=[YEAR, *args] if name != "list" else args)


def pdf(name="268-BC-VPUBND.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


# The signed report


def test_the_signed_report_is_kept_with_number_and_day_and_corrected_with_a_reason(desk):
    assert desk.post(address("report"), REPORT).status_code == 422  # no file
    assert desk.post(address("report"), REPORT | {"file": pdf("a.png", b"x")}).status_code == 422
    assert desk.post(address("report"), REPORT | {"issued_on": "20/12/2030", "file": pdf()}).status_code == 422
    assert not EarlierReport.objects.exists()
    assert desk.post(address("report"), REPORT | {"file": pdf()}).status_code == 302
    kept = EarlierReport.objects.get()
    assert (kept.number, kept.issued_on) == ("268/BC-VPUBND", date(2023, 12, 20))
    assert b"".join(desk.get(address("file"))) == PDF
    changed = REPORT | {"number": "286/BC-VPUBND"}
    assert desk.post(address("report"), changed).status_code == 422
    assert desk.post(address("report"), changed | {"reason": "Gõ nhầm số"}).status_code == 302
    event = AuditEvent.objects.about(kept).last()
    assert event.note == "Gõ nhầm số"
    assert (event.data["before"]["number"], event.data["after"]["number"]) == ("268/BC-VPUBND", "286/BC-VPUBND")
    assert b"".join(desk.get(address("file"))) == PDF


def test_who_reads_and_who_enters(desk, unit):
    desk.post(address("report"), REPORT | {"file": pdf()})
    leader, contributor = desk_of(factories.leader()), desk_of(factories.contributor(unit))
    assert leader.get(address("year")).status_code == 200
    assert leader.get(address("file")).status_code == 200
    for name in ("year", "file", "workbook", "upload"):
        assert contributor.get(address(name)).status_code == 404
    for name in ("report", "texts", "upload"):
        assert leader.post(address(name), {}).status_code == 404
    assert leader.get(reverse("earlier_years:year", args=[2026])).status_code == 404  # the year under way
    assert leader.get(reverse("earlier_years:year", args=[2019])).status_code == 200


# Texts


def texts(desk, unit, **typed) -> int:
    questions = {row.code: row.pk for row in Question.objects.order_by("pk")}
    data = {f"text-{questions[code.replace('_', '.')]}": text for code, text in typed.items() if code != "reason"}
    sent = {"source": "Báo cáo số 12/BC-TH", "reason": typed.get("reason", "")} | data
    return desk.post(f"{address('texts')}?unit={unit.code if unit else ''}", sent).status_code


def test_texts_by_heading_are_last_years_text_of_the_unit_and_say_where_they_are_from(desk, unit):
    assert texts(desk, unit, II_2="Đã tổ chức 05 hội nghị.") == 302
    past = history.of_unit(unit, YEAR + 1)
    assert past.texts["II.2"] == "Đã tổ chức 05 hội nghị."
    assert "12/BC-TH" in past.text_remarks["II.2"]
    assert texts(desk, unit, II_2="Đã tổ chức 06 hội nghị.") == 422
    assert texts(desk, unit, II_2="Đã tổ chức 06 hội nghị.", reason="Gõ nhầm") == 302
    assert OfficeText.objects.get().text == "Đã tổ chức 06 hội nghị."
    assert AuditEvent.objects.about(Question.objects.get(code="II.2")).last().note == "Gõ nhầm"
    assert texts(desk, None, II_2="Văn phòng đã quán triệt.") == 302
    assert history.of_unit(unit, YEAR + 1).texts["II.2"] == "Đã tổ chức 06 hội nghị."


def test_the_fill_page_and_the_review_page_show_them_as_from_paper(desk, unit):
    texts(desk, unit, II_2="Đã tổ chức 05 hội nghị.")
    a2 = Indicator.objects.get(code="A2")
    facts = {"source": "Báo cáo số 12/BC-TH", "by": factories.officer(), "at": NOW}
    paper_entry.enter_figures(YEAR, unit, {a2: {"value": 7}}, **facts)
    people = factories.People(unit)
    made = factories.report(unit, factories.period(YEAR + 1), AnnualReport.State.SUBMITTED, people)
    page = desk_of(people.reviewer).get(reverse("review:review", args=[made.pk])).content.decode()
    assert "nhập từ văn bản giấy: Báo cáo số 12/BC-TH" in page
    assert "Đã tổ chức 05 hội nghị." in page
    other = factories.unit("ktn", "Phòng Kinh tế ngành")
    texts(desk, other, II_2="Đã họp 02 lần.")
    paper_entry.enter_figures(YEAR, other, {a2: {"value": 8}}, **facts)
    drafting = factories.report(other, made.period)
    writer = desk_of(factories.contributor(other))
    for code in ("A2", "II.2"):
        section = reverse("submissions:section", args=[drafting.pk, section_of(code).slug])
        assert "nhập từ văn bản giấy: Báo cáo số 12/BC-TH" in writer.get(section).content.decode()


def test_an_accepted_report_is_never_replaced_and_the_page_says_so(desk, unit):
    factories.report(unit, factories.period(YEAR), AnnualReport.State.ACCEPTED, at=NOW.replace(year=YEAR))
    reported = history.of_unit(unit, YEAR + 1)
    texts(desk, unit, II_2="Theo giấy")
    a2 = Indicator.objects.get(code="A2")
    paper_entry.enter_figures(YEAR, unit, {a2: {"value": 999}}, source="giấy", by=factories.officer(), at=NOW)
    past = history.of_unit(unit, YEAR + 1)
    assert past.last_year("A2").value == reported.last_year("A2").value != 999
    assert past.texts["II.2"] == reported.texts["II.2"]
    assert past.text_remarks == {}
    page = desk.get(f"{address('year')}?unit={unit.code}")
    assert page.context["unused"] == 2


# Excel


def downloaded(desk, whose="all") -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(desk.get(f"{address('workbook')}?unit={whose}").content))


def cell_of(book, owner: str, code: str, part="Số liệu"):
    sheet = book["Số liệu"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    column = next(place for head, place in heads.items() if head and head.endswith(f"({owner})"))
    row = next(r for r in sheet.iter_rows() if (r[0].value, r[3].value) == (code, part))
    return sheet.cell(row[0].row, column)


def text_cell(book, owner: str, code: str):
    sheet = book["Phần lời"]
    return next(r[4] for r in sheet.iter_rows() if (r[0].value, r[2].value) == (owner, code))


def bring(desk, book, name="ket-qua.xlsx"):
    content = BytesIO()
    book.save(content)
    sent = SimpleUploadedFile(name, content.getvalue(), excel.MEDIA_TYPE)
    return desk.post(address("upload"), {"file": sent})


def filled(desk) -> openpyxl.Workbook:
    book = downloaded(desk)
    cell_of(book, "vp", "A2").value = 27
    cell_of(book, "th", "A2").value = 12
    cell_of(book, "th", "A9", "Tử số").value = 37
    cell_of(book, "th", "A9", "Mẫu số").value = "39"
    cell_of(book, "ktn", "C2.1").value = "1.250,5"
    text_cell(book, "vp", "II.2").value = "Văn phòng đã quán triệt."
    return book


def test_a_workbook_is_checked_shown_and_taken_over_whole(desk):
    answer = bring(desk, filled(desk))
    assert answer.status_code == 302
    assert not OfficeFigure.objects.exists()  # nothing before the confirmation
    page = desk.get(answer.url)
    assert len(page.context["lines"]) == 5
    assert desk.post(answer.url, {"source": ""}).status_code == 422
    assert desk.post(answer.url, {"source": "Báo cáo số 268/BC-VPUBND"}).status_code == 302
    rows = {(r.department.code if r.department else "", r.indicator.code): r for r in OfficeFigure.objects.all()}
    assert {key: row.value for key, row in rows.items() if row.value is not None} == {
        ("", "A2"): 27,
        ("th", "A2"): 12,
        ("ktn", "C2.1"): 1250.5,
    }
    assert (rows["th", "A9"].numerator, rows["th", "A9"].denominator) == (37, 39)
    assert OfficeText.objects.get().text == "Văn phòng đã quán triệt."
    assert desk.post(answer.url, {"source": "x"}).status_code == 404  # taken over once
    assert bring(desk, downloaded(desk)).context["same"]  # as it came out, nothing differs


def test_every_problem_is_named_by_sheet_and_cell_and_nothing_is_written(desk):
    book = filled(desk)
    cell_of(book, "th", "A2").value = "12,5"
    cell_of(book, "th", "B1.1").value = -3
    cell_of(book, "th", "A1").value = 4  # not asked of the unit
    cell_of(book, "ktn", "A9", "Tử số").value = 3
    cell_of(book, "ktn", "D1").value = datetime(2023, 5, 1, tzinfo=None)
    answer = bring(desk, book)
    assert answer.status_code == 422
    named = {(problem.sheet, problem.cell) for problem in answer.context["problems"]}
    places = [("th", "A2", "Số liệu"), ("th", "B1.1", "Số liệu"), ("th", "A1", "Số liệu"), ("ktn", "A9", "Tử số")]
    wanted = {("Số liệu", cell_of(book, *place).coordinate) for place in [*places, ("ktn", "D1", "Số liệu")]}
    assert named == wanted
    assert not PaperWorkbook.objects.exists()


def test_a_correction_needs_a_reason_and_what_was_not_touched_stays(desk):
    old = downloaded(desk)
    a2, d1 = (Indicator.objects.get(code=code) for code in ("A2", "D1"))
    facts = {"source": "giấy", "by": factories.officer(), "at": NOW}
    paper_entry.enter_figures(YEAR, None, {a2: {"value": 5}}, **facts)
    book = downloaded(desk)
    paper_entry.enter_figures(YEAR, None, {d1: {"value": 3}}, **facts)  # entered after the download
    cell_of(book, "vp", "A2").value = 6
    answer = bring(desk, book)
    assert desk.post(answer.url, {"source": "giấy"}).status_code == 422
    assert desk.post(answer.url, {"source": "giấy", "reason": "Số cũ nhầm"}).status_code == 302
    assert dict(OfficeFigure.objects.values_list("indicator__code", "value")) == {"A2": 6, "D1": 3}
    assert AuditEvent.objects.about(a2).last().note == "Số cũ nhầm"
    assert bring(desk, old).context["same"]


def test_somebody_faster_between_check_and_confirmation_stops_everything(desk):
    answer = bring(desk, filled(desk))
    a2 = Indicator.objects.get(code="A2")
    paper_entry.enter_figures(YEAR, None, {a2: {"value": 1}}, source="giấy", by=factories.officer(), at=NOW)
    assert desk.post(answer.url, {"source": "giấy"}).status_code == 422
    assert OfficeFigure.objects.count() == 1


def test_a_workbook_of_another_year_another_person_or_none_is_refused(desk):
    book = filled(desk)
    other = reverse("earlier_years:upload", args=[YEAR + 1])
    content = BytesIO()
    book.save(content)
    sent = SimpleUploadedFile("a.xlsx", content.getvalue(), excel.MEDIA_TYPE)
    assert desk.post(other, {"file": sent}).status_code == 422
    assert desk.post(address("upload"), {"file": pdf("a.xlsx")}).status_code == 422
    answer = bring(desk, book)
    assert desk_of(factories.officer()).get(answer.url).status_code == 404


def test_lists_cost_the_same_for_few_and_many(desk, unit):
    officer = factories.officer()
    enter = {"source": "giấy", "by": officer, "at": NOW}
    paper_entry.enter_figures(YEAR, unit, {Indicator.objects.get(code="A2"): {"value": 1}}, **enter)
    pages = [f"{address('year')}?unit=th", reverse("earlier_years:list"), f"{address('workbook')}?unit=all"]
    few = [queries_of(desk, page) for page in pages]
    for n in range(20):
        made = factories.unit(f"m{n}", f"Đơn vị số {n}")
        paper_entry.enter_figures(YEAR, made, {Indicator.objects.get(code="A2"): {"value": n}}, **enter)
    paper_entry.enter_figures(YEAR, unit, {Indicator.objects.get(code="D1"): {"value": 1}}, **enter)
    assert [queries_of(desk, page) for page in pages] == few
