"""The finished paper: read as a reader gets it, as draft, approved and issued."""

import io
import subprocess
from datetime import date, timedelta

import openpyxl
import pikepdf
import pytest
from django.core.management import call_command

from departments.transitions import move
from reports.consolidation import editing, workflow
from reports.consolidation.annexes import AnnexContext, inside
from reports.consolidation.compiled import stored
from reports.consolidation.models import DraftFile, Edition
from reports.consolidation.rendering import (
    Altered,
    draft_document,
    edition_workbook,
    frozen_document,
    render_draft,
    render_edition,
)
from reports.documents.content import Heading, Table
from reports.submissions.storage import read
from tests.consolidation.conftest import fresh, run_jobs
from tests.factories import NOW

LATER = NOW + timedelta(days=1)
ISSUE_DAY = date(2026, 11, 21)


def words(pdf: bytes) -> str:
    out = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(out.stdout.decode().split())


@pytest.fixture
def issued(house, approved):
    issued = move(approved, workflow.RECORD, by=house.clerk, at=LATER, number=5, on=ISSUE_DAY)
    run_jobs()
    return fresh(issued)


def test_the_draft_is_marked_and_has_the_official_parts(draft):
    text = words(read(render_draft(draft, "pdf", NOW).file))
    for part in (
        "DỰ THẢO 2/3 đơn vị",
        "BÁO CÁO",
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "TỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        "KẾT QUẢ THEO TỪNG PHÒNG, BAN, TRUNG TÂM",
        "- Lưu: VT, HC.",
    ):
        assert part in text


def test_a_working_copy_is_kept_until_the_draft_changes(house, draft):
    first = render_draft(draft, "docx", NOW)
    assert render_draft(draft, "docx", LATER).pk == first.pk
    section = draft.sections.get(code="II.2")
    editing.write(section, "Nội dung mới.", by=house.officer, at=NOW, seen=section.version)
    second = render_draft(fresh(draft), "docx", NOW)
    assert list(DraftFile.objects.values_list("pk", flat=True)) == [second.pk]


def test_live_figures_are_printed_with_the_place_they_come_from(house, draft):
    section = draft.sections.get(code="II.2")
    editing.write(section, "Có {A2} cuộc.", by=house.officer, at=NOW, seen=section.version)
    blocks = draft_document(fresh(draft), NOW).blocks
    (paragraph,) = [block for block in blocks if block.ref == "II.2:1"]
    assert [(span.text, span.ref) for span in paragraph.spans] == [("Có ", ""), ("24", "A2"), (" cuộc.", "")]
    assert next(block for block in blocks if isinstance(block, Heading) and block.ref == "II.2").level == 2


def test_the_total_of_the_unit_table_is_the_figure_of_the_result_table(draft):
    results, by_unit = draft_document(draft, NOW).annexes
    stated = {row[1].ref: row[5].text for table in results.blocks for row in table.rows if len(row) > 1}
    totals = {row[1].ref: row[-1].text for row in by_unit.blocks[-1].rows if len(row) > 1}
    assert totals == stated
    assert stated["A2"] == "24"


def test_annexes_inside_name_sources_missing_units_and_the_reconciliation(draft):
    context = AnnexContext(stored(draft.compilation), draft.period, NOW.date())
    tables = {
        kind.code: [b for b in annex.blocks if isinstance(b, Table)]
        for kind, annex in inside(context, draft.sent_annexes)
    }
    assert set(tables) == {"PL 10", "NGUON", "DOICHIEU"}
    sources, missing = tables["NGUON"]
    assert [row[1].text for row in sources.rows] == ["Phòng Tổng hợp", "Phòng Kinh tế ngành"]
    assert [(row[1].text, row[2].text) for row in missing.rows] == [("Phòng Nội chính", "Chờ lãnh đạo đơn vị duyệt")]
    assert {row[-1].text for row in tables["DOICHIEU"][0].rows} == {"Khớp"}
    assert [(row[1].text, row[3].text) for row in tables["PL 10"][0].rows] == [
        ("Phòng Tổng hợp", "20/11/2026"),
        ("Phòng Kinh tế ngành", "20/11/2026"),
        ("Phòng Nội chính", ""),
    ]


