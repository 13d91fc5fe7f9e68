"""Evidence looked at beside the figure: who may, what the browser gets, and what is said about a file to whom."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from campaign.models import ReportingPeriod
from demo.signed import signed
from departments.models import RoleGrant
from departments.transitions import move
from reports.documents import jail
from reports.submissions import evidence, examination, previews, workflow
from reports.submissions.models import AnnualReport, Examination, StoredFile
from tests import factories as make
from tests.submissions import hostile

State = AnnualReport.State
pytestmark = pytest.mark.django_db
SIGNED_AT = datetime(2025, 12, 12, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.EVIDENCE_PREVIEW_DIR = tmp_path / "previews"


@pytest.fixture
def people():
    return make.People(make.unit())


@pytest.fixture
def report(people):
    return make.report(people=people)


def desk_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def attach(report, code: str, content: bytes, by, name: str = "danh-muc.pdf", at=make.NOW):
    answer = report.values.select_related("indicator").get(indicator__code=code)
    return evidence.add_files(answer, [SimpleUploadedFile(name, content)], by=by, at=at).attached[0]


def examine_all() -> None:
    for file in StoredFile.objects.unexamined():
        examination.record(file, examination.facts_of(file), make.NOW)


def page_of(item, number: int | None = None) -> str:
    return reverse("submissions:view", args=[item.pk]) + (f"?page={number}" if number else "")


def picture_of(item, number: int = 1, size: str = "page") -> str:
    return reverse("submissions:picture", args=[item.pk, number, size])


def submitted(people, report):
    return move(report, workflow.SUBMIT, by=people.head, at=make.NOW + timedelta(minutes=5))


def other_unit(code: str = "ktn", name: str = "Phòng Kinh tế ngành"):
    """Another unit's people and their report of the same period."""
    there = make.People(make.unit(code, name))
    return there, make.report(there.department, ReportingPeriod.objects.get(), people=there)


