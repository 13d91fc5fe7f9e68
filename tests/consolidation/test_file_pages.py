"""Files of the consolidated report, and leadership's page."""

import pytest

from departments import jobs
from departments.models import Job
from departments.permissions import Refused
from reports.consolidation.models import ConsolidatedReport, DraftFile, Edition
from reports.consolidation.workflow import DRAFT_JOB
from reports.submissions import storage
from tests import factories
from tests.consolidation.conftest import ACCEPTED, run_jobs
from tests.consolidation.pages import address, desk_of, queries_of, text_of
from tests.factories import NOW

State = ConsolidatedReport.State
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def desk(house):
    return desk_of(house.officer)


def content(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_working_copy_is_made_in_the_background_and_then_given(draft, desk):
    first = desk.get(address("draft", draft.pk, "xlsx"))
    assert (first.status_code, first["Refresh"]) == (202, f"3; url={address('draft', draft.pk, 'xlsx')}")
    assert "không có tiến trình xử lý nền" in text_of(first)
    desk.get(address("draft", draft.pk, "xlsx"))
    assert [job.kind for job in run_jobs()] == [DRAFT_JOB]
    given = desk.get(address("draft", draft.pk, "xlsx"))
    assert (given.status_code, given["Content-Type"]) == (200, XLSX)
    assert given["Content-Disposition"] == f'attachment; filename="bao-cao-{draft.period.code}-du-thao.xlsx"'
    assert content(given) == storage.read(DraftFile.objects.get().file)


def test_a_copy_of_yesterdays_words_is_not_given_today(draft, desk):
    desk.get(address("draft", draft.pk, "xlsx"))
    run_jobs()
    draft.sections.filter(code="II.2").update(text="Câu chữ mới.")
    assert desk.get(address("draft", draft.pk, "xlsx")).status_code == 202


def test_a_copy_that_cannot_be_made_says_so_and_is_not_tried_for_ever(draft, desk, monkeypatch):
    def too_long(job):
        raise Refused("Nội dung quá dài.")

    monkeypatch.setitem(jobs.kinds, DRAFT_JOB, too_long)
    page = address("draft", draft.pk, "xlsx")
    desk.get(page)
    run_jobs()
    failed = desk.get(page)
    assert (failed.status_code, "Refresh" in failed, "Nội dung quá dài." in text_of(failed)) == (503, False, True)
    assert run_jobs() == []
    assert desk.get(page, {"again": 1}).status_code == 202
    assert Job.objects.filter(kind=DRAFT_JOB).count() == 2


def test_units_get_no_working_copy(house, draft):
    unit = desk_of(factories.contributor(house.unit("th")))
    pages = [address("draft", draft.pk, file_format) for file_format in DraftFile.Format.values]
    before = [unit.get(page).status_code for page in pages]
    ConsolidatedReport.objects.update(state=State.ISSUED)
    assert before + [unit.get(page).status_code for page in pages] == [404] * 6
    assert run_jobs() == []


def test_a_format_that_does_not_exist_is_not_found(draft, desk):
    formats = ["exe", "PDF", "pdf.html", ".."]
    pages = [address("report", draft.pk) + f"draft/{file_format}/" for file_format in formats]
    assert [desk.get(page).status_code for page in pages] == [404] * 4


@pytest.fixture
def edition(approved) -> Edition:
    """Approved, with files as a worker would have stored them."""
    files = {
        "approved_pdf": storage.store(b"%PDF-1.7 approved", "application/pdf", NOW),
        "issued_pdf": storage.store(b"%PDF-1.7 issued", "application/pdf", NOW),
    }
    Edition.objects.update(**files)
    Job.objects.all().delete()
    return approved.current_edition


def test_the_stored_bytes_of_an_edition_are_given_as_they_are(edition, desk):
    given = desk.get(address("edition", edition.pk, "pdf"))
    assert (content(given), given["Content-Type"]) == (b"%PDF-1.7 approved", "application/pdf")
    Edition.objects.update(official_number="215", official_date="2026-11-21", recorded_at=NOW)
    given = desk.get(address("edition", edition.pk, "pdf"))
    assert content(given) == b"%PDF-1.7 issued"
    assert given["Content-Disposition"] == f'attachment; filename="bao-cao-{edition.report.period.code}-so-215.pdf"'


def test_a_file_that_is_still_being_made_is_waited_for(edition, desk):
    waiting = desk.get(address("edition", edition.pk, "docx"))
    assert (waiting.status_code, Job.objects.live().count()) == (202, 1)


def test_the_annexes_of_an_edition_come_as_excel_to_those_who_read_drafts(house, edition, desk):
    ConsolidatedReport.objects.update(state=State.ISSUED)
    unit = desk_of(factories.head(house.unit("th")))
    page = address("edition", edition.pk, "xlsx")
    assert (desk.get(page)["Content-Type"], unit.get(page).status_code) == (XLSX, 404)


def test_units_get_the_paper_only_once_it_is_issued(house, edition):
    unit = desk_of(factories.head(house.unit("th")))
    page = address("edition", edition.pk, "pdf")
    assert unit.get(page).status_code == 404
    ConsolidatedReport.objects.update(state=State.ISSUED)
    assert unit.get(page).status_code == 200


# Leadership's page


def issued_years(draft, *years) -> None:
    for year in years:
        ConsolidatedReport.objects.create(
            period=factories.planned_period(year),
            state=State.ISSUED,
            created_at=NOW,
            state_changed_at=NOW,
            compilation=draft.compilation,
        )


def test_leaderships_page_costs_the_same_for_one_year_and_few_units_and_for_more(house, draft, period, desk):
    page = address("overview", period.year)
    leader = desk_of(house.leader)
    issued_years(draft, 2022)
    few = queries_of(leader, page)
    for number in range(3):
        factories.report(factories.unit(f"u{number}", f"Phòng số {number}", order=50 + number), period, ACCEPTED)
    desk.post(address("compile", draft.pk))
    run_jobs()
    issued_years(draft, 2023, 2024, 2025)
    assert queries_of(leader, page) == few


def test_half_of_the_units_are_not_compared_with_last_year(house, draft, period):
    shown = desk_of(house.leader).get(address("overview", period.year))
    assert (shown.context["compiled"].is_complete, shown.context["notable"]) == (False, [])
    figures = desk_of(house.officer).get(address("figures", draft.pk))
    assert "Kết quả mới tổng hợp từ 2/3 đơn vị" in text_of(shown)
    assert "2/3 đơn vị" in text_of(figures)
    assert not any(row.change for _, rows in figures.context["groups"] for row in rows if row.figure.is_partial)
    assert [row.department.code for row in shown.context["board"].missing] == ["nc"]


def test_a_year_without_a_report_says_what_will_stand_there(house, period):
    shown = desk_of(house.leader).get(address("overview", period.year))
    assert "Báo cáo tổng hợp năm nay chưa được lập" in text_of(shown)


def test_a_year_the_movement_does_not_know_is_not_found(house, period):
    leader = desk_of(house.leader)
    assert [leader.get(address("overview", year)).status_code for year in (1999, 99_999, 10**30)] == [404] * 3


def test_leaderships_page_is_not_for_units(house, period):
    assert desk_of(factories.head(house.unit("th"))).get(address("overview", period.year)).status_code == 404
