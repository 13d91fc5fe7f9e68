"""*Nộp thay*: HC-TC enters a unit's report from its signed paper; the scan and both names are kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from departments.file_types import RefusedFile
from departments.models import AuditEvent
from departments.permissions import Denied, Refused
from departments.transitions import move
from reports.submissions import on_behalf, workflow
from reports.submissions.models import AnnualReport, SignedPaper
from tests import factories

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def period():
    factories.unit()
    return factories.period()


@pytest.fixture
def officer():
    return factories.officer()


def begin(period, by, content=PDF):
    return on_behalf.begin(
        period, factories.unit(), scan=SimpleUploadedFile("ban-ky.pdf", content), signatory="Lò Văn Pao",
        capacity="KT. Trưởng phòng\nPhó Trưởng phòng", signed_on=factories.NOW.date(), by=by, at=factories.NOW,
    )  # fmt: skip


def test_both_names_and_the_scan_are_kept(period, officer):
    report = begin(period, officer)
    factories.answer_everything(report, officer)
    report = move(report, workflow.SUBMIT, by=officer, at=factories.NOW)
    revision = report.revisions.get()
    assert (revision.signatory, revision.capacity) == ("Lò Văn Pao", ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"])
    assert (revision.signed_off_by, revision.prepared_by, revision.entered_on_behalf) == (officer, officer, True)
    assert revision.content["paper"]["sha256"] == report.paper.scan.sha256
    last = AuditEvent.objects.about(report).last()
    assert last.data["on_behalf_of"] == "Phòng Tổng hợp"


def test_an_ordinary_report_names_no_paper():
    report = factories.report(state="submitted")
    assert "paper" not in report.revisions.get().content
    assert report.revisions.get().entered_on_behalf is False


def test_the_unit_that_has_begun_goes_on_itself(period, officer):
    factories.report(period_=period, filled=False)
    with pytest.raises(Refused):
        begin(period, officer)
    assert SignedPaper.objects.count() == 0


def test_a_scan_that_is_none_begins_nothing(period, officer):
    with pytest.raises(RefusedFile):
        begin(period, officer, content=b"MZ")
    assert AnnualReport.objects.count() == 0


def test_only_hctc_enters_for_others(period):
    for by in (factories.leader(), factories.head(factories.unit("ktn", "Phòng KTN")), factories.person()):
        with pytest.raises(Denied):
            begin(period, by)


def test_hctc_cannot_write_into_a_report_the_unit_began(period, officer):
    report = factories.report(period_=period)
    with pytest.raises(Denied):
        move(report, workflow.SUBMIT, by=officer, at=factories.NOW)


def test_the_pages_lead_from_the_paper_to_the_form(period, officer):
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    sent = {
        "which": f"{period.pk}-{factories.unit().pk}",
        "signatory": "Lò Văn Pao",
        "capacity": "Trưởng phòng",
        "signed_on": "2026-11-19",
        "scan": SimpleUploadedFile("ban-ky.pdf", PDF),
    }
    answer = client.post(reverse("submissions:on_behalf"), sent, follow=True)
    report = AnnualReport.objects.get()
    assert answer.redirect_chain[-1][0] == f"/reports/{report.pk}/1/"
    assert b"".join(client.get(reverse("submissions:scan", args=[report.pk])).streaming_content) == PDF


def test_a_form_without_scan_says_what_is_missing(period, officer):
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("submissions:on_behalf"), {"signatory": "A"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"which", "capacity", "signed_on", "scan"}