def test_pages_are_pictures_made_here(people, report):
    item = attach(report, "B1.1", hostile.typed(pages=3), people.contributor)
    desk = desk_of(people.contributor)
    page = desk.get(page_of(item, 2)).content.decode()
    assert picture_of(item, 2) in page
    assert "?page=1" in page
    assert "?page=3" in page
    answer = desk.get(picture_of(item, 2))
    assert answer["Content-Type"] in ("image/png", "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert len(answer.content) <= 100_000
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert drawn.width == 1000
    with Image.open(io.BytesIO(desk.get(picture_of(item, 2, "large")).content)) as drawn:
        assert drawn.width == 1800


@pytest.mark.parametrize("content", [hostile.active(), hostile.photograph()], ids=["script", "photograph"])
def test_nothing_of_the_file_itself_reaches_the_browser(people, report, content):
    name = "a.jpg" if content[:2] == b"\xff\xd8" else "a.pdf"
    item = attach(report, "B1.1", content, people.contributor, name)
    got = desk_of(people.contributor).get(picture_of(item)).content
    assert got[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
    middle = len(content) // 2
    assert content[middle : middle + 60] not in got


@pytest.mark.parametrize("number", ["0", "4", "x", "-1", "99999999999", "²"])
def test_a_page_that_does_not_exist_is_not_found(people, report, number):
    item = attach(report, "B1.1", hostile.typed(pages=3), people.contributor)
    examine_all()
    assert desk_of(people.contributor).get(page_of(item), {"page": number}).status_code == 404


def test_other_sizes_are_not_drawn(people, report):
    item = attach(report, "B1.1", hostile.scanned(), people.contributor)
    assert desk_of(people.contributor).get(picture_of(item, 1, "huge")).status_code == 404
    assert desk_of(people.contributor).get(picture_of(item, 9)).status_code == 404


def test_who_may_not_download_may_not_look(people, report):
    """Another unit never; HC-TC once it is submitted; nobody of theirs what was removed before that."""
    item = attach(report, "B1.1", hostile.scanned(), people.contributor)
    removed = attach(report, "A2", hostile.scanned(7), people.contributor)
    evidence.remove(removed, by=people.contributor, at=make.NOW)
    there, _theirs = other_unit()
    officer, stranger = desk_of(make.officer()), desk_of(there.contributor)
    looks = [page_of(item), picture_of(item), picture_of(item, 1, "large"), page_of(removed), picture_of(removed)]
    for address in looks:
        assert stranger.get(address).status_code == 404
        assert officer.get(address).status_code == 404
        assert desk_of(people.contributor).get(address).status_code == 200
        assert Client().get(address).status_code == 302
    submitted(people, report)
    assert [officer.get(address).status_code for address in looks] == [200, 200, 200, 404, 404]
    assert {stranger.get(address).status_code for address in looks} == {404}


def test_a_right_taken_away_is_gone_at_the_next_picture(people, report):
    item = attach(report, "B1.1", hostile.scanned(), people.contributor)
    submitted(people, report)
    account = make.officer()
    desk = desk_of(account)
    assert desk.get(picture_of(item)).status_code == 200
    RoleGrant.objects.filter(user=account).delete()
    assert desk.get(picture_of(item)).status_code in (302, 404)
    assert desk_of(account).get(picture_of(item)).status_code == 404
    assert desk_of(account).get(page_of(item)).status_code == 404


def test_what_cannot_be_drawn_in_time_says_so_and_offers_the_file(people, report, monkeypatch):
    monkeypatch.setattr(previews, "LIMITS", jail.Limits(memory=300_000_000, cpu=1, wall=1))
    item = attach(report, "B1.1", hostile.endless(), people.contributor)
    desk = desk_of(people.contributor)
    answer = desk.get(page_of(item))
    assert answer.status_code == 200
    assert "Chưa hiển thị được trang này." in answer.content.decode()
    assert reverse("submissions:download", args=[item.pk]) in answer.content.decode()
    monkeypatch.setattr(previews.jail, "run", lambda *_: pytest.fail("it was tried again at once"))
    assert desk.get(picture_of(item)).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(hostile.locked(), "Tệp có đặt mật khẩu"), (b"%PDF-1.7\nstartxref\n0\n%%EOF\n", "Chưa đọc được nội dung tệp.")],
    ids=["locked", "damaged"],
)
def test_what_cannot_be_read_is_said_kindly_and_attached_all_the_same(people, report, content, sentence):
    item = attach(report, "B1.1", content, people.contributor)
    examine_all()
    answer = desk_of(people.contributor).get(page_of(item))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_office_files_offer_the_download(people, report):
    content = hostile.packed_word()
    item = attach(report, "B1.1", content, people.contributor, "danh-muc.docx")
    examine_all()
    page = desk_of(people.contributor).get(page_of(item)).content.decode()
    assert "Tệp DOCX không hiển thị tại đây." in page
    assert desk_of(people.contributor).get(picture_of(item)).status_code == 404


def test_a_page_is_drawn_once_for_everybody(people, report, monkeypatch):
    one = attach(report, "B1.1", hostile.scanned(), people.contributor)
    other = attach(report, "A2", hostile.scanned(), people.contributor, "khac.pdf")
    desk = desk_of(people.contributor)
    desk.get(picture_of(one))
    monkeypatch.setattr(previews.jail, "run", lambda *_: pytest.fail("drawn twice"))
    assert desk.get(picture_of(other)).status_code == 200


def test_pictures_keep_within_their_room(people, report, settings):
    item = attach(report, "B1.1", hostile.typed(pages=4), people.contributor)
    for number in range(1, 5):
        previews.preview_of(item.file, number, "page", make.NOW)
    kept = [path for path in previews.folder().rglob("*") if path.is_file()]
    settings.EVIDENCE_PREVIEW_LIMIT = sum(path.stat().st_size for path in kept[:2])
    previews.tidy(make.NOW)
    left = [path for path in previews.folder().rglob("*") if path.is_file()]
    assert 0 < len(left) < 4
    assert desk_of(people.contributor).get(picture_of(item, 1)).status_code == 200


