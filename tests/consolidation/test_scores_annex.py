"""PL 11 stays inside: it cannot be chosen to be sent, and is in no file of the consolidated report."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from departments.permissions import Refused
from reports.consolidation import annexes, editing
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.attachments import workbook
from reports.consolidation.compiling import compile_period
from reports.consolidation.rendering import draft_document
from reports.documents.content import to_json
from reports.scoring import papers
from tests.consolidation.conftest import fresh, run_jobs
from tests.factories import NOW
from tests.scoring.making import appraised, sheet, switched_on

DAY = NOW.date()


@pytest.fixture
def scored(house, period, accepted):
    scoring = switched_on(period, by=house.hctc_head)
    appraised(scoring, house.unit("th"), house.officer)
    return scoring


def context(period) -> AnnexContext:
    return AnnexContext(compile_period(period, DAY), period, DAY)


def test_it_stands_among_the_annexes_kept_inside_while_scoring_is_on(period, scored):
    found = {kind.code: annex for kind, annex in annexes.inside(context(period), ["PL 02", "PL 11"])}
    assert found["PL 11"].title == papers.TITLE
    assert "PL 11" not in annexes.default_sent()


def test_there_is_none_while_scoring_is_off(house, period, accepted):
    sheet()
    assert "PL 11" not in {kind.code for kind, _annex in annexes.inside(context(period), [])}


def test_it_is_never_built_for_sending(period, scored):
    assert {kind.code for kind, _annex in annexes.built(context(period), ["PL 02", "PL 11"])} == {"PL 02"}


def test_a_forged_choice_is_refused_and_even_a_stored_one_is_not_sent(house, period, scored, signed_in):
    client = signed_in(house.officer)
    client.post(reverse("consolidation:start", args=[period.pk]))
    run_jobs()
    report = fresh(period.consolidated.get())
    with pytest.raises(Refused):
        editing.choose_annexes(report, ["PL 02", "PL 11"], by=house.officer, at=NOW, seen=report.version)
    report.sent_annexes = ["PL 02", "PL 11"]
    report.save(update_fields=["sent_annexes"])
    assert papers.TITLE not in str(to_json(draft_document(report, NOW)))
    page = client.get(reverse("consolidation:report", args=[report.pk])).content.decode()
    assert papers.TITLE not in page


def test_the_workbook_of_all_annexes_leaves_the_scores_out(period, scored):
    book = load_workbook(BytesIO(workbook(context(period))))
    said = " ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)
    assert "Điểm thẩm định" not in said
