"""What the program finds out about files: facts, the same document saved anew, signatures; hostile files do no harm."""

import os
import resource
import signal
import time
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils.translation import override

from demo.signed import signed
from departments import jobs
from departments.file_types import JPEG, PDF, PNG
from departments.models import Job
from departments.models.jobs import JobState
from reports.documents import jail
from reports.submissions import evidence, examination, examiner, proofs, storage
from reports.submissions.models import Examination, StoredFile
from tests import factories as make
from tests.submissions import hostile

Outcome = Examination.Outcome
SIGNED_AT = datetime(2026, 11, 12, 2, 30, tzinfo=UTC)


def facts(content: bytes, media_type: str = PDF) -> dict:
    return examiner.examine(content, media_type, [])


def stored(content: bytes, media_type: str = PDF) -> StoredFile:
    return storage.store(content, media_type, make.NOW)


def attached(answer, content: bytes, by, name: str = "minh-chung.pdf"):
    return evidence.add_files(answer, [SimpleUploadedFile(name, content)], by=by, at=make.NOW).attached[0]


@pytest.fixture
def people(db):
    return make.People(make.unit())


@pytest.fixture
def report(people):
    return make.report(people=people, filled=False)


@pytest.fixture
def answer(report):
    return report.values.select_related("indicator").order_by("pk").first()


def test_a_pdf_is_told_by_its_pages_and_its_text():
    found = facts(hostile.typed(pages=3))
    assert (found["outcome"], found["pages"]) == (Outcome.READ, 3)
    assert found["text_length"] > 600


def test_the_same_text_saved_by_another_program_is_the_same():
    one, other = hostile.typed(), hostile.typed(Producer="Chương trình khác", Title="Bản lưu lại")
    assert one != other
    assert facts(one)["content_sha256"] == facts(other)["content_sha256"]
    assert facts(one)["content_sha256"] != facts(hostile.typed("Danh muc khac. " * 30))["content_sha256"]
    assert facts(one)["content_sha256"] != facts(hostile.typed(pages=2))["content_sha256"]


def test_a_scan_is_the_same_dot_by_dot_and_a_list_filled_in_anew_is_not():
    scanned = hostile.scanned()
    again = signed(scanned, "Nguyễn Văn Mẫu", "Đơn vị mẫu", SIGNED_AT)
    assert facts(scanned)["content_sha256"] == facts(again)["content_sha256"]
    assert facts(scanned)["content_sha256"] != facts(hostile.scanned(6))["content_sha256"]
    assert facts(scanned)["picture"] == ""


def test_a_photograph_is_known_again_smaller_and_saved_anew(db):
    first, again, other = (
        examination.record(stored(content, JPEG), facts(content, JPEG), make.NOW)
        for content in (hostile.photograph(), hostile.photograph(width=500, quality=60), hostile.photograph(seed=2))
    )
    assert first.looks_like == again.looks_like == first.file
    assert other.looks_like == other.file


def test_a_photograph_as_png_is_known_again(db):
    one, other = hostile.photograph(), hostile.photograph(name="PNG")
    assert examiner.pictures.distance(facts(one, JPEG)["picture"], facts(other, PNG)["picture"]) < 30