def review_page(account, report) -> str:
    return desk_of(account).get(reverse("review:review", args=[report.pk])).content.decode()


def test_the_reviewer_reads_at_the_figure_where_a_file_stands_besides(people, report):
    there, theirs = other_unit()
    attach(theirs, "B2.1", hostile.typed(), there.contributor)
    submitted(there, theirs)
    attach(report, "B1.1", hostile.typed(), people.contributor)
    attach(report, "A2", hostile.typed(Producer="Bản lưu lại"), people.contributor, "luu-lai.pdf")
    submitted(people, report)
    examine_all()
    page = review_page(make.officer(), report)
    figure = page[page.index('id="f-B1.1"') : page.index('id="f-B2.1"')]
    assert "Cũng là minh chứng của B2.1, Phòng Kinh tế ngành, năm 2026." in figure
    assert "Nội dung trùng với tệp “luu-lai.pdf” – minh chứng của A2 trong báo cáo này." in figure
    assert "1 trang" in figure


def test_a_unit_does_not_learn_of_the_files_of_others(people, report):
    there, theirs = other_unit()
    attach(theirs, "B2.1", hostile.typed(), there.contributor)
    submitted(there, theirs)
    item = attach(report, "B1.1", hostile.typed(), people.contributor)
    attach(report, "A2", hostile.typed(), people.contributor)
    submitted(people, report)
    examine_all()
    pages = [review_page(people.contributor, report), desk_of(people.contributor).get(page_of(item)).content.decode()]
    for page in pages:
        assert "Phòng Kinh tế ngành" not in page
        assert "Cũng là minh chứng của A2 trong báo cáo này." in page


def test_a_draft_of_another_unit_is_not_told_to_reviewers(people, report):
    there, theirs = other_unit()
    attach(theirs, "B2.1", hostile.typed(), there.contributor)
    attach(report, "B1.1", hostile.typed(), people.contributor)
    submitted(people, report)
    examine_all()
    assert "Phòng Kinh tế ngành" not in review_page(make.officer(), report)


def test_the_reviewer_reads_who_signed_and_when(people, report):
    content = signed(hostile.scanned(), "Nguyễn Văn Mẫu", "Đơn vị mẫu", SIGNED_AT)
    attach(report, "B1.1", content, people.contributor)
    submitted(people, report)
    examine_all()
    page = review_page(make.officer(), report)
    assert "Ký số: Nguyễn Văn Mẫu, Đơn vị mẫu, 09:30 12/12/2025 (theo giờ trên máy của người ký)." in page
    assert "Nội dung còn nguyên vẹn từ khi ký." in page
    assert "Ký trước năm báo cáo." in page
    assert "Chưa kiểm tra độ tin cậy của chứng thư số." in page


def queries_of(account, address: str) -> int:
    desk = desk_of(account)
    desk.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address).status_code == 200
    return len(captured)


def test_the_review_page_costs_the_same_for_one_file_and_for_many(people, report):
    officer = make.officer()
    attach(report, "B1.1", hostile.typed(), people.contributor)
    submitted(people, report)
    examine_all()
    address = reverse("review:review", args=[report.pk])
    one = queries_of(officer, address)
    for unit in (("nc", "Phòng Nội chính"), ("nv", "Ban Nội vụ")):
        there, theirs = other_unit(*unit)
        for n, code in enumerate(["A2", "B1.1", "B2.1", "C2.1"]):
            attach(theirs, code, hostile.typed(pages=1 + n % 2), there.contributor, f"{n}.pdf")
        submitted(there, theirs)
    examine_all()
    assert queries_of(officer, reverse("review:review", args=[theirs.pk])) == one


def test_evidence_not_yet_examined_can_be_looked_at(people, report):
    item = attach(report, "B1.1", hostile.typed(pages=2), people.contributor)
    assert not Examination.objects.exists()
    page = desk_of(people.contributor).get(page_of(item)).content.decode()
    assert picture_of(item, 1) in page
    assert "đang chờ kiểm tra tệp" in page
