"""The unit's own report on paper: letterhead of a division, no TL., blank number, draft mark, frozen content."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from campaign.models.catalogue import title_of
from departments.transitions import move
from reports.documents.content import Heading, Paragraph
from reports.submissions import history, papers, reading, snapshots, workflow
from reports.submissions.models import AnnualReport
from tests import factories

pytestmark = pytest.mark.django_db
State = AnnualReport.State
TODAY = factories.NOW.date()


@pytest.fixture
def people():
    factories.hctc()
    return factories.People(factories.unit())


def document_of(report):
    revision = report.revisions.order_by("-number").first()
    content = revision.content if revision else snapshots.content_of(report)
    sections = reading.sections_of(report, content, history.of(report))
    return papers.submitted(report, revision, sections, TODAY) if revision else papers.draft(report, sections, TODAY)


def test_letterhead_of_a_division(people):
    document = document_of(factories.report(people=people))
    head = document.letterhead
    assert (" ".join(head.parent_lines), head.issuer_lines) == ("VĂN PHÒNG UBND TỈNH", ("PHÒNG TỔNG HỢP",))
    assert (head.number, head.on, head.notation, head.year) == (None, None, "BC-TH", 2026)
    assert document.addressees == ("Phòng Hành chính – Tổ chức",)


def test_a_draft_is_marked_and_signed_by_nobody(people):
    document = document_of(factories.report(people=people))
    assert (document.draft_mark, document.signature.lines, document.signature.name) == (
        "DỰ THẢO",
        ("TRƯỞNG PHÒNG",),
        "",
    )


def test_a_submitted_report_carries_its_signatory_and_hash(people):
    report = factories.report(people=people, state=State.SUBMITTED)
    document = document_of(report)
    assert (document.draft_mark, document.signature.lines) == ("", ("TRƯỞNG PHÒNG",))
    assert document.signature.name == "Lò Văn Minh"
    assert document.metadata.keywords == ("Bản gửi lần 1", f"SHA-256: {report.revisions.get().sha256}")


def test_the_division_that_consolidates_reports_to_the_leadership():
    people = factories.People(factories.hctc())
    document = document_of(factories.report(factories.hctc(), people=people))
    assert document.addressees == ("Lãnh đạo Văn phòng",)


def test_headings_are_the_units_cut_of_the_outline(people):
    document = document_of(factories.report(people=people))
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "1. Công tác triển khai",
        "2. Kết quả thực hiện",
        "2.1. Phát triển kết cấu hạ tầng",
        "2.2. Thực hành tiết kiệm, chống lãng phí",
        "3. Sáng kiến, điển hình",
        "4. Tồn tại, hạn chế, nguyên nhân, bài học",
        "5. Phương hướng, đề xuất",
    ]


def test_figures_stand_in_the_annex_and_those_of_others_are_left_out(people):
    report = factories.report(people=people)
    report.values.filter(indicator__code="A2").update(status="not_mine", value=None)
    report.values.filter(indicator__code="D1").update(status="none_arisen", value=None)
    rows = document_of(report).annexes[0].blocks[0].rows
    shown = {row[0].text: row[3].text for row in rows if len(row) == 5}
    assert "Số cuộc sinh hoạt, hội nghị quán triệt, tuyên truyền" not in shown
    assert shown["Tỷ lệ CCVCNLĐ được quán triệt kế hoạch"] == "18 / 20 (90%)"
    assert shown["Số sáng kiến đăng ký"] in ("Không phát sinh", "Nothing arose")


def test_a_report_of_nothing_says_so_and_why(people):
    report = factories.report(people=people)
    report.nothing_to_report, report.nothing_reason = True, "Đơn vị mới thành lập."
    document = document_of(report)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[1] == "Trong kỳ báo cáo, Phòng Tổng hợp không phát sinh nội dung. Đơn vị mới thành lập."
    assert document.annexes == ()


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("1.3. Cải cách thủ tục hành chính", "Cải cách thủ tục hành chính"),
        ("V. PHƯƠNG HƯỚNG NĂM 2027", "Phương hướng năm 2027"),
        ("Ưu điểm", "Ưu điểm"),
    ],
)
def test_titles_inside_the_text_lose_their_number(heading, title):
    assert title_of(heading) == title


def test_the_paper_of_a_revision_does_not_follow_later_edits(people):
    report = factories.report(people=people, state=State.SUBMITTED)
    before = document_of(report)
    report = move(report, workflow.WITHDRAW, by=people.head, at=factories.NOW)
    report.narratives.update(text="Sửa sau khi gửi")
    assert document_of(report) == before


def test_both_files_can_be_had(people):
    report = factories.report(people=people, state=State.SUBMITTED)
    client = Client()
    client.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")
    pdf = client.get(reverse("submissions:paper", args=[report.pk, 1, "pdf"]))
    word = client.get(reverse("submissions:paper", args=[report.pk, 1, "docx"]))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == 'inline; filename="bao-cao-2026-th-lan-1.pdf"'
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
    assert client.get(reverse("submissions:paper", args=[report.pk, 1, "exe"])).status_code == 404


def test_a_text_meant_for_the_renderer_is_only_text(people):
    report = factories.report(people=people)
    report.narratives.update(text='<img src="file:///etc/passwd"><style>@import url(http://x.example)</style>')
    client = Client()
    client.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("submissions:draft", args=[report.pk, "pdf"])).status_code == 200