def test_approval_freezes_the_content_and_prints_it_without_number(approved):
    run_jobs()
    edition = approved.current_edition
    text = words(read(edition.approved_pdf))
    assert "DỰ THẢO" not in text
    assert "CHÁNH VĂN PHÒNG" in text
    assert edition.issued_pdf is None
    assert set(edition.tools) == {"weasyprint", "pydyf", "python-docx", "fonttools", "rules"}


def test_the_issued_paper_has_number_and_date_and_the_same_content(issued):
    edition = issued.current_edition
    text = words(read(edition.issued_pdf))
    assert "Số: 05/BC-VPUBND" in text
    assert "Lai Châu, ngày 21 tháng 11 năm 2026" in text
    assert edition.issued_pdf_id != edition.approved_pdf_id
    with pikepdf.open(io.BytesIO(read(edition.issued_pdf))) as pdf:
        attached = set(pdf.attachments)
    assert attached == {"so-lieu-tong-hop.json", "phu-luc.xlsx"}


def test_the_workbook_of_an_issued_paper_holds_the_sent_annexes_with_numbers(issued):
    book = openpyxl.load_workbook(io.BytesIO(edition_workbook(issued.current_edition)))
    assert book.sheetnames == ["Kết quả theo chỉ tiêu", "Kết quả theo đơn vị"]
    row = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == 1)
    assert isinstance(row[5], int)


def test_editing_the_draft_behind_an_edition_changes_nothing_in_it(issued):
    before = frozen_document(issued.current_edition)
    issued.sections.update(text="Bị sửa ngoài quy trình")
    assert frozen_document(issued.current_edition) == before


def test_rendering_an_edition_again_makes_no_new_bytes(issued):
    edition = issued.current_edition
    again = render_edition(edition, LATER + timedelta(days=9))
    assert (again.issued_pdf_id, again.issued_word_id) == (edition.issued_pdf_id, edition.issued_word_id)


def test_the_same_content_gives_the_same_bytes(issued):
    edition = issued.current_edition
    Edition.objects.filter(pk=edition.pk).update(issued_pdf=None, issued_word=None)
    again = render_edition(edition, LATER + timedelta(days=9))
    assert (again.issued_pdf_id, again.issued_word_id) == (edition.issued_pdf_id, edition.issued_word_id)


def test_an_edition_altered_behind_the_program_is_not_printed(approved):
    edition = approved.current_edition
    edition.content["subject"] = "Khác"
    with pytest.raises(Altered):
        frozen_document(edition)


def test_after_a_correction_the_first_issued_bytes_are_kept(house, issued):
    first = issued.current_edition
    move(issued, workflow.CORRECT, by=house.clerk, at=LATER, number=6, on=ISSUE_DAY, note="Ghi nhầm số.")
    run_jobs()
    second = issued.current_edition
    first.refresh_from_db()
    assert "Số: 05/BC-VPUBND" in words(read(first.issued_pdf))
    assert "Số: 06/BC-VPUBND" in words(read(second.issued_pdf))


def test_the_command_writes_a_marked_draft_and_begins_nothing(house, period, accepted, tmp_path):
    call_command("compile_report", year=2026, output=tmp_path / "a.pdf")
    assert "DỰ THẢO 2/3 đơn vị" in words((tmp_path / "a.pdf").read_bytes())
    assert not Edition.objects.exists()
    assert not period.consolidated.exists()


def test_the_command_gives_the_issued_bytes(issued, tmp_path):
    for suffix, stored_file in (
        ("pdf", issued.current_edition.issued_pdf),
        ("docx", issued.current_edition.issued_word),
    ):
        call_command("compile_report", year=2026, output=tmp_path / f"a.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes() == read(stored_file)


def test_the_command_writes_all_annexes_as_excel(draft, tmp_path):
    call_command("compile_report", year=2026, output=tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("asked", [{"year": 2027}, {"year": 2026, "phase": 1}, {"year": 2026}])
def test_where_there_is_nothing_the_command_says_so_in_one_line_and_exits_2(house, period, asked, tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("compile_report", output=tmp_path / "a.pdf", **asked)
    assert end.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "a.pdf").exists()
