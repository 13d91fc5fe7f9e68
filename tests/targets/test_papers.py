"""The registration on paper: a unit's internal form, a draft until accepted, both files."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from campaign.models import Campaign
from reports.documents.content import Table
from reports.targets import papers, reading
from tests import factories
from tests.targets import making
from tests.targets.making import NOW, YEAR, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    factories.hctc()
    return making.People(factories.unit())


def document_of(made):
    return papers.paper(made, reading.groups_of(made), Campaign.objects.get(), NOW.date())


def test_the_form_of_a_units_internal_paper(people):
    document = document_of(making.registration(people=people, state=State.ACCEPTED))
    head = document.letterhead
    assert (head.issuer_lines, head.notation, head.number, head.on) == (("PHÒNG TỔNG HỢP",), "BĐK-TH", None, None)
    assert (document.type_name, document.subject) == ("BẢN ĐĂNG KÝ", f"Chỉ tiêu thi đua năm {YEAR}")
    assert document.addressees == ("Phòng Hành chính – Tổ chức",)
    assert (document.draft_mark, document.signature.lines, document.signature.name) == (
        "", ("TRƯỞNG PHÒNG",), "Lò Văn Minh",
    )  # fmt: skip


def test_only_what_is_registered_stands_in_the_table_numbered_through(people):
    document = document_of(making.registration(people=people))
    table = next(block for block in document.blocks if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.rows if len(row) > 1]
    assert [(row[0], row[4]) for row in rows] == [("1", "12"), ("2", "97,5%")]


@pytest.mark.parametrize(("state", "mark"), [(State.DRAFTING, "DỰ THẢO"), (State.SUBMITTED, "DỰ THẢO")])
def test_it_is_a_draft_until_accepted(state, mark, people):
    assert document_of(making.registration(people=people, state=state)).draft_mark == mark


def test_hctc_registers_with_the_leadership():
    document = document_of(making.registration(factories.hctc(), people=making.People(factories.hctc())))
    assert document.addressees == ("Lãnh đạo Văn phòng",)


def test_both_files_can_be_had(people):
    made = making.registration(people=people, state=State.ACCEPTED)
    client = Client()
    client.force_login(people.contributor, backend="django.contrib.auth.backends.ModelBackend")
    pdf = client.get(reverse("targets:paper", args=[made.pk, "pdf"]))
    word = client.get(reverse("targets:paper", args=[made.pk, "docx"]))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Disposition"] == f'inline; filename="dang-ky-chi-tieu-{YEAR}-th.pdf"'
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
    assert client.get(reverse("targets:paper", args=[made.pk, "exe"])).status_code == 404
