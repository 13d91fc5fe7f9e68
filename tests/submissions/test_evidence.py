"""The one door for files: what passes, what is refused with which sentence, and who may read it afterwards."""

import io
import struct
import zipfile
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from departments.file_types import RefusedFile, media_type_of
from departments.models import AuditEvent
from departments.permissions import Denied, Refused
from departments.transitions import move
from reports.submissions import checks, evidence, snapshots, storage, workflow
from reports.submissions.models import AnnualReport, Evidence, StoredFile
from tests import factories

State = AnnualReport.State
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}


def packed(parts, method=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def png(width=2, height=2):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpeg(width=4, height=3):
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 0)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + frame + b"\xff\xda\x00\x02data\xff\xd9"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Danh mục.pdf", PDF, "application/pdf"),
        ("ANH.PNG", png(), "image/png"),
        ("anh.jpeg", jpeg(), "image/jpeg"),
        ("bc.docx", packed(DOCX), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "so.xlsx",
            packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_honest_files_pass(name, content, media_type):
    assert media_type_of(name, content) == media_type


MISMATCH = "Nội dung tệp không khớp với đuôi tệp hoặc tệp bị hỏng."
BOMB = "Tệp quá lớn khi giải nén."
CUT_OFF = png()[:-6]
REFUSED = {
    "no extension": ("khong_duoi", PDF, "Hệ thống không nhận loại tệp này."),
    "program": ("a.exe", b"MZ", "Hệ thống không nhận loại tệp này."),
    "page": ("a.html", b"<script>", "Hệ thống không nhận loại tệp này."),
    "two extensions": ("a.pdf.svg", PDF, "Hệ thống không nhận loại tệp này."),
    "empty": ("a.pdf", b"", "Tệp không có nội dung."),
    "program named pdf": ("a.pdf", b"MZ" + PDF, MISMATCH),
    "cut off pdf": ("a.pdf", PDF[:20], MISMATCH),
    "picture named pdf": ("a.pdf", png(), MISMATCH),
    "cut off png": ("a.png", CUT_OFF, MISMATCH),
    "png with a wrong checksum": ("a.png", png()[:30] + b"\0" + png()[31:], MISMATCH),
    "huge png": ("a.png", png(60_000, 60_000), "Ảnh có 60000 × 60000 điểm ảnh, quá lớn."),
    "huge jpg": ("a.jpg", jpeg(60_000, 60_000), "Ảnh có 60000 × 60000 điểm ảnh, quá lớn."),
    "jpg without end": ("a.jpg", jpeg()[:-2], MISMATCH),
    "zip named docx": ("a.docx", packed({"a.txt": b"x"}), MISMATCH),
    "excel named docx": ("a.docx", packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), MISMATCH),
    "not a zip": ("a.docx", b"PK\x03\x04 nonsense", MISMATCH),
    "climbing path": ("a.docx", packed(DOCX | {"../../etc/passwd": b"x"}), MISMATCH),
    "absolute path": ("a.docx", packed(DOCX | {"/etc/passwd": b"x"}), MISMATCH),
    "windows path": ("a.docx", packed(DOCX | {"..\\a": b"x"}), MISMATCH),
    "macro": ("a.docx", packed(DOCX | {"word/vbaProject.bin": b"x"}), "Tệp có chứa macro."),
    "dense part": ("a.docx", packed(DOCX | {"word/media.bin": bytes(3_000_000)}), BOMB),
    "many parts": ("a.docx", packed(DOCX | {f"p{n}": b"" for n in range(2_001)}), BOMB),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_files(name):
    file_name, content, sentence = REFUSED[name]
    with override("vi"), pytest.raises(RefusedFile) as refusal:
        media_type_of(file_name, content)
    assert refusal.value.reason.startswith(sentence)


def test_a_directory_that_lies_about_sizes_is_found_out():
    """The entry claims 10 bytes and unpacks to more than it says."""
    content = packed(DOCX | {"word/x.bin": bytes(200_000)})
    honest = struct.pack("<I", 200_000)
    with pytest.raises(RefusedFile):
        media_type_of("a.docx", content.replace(honest, struct.pack("<I", 10)))


@pytest.fixture
def people(db):
    return factories.People(factories.unit())


@pytest.fixture
def report(people):
    return factories.report(people=people, filled=False)


def value(report, code="B1.1"):
    return report.values.select_related("indicator", "report__period", "report__department").get(indicator__code=code)


def upload(name="Danh mục.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attach(report, people, *files, code="B1.1"):
    return evidence.add_files(value(report, code), files, by=people.contributor, at=factories.NOW)


def test_a_file_is_kept_by_its_content(report, people):
    outcome = attach(report, people, upload())
    item = outcome.attached[0]
    assert (item.name, item.added_by, item.file.size) == ("Danh mục.pdf", people.contributor, len(PDF))
    assert storage.read(item.file) == PDF


def test_a_refused_file_does_not_keep_the_others_out(report, people):
    with override("vi"):
        outcome = attach(report, people, upload("a.exe", b"MZ"), upload())
    assert [item.name for item in outcome.attached] == ["Danh mục.pdf"]
    assert outcome.refused == [
        "a.exe: Hệ thống không nhận loại tệp này. Đề nghị chọn tệp PDF, PNG, JPG, DOCX hoặc XLSX."
    ]


def test_the_same_file_on_two_fields_is_pointed_out(report, people):
    attach(report, people, upload())
    with override("vi"):
        outcome = attach(report, people, upload("khac ten.pdf"), code="D1")
    assert outcome.remarks == [
        "Tệp khac ten.pdf cũng đang được đính kèm ở mục B1.1. Đề nghị kiểm tra tệp có chứng minh cho cả hai mục không."
    ]
    assert StoredFile.objects.count() == 1


def test_the_same_file_twice_on_one_field_is_one(report, people):
    attach(report, people, upload())
    assert len(attach(report, people, upload()).refused) == 1
    assert Evidence.objects.count() == 1


def test_quota_of_one_report(report, people, settings):
    settings.EVIDENCE_QUOTA = len(PDF) + 10
    attach(report, people, upload())
    assert len(attach(report, people, upload("b.pdf", PDF + b" ")).refused) == 1
    assert len(attach(report, people, upload("cung noi dung.pdf"), code="D1").attached) == 1


def test_folders_in_a_name_are_dropped_and_reversed_writing_is_refused(report, people):
    name = attach(report, people, upload("x.pdf")).attached[0].name
    assert name == "x.pdf"
    assert evidence.clean_name("C:\\Users\\a\\Báo cáo.pdf") == "Báo cáo.pdf"
    assert len(attach(report, people, upload("gp\u202efdp.pdf", PDF + b"2")).refused) == 1


@pytest.mark.parametrize("state", [State.AWAITING_HEAD, State.SUBMITTED, State.ACCEPTED])
def test_nothing_is_attached_while_the_report_is_elsewhere(people, state):
    report = factories.report(people=people, state=state)
    with pytest.raises(Denied):
        attach(report, people, upload())
    assert StoredFile.objects.count() == 0


def test_after_a_return_evidence_goes_only_to_the_named_fields(people):
    report = factories.report(people=people, state=State.RETURNED)
    assert len(attach(report, people, upload(), code="A2").attached) == 1
    with pytest.raises(Denied):
        attach(report, people, upload(), code="B1.1")


def test_a_revision_keeps_what_is_removed_later(people):
    report = factories.report(people=people)
    attach(report, people, upload(), code="A2")
    report = move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    frozen = report.revisions.get()
    report = move(report, workflow.WITHDRAW, by=people.head, at=factories.NOW)
    evidence.remove(report.evidence.get(name="Danh mục.pdf"), by=people.contributor, at=factories.NOW)
    assert [item["name"] for item in frozen.content["values"]["A2"]["evidence"]] == ["Danh mục.pdf"]
    assert snapshots.content_of(report)["values"]["A2"]["evidence"] == []


# Reading


@pytest.fixture
def item(report, people):
    return attach(report, people, upload()).attached[0]


def get(client, user, item):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("submissions:download", args=[item.pk]))


def test_a_file_comes_as_a_file_and_nothing_else(client, people, item):
    answer = get(client, people.contributor, item)
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Danh%20m")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ["other unit", "officer", "leader", "nobody"])
def test_evidence_of_a_draft_is_not_there_for_others(client, people, item, who):
    others = {
        "other unit": lambda: factories.head(factories.unit("ktn", "Phòng Kinh tế ngành")),
        "officer": factories.officer,
        "leader": factories.leader,
        "nobody": factories.person,
    }
    assert get(client, others[who](), item).status_code == 404


def test_reviewers_see_what_was_submitted_and_not_what_was_attached_since(client, people):
    report = factories.report(people=people)
    attach(report, people, upload(), code="A2")
    submitted = report.evidence.get(name="Danh mục.pdf")
    report = move(report, workflow.SUBMIT, by=people.head, at=factories.NOW)
    report = move(report, workflow.WITHDRAW, by=people.head, at=factories.NOW)
    later = factories.NOW.replace(hour=11)
    fresh = evidence.add_files(
        value(report), [upload("moi.pdf", PDF + b" ")], by=people.contributor, at=later
    ).attached[0]
    evidence.remove(submitted, by=people.contributor, at=later)
    assert get(client, people.reviewer, submitted).status_code == 200
    assert get(client, people.reviewer, fresh).status_code == 404


def test_an_oversize_upload_is_cut_off_with_a_sentence(client, people, report, settings):
    settings.EVIDENCE_FILE_LIMIT = 100_000
    client.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")
    row = value(report)
    address = reverse("submissions:attach", args=[report.pk, f"v{row.pk}"])
    answer = client.post(address, {"files": [upload("to.pdf", PDF + bytes(200_000)), upload("nho.pdf")]}, follow=True)
    told = [str(message) for message in answer.context["messages"]]
    assert [message.partition(":")[0] for message in told] == ["to.pdf", "Đã đính kèm"]
    assert [item.name for item in report.evidence.all()] == ["nho.pdf"]


def item_on(report, people, code="B1.1"):
    return attach(report, people, upload(), code=code).attached[0]


def test_what_was_removed_can_be_restored_until_the_report_is_submitted(report, people):
    item = item_on(report, people)
    evidence.remove(item, by=people.contributor, at=factories.NOW)
    assert evidence.removed_from(value(report)) == [item]
    for _twice in range(2):
        evidence.restore(item, by=people.contributor, at=factories.NOW)
    assert list(report.evidence.attached()) == [item]
    assert AuditEvent.objects.about(report).last().action == "submissions.annualreport.restore"


def test_what_was_removed_before_a_submission_stays_out(people):
    report = factories.report(people=people)
    item = item_on(report, people)
    evidence.remove(item, by=people.contributor, at=factories.NOW)
    report = move(report, workflow.SUBMIT, by=people.head, at=factories.NOW + timedelta(hours=1))
    with pytest.raises(Denied):
        evidence.restore(item, by=people.contributor, at=factories.NOW)
    report = move(report, workflow.WITHDRAW, by=people.head, at=factories.NOW + timedelta(hours=2))
    assert evidence.removed_from(value(report)) == []
    with pytest.raises(Refused):
        evidence.restore(item, by=people.contributor, at=factories.NOW + timedelta(hours=3))


def test_what_was_attached_anew_is_not_restored_beside_it(report, people):
    item = item_on(report, people)
    evidence.remove(item, by=people.contributor, at=factories.NOW)
    item_on(report, people)
    with pytest.raises(Refused):
        evidence.restore(item, by=people.contributor, at=factories.NOW)


def test_restoring_keeps_within_the_quota(report, people, settings):
    item = item_on(report, people)
    evidence.remove(item, by=people.contributor, at=factories.NOW)
    settings.EVIDENCE_QUOTA = len(PDF) - 1
    with pytest.raises(Refused):
        evidence.restore(item, by=people.contributor, at=factories.NOW)


def test_a_file_of_an_earlier_year_is_pointed_out(people):
    earlier = factories.report(people=people, period_=factories.period(2025), filled=False)
    item_on(earlier, people)
    report = factories.report(people=people)
    with override("vi"):
        outcome = attach(report, people, upload("moi.pdf"))
    assert outcome.remarks == [
        (
            "moi.pdf đã được dùng trong báo cáo năm 2025 của đơn vị. "
            "Đề nghị kiểm tra có đúng là minh chứng của năm nay không."
        )
    ]
    assert [p.field_code for p in checks.warnings(report) if p.rule == "earlier"] == ["B1.1"]


def test_a_file_of_another_unit_is_pointed_out_without_naming_it(people):
    period = factories.period()
    other = factories.unit("ktn", "Phòng Kinh tế ngành")
    theirs = factories.People(other)
    report_of_other = factories.report(other, period, people=theirs)
    attach(report_of_other, theirs, upload("mat.pdf"))
    move(report_of_other, workflow.SUBMIT, by=theirs.head, at=factories.NOW)
    report = factories.report(people=people, period_=period)
    with override("vi"):
        (remark,) = attach(report, people, upload("cua-toi.pdf")).remarks
    assert "đơn vị khác" in remark
    assert "Kinh tế" not in remark
    assert "mat.pdf" not in remark
    (problem,) = [p for p in checks.warnings(report) if p.rule == "elsewhere"]
    assert problem.aside == "Phòng Kinh tế ngành (B1.1)"


def test_the_same_file_at_two_fields_is_a_warning_at_the_later(report, people):
    attach(report, people, upload())
    attach(report, people, upload("b.pdf"), code="D1")
    (problem,) = [p for p in checks.warnings(report) if p.rule == "repeated"]
    assert (problem.field_code, "ở mục B1.1" in problem.message) == ("D1", True)


def test_several_files_at_once_and_what_became_of_each(client, report, people):
    client.force_login(people.contributor)
    address = f"/reports/{report.pk}/evidence/v{value(report).pk}/"
    files = {"files": [upload(), upload("b.pdf", PDF + b" "), upload("c.exe", b"MZ")]}
    answer = client.post(address, files, headers={"accept": "application/json"})
    said = answer.json()
    assert answer.status_code == 200
    assert [(one["name"], bool(one["url"])) for one in said["attached"]] == [("Danh mục.pdf", True), ("b.pdf", True)]
    assert [text.partition(":")[0] for text in said["refused"]] == ["c.exe"]
    refused = client.post(address, {"files": [upload("d.exe", b"MZ")]}, headers={"accept": "application/json"})
    assert refused.status_code == 422


def test_the_page_lists_what_was_removed_with_its_button(client, report, people):
    item = item_on(report, people)
    client.force_login(people.contributor)
    client.post(f"/reports/evidence/{item.pk}/remove/")
    page = client.get(f"/reports/{report.pk}/evidence/v{value(report).pk}/").content.decode()
    assert f"/reports/evidence/{item.pk}/restore/" in page
    client.post(f"/reports/evidence/{item.pk}/restore/")
    assert report.evidence.attached().get() == item


def test_another_unit_restores_nothing(client, report, people):
    item = item_on(report, people)
    evidence.remove(item, by=people.contributor, at=factories.NOW)
    client.force_login(factories.contributor(factories.unit("ktn")))
    assert client.post(f"/reports/evidence/{item.pk}/restore/").status_code == 404