HOSTILE = {
    "truncated": (hostile.truncated, PDF, {Outcome.DAMAGED, Outcome.READ}),
    "locked": (hostile.locked, PDF, {Outcome.LOCKED}),
    "not a pdf": (lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF\n", PDF, {Outcome.DAMAGED}),
    "no bytes of sense": (lambda: b"%PDF-" + bytes(range(256)) * 400, PDF, {Outcome.DAMAGED}),
    "a million pages of one": (lambda: hostile.deep_tree(6), PDF, {Outcome.READ, Outcome.TOO_MUCH, Outcome.DAMAGED}),
    "scripts": (hostile.active, PDF, {Outcome.READ}),
    "drawing without end": (hostile.endless, PDF, {Outcome.READ, Outcome.TOO_MUCH}),
    "two hundred metres": (hostile.huge_page, PDF, {Outcome.READ, Outcome.TOO_MUCH}),
    "flat picture": (hostile.flat_picture, PNG, {Outcome.READ}),
    "picture named pdf": (hostile.flat_picture, PDF, {Outcome.DAMAGED}),
    "pdf named picture": (hostile.typed, PNG, {Outcome.DAMAGED}),
    "cut off photograph": (lambda: hostile.photograph()[:1500], JPEG, {Outcome.DAMAGED, Outcome.READ}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_bounded_time_and_memory_and_is_told(db, name, monkeypatch):
    make_it, media_type, outcomes = HOSTILE[name]
    monkeypatch.setattr(examination, "LIMITS", jail.Limits(memory=400_000_000, cpu=4, wall=6))
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    file = stored(make_it(), media_type)
    found = examination.record(file, examination.facts_of(file), make.NOW)
    assert found.outcome in outcomes
    assert time.monotonic() - began < 15
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB: the work was the child's


def test_other_kinds_and_lost_bytes_are_told(db):
    assert facts(b"PK", "application/zip") == {"outcome": Outcome.OTHER}
    file = stored(hostile.typed())
    storage.path_of(file.sha256).unlink()
    assert examination.facts_of(file) == {"outcome": Outcome.LOST}


def test_signatures_are_read_with_name_time_and_integrity():
    content = signed(hostile.scanned(), "Nguyễn Văn Mẫu", "Đơn vị mẫu", SIGNED_AT)
    (one,) = facts(content)["signatures"]
    assert (one["name"], one["organisation"]) == ("Nguyễn Văn Mẫu", "Đơn vị mẫu")
    assert datetime.fromisoformat(one["signed_at"]) == SIGNED_AT
    assert (one["stamped"], one["intact"], one["appended"], one["in_force"]) == (False, True, "", True)
    assert one["trusted"] is None


def test_what_was_changed_or_added_after_signing_is_found():
    content = signed(hostile.scanned(), "Nguyễn Văn Mẫu", "Đơn vị mẫu", SIGNED_AT)
    assert facts(hostile.tampered(content))["signatures"][0]["intact"] is False
    (added,) = facts(hostile.appended(content))["signatures"]
    assert (added["intact"], added["appended"]) == (True, "content")
    both = signed(content, "Trần Thị Hai", "Đơn vị mẫu", SIGNED_AT, field="ChuKy2")
    assert [s["appended"] for s in facts(both)["signatures"]] == ["allowed", ""]


def test_a_trusted_root_is_looked_at_where_the_operator_named_one(tmp_path):
    content = signed(hostile.scanned(), "Nguyễn Văn Mẫu", "Đơn vị mẫu", SIGNED_AT)
    other = hostile.certificate_of(signed(hostile.scanned(), "Người khác", "Đơn vị khác", SIGNED_AT))
    own = hostile.certificate_of(content)
    assert examiner.examine(content, PDF, [other])["signatures"][0]["trusted"] is False
    (tmp_path / "goc.cer").write_bytes(own)
    roots = examination.trusted_roots(str(tmp_path))
    assert roots == [own]
    assert examiner.examine(content, PDF, roots)["signatures"][0]["trusted"] is True


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (datetime(2026, 11, 12, 2, 30, tzinfo=UTC), None),
        (datetime(2025, 12, 20, 2, 30, tzinfo=UTC), "Ký trước năm báo cáo."),
        (datetime(2027, 1, 5, 2, 30, tzinfo=UTC), "Ký sau thời điểm chốt số liệu (30/11/2026)."),
    ],
)
def test_the_day_of_signing_is_held_against_the_period(report, day, sentence):
    report.period.cut_off_on = datetime(2026, 11, 30).date()
    (one,) = facts(signed(hostile.scanned(), "Nguyễn Văn Mẫu", "Đơn vị mẫu", day))["signatures"]
    with override("vi"):
        said = proofs.said_of(one, report.period)
    assert [s.text for s in said if s.tone == "warn"] == ([sentence] if sentence else [])
    assert said[0].text.startswith("Ký số: Nguyễn Văn Mẫu, Đơn vị mẫu, ")
    assert said[-1].text == "Chưa kiểm tra độ tin cậy của chứng thư số."


def test_attaching_asks_for_the_examination_once_for_one_content(answer, people):
    attached(answer, hostile.typed(), people.contributor)
    other = answer.report.values.exclude(pk=answer.pk).order_by("pk").first()
    attached(other, hostile.typed(), people.contributor, "ten-khac.pdf")
    assert Job.objects.filter(kind=examination.EXAMINE_JOB).count() == 1


def test_nothing_is_asked_when_attaching_is_refused(answer, people, monkeypatch):
    monkeypatch.setattr(evidence.reuse, "remarks_on", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        attached(answer, hostile.typed(), people.contributor)
    assert not Job.objects.filter(kind=examination.EXAMINE_JOB).exists()


def test_the_job_run_twice_keeps_one_row(answer, people):
    attached(answer, hostile.typed(pages=2), people.contributor)
    job = Job.objects.get(kind=examination.EXAMINE_JOB)
    jobs.run(job.pk)
    first = Examination.objects.get()
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    jobs.run(job.pk)
    assert Examination.objects.get() == first
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert examination.ask(first.file) is None


def test_a_child_that_is_killed_is_tried_again_and_then_told(answer, people, monkeypatch):
    monkeypatch.setattr(examination, "examine", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    attached(answer, hostile.typed(), people.contributor)
    job = Job.objects.get(kind=examination.EXAMINE_JOB)
    jobs.run(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    assert not Examination.objects.exists()
    jobs.run(job.pk)
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    assert Examination.objects.get().outcome == Outcome.TOO_MUCH


def test_evidence_from_before_is_found_by_the_sweep(answer, people):
    attached(answer, hostile.typed(), people.contributor)
    Job.objects.all().delete()
    assert examination.ask_for_waiting() == 1
    jobs.run(Job.objects.get(kind=examination.EXAMINE_JOB).pk)
    assert examination.ask_for_waiting() == 0


def test_a_file_nobody_has_attached_is_left_alone(db):
    stored(hostile.typed())
    assert examination.ask_for_waiting() == 0


@override_settings(EVIDENCE_TRUST_ROOTS="")
def test_without_a_folder_no_root_is_trusted():
    assert examination.trusted_roots("") == []
