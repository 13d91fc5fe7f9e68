"""The consolidated report counts the appraised figure, says so, and keeps the reported one beside it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from departments.transitions import move
from reports.consolidation.annexes import AnnexContext
from reports.consolidation.compiled import stored
from reports.consolidation.compiling import compile_period
from reports.consolidation.frozen import contribution_from_json, figure_from_json, figure_to_json
from reports.consolidation.inside_annexes import sources
from reports.consolidation.results_annexes import results
from reports.consolidation.staleness import changes_since
from reports.documents.content import Table
from reports.review import appraising
from reports.review import workflow as review
from reports.submissions import workflow
from reports.submissions.models import AnnualReport
from tests import factories as make
from tests.consolidation.conftest import fresh, run_jobs
from tests.factories import NOW

D = Decimal
State = AnnualReport.State
REASON = "Hai cuộc đã tính trong báo cáo của đơn vị khác."
DAY = NOW.date()
TEN = D(10)


@pytest.fixture
def people(house):
    return make.People(house.unit("th"))


@pytest.fixture
def under_review(house, period, people):
    make.report(house.unit("ktn"), period, State.ACCEPTED)
    return make.report(people.department, period, State.UNDER_REVIEW, people)


def appraise(report, people, code="A2", value=TEN):
    appraising.appraise(report, code, value=value, reason=REASON, by=people.reviewer, at=NOW)


def accept(report, people):
    return move(report, review.ACCEPT, by=people.reviewer, at=NOW)


def test_the_total_counts_the_appraised_figure_and_keeps_the_reported_one(under_review, period, people):
    appraise(under_review, people)
    accept(under_review, people)
    compiled = compile_period(period, DAY)
    figure = compiled.figures["A2"]
    given = figure.by_unit["th"]
    assert figure.total == 22  # 10 appraised and 12 reported
    assert (given.amount.value, given.reported.value, given.reason) == (10, 12, REASON)
    assert compiled.closes
    (table,) = results(AnnexContext(compiled, period, DAY)).blocks
    assert "Số liệu tính theo kết quả thẩm định" in table.notes[-1]
    again = figure_from_json(figure_to_json(figure)).by_unit["th"]
    assert (again.amount, again.reported, again.reason) == (given.amount, given.reported, REASON)


def test_totals_from_parts_follow(under_review, period, people):
    before = under_review.revisions.get().content["values"]
    appraise(under_review, people, "C2.1", D("1.5"))
    accept(under_review, people)
    compiled = compile_period(period, DAY)
    given = compiled.figures["C2.0"].by_unit["th"]
    assert given.amount.value == D("1.5") + D(before["C2.2"]["value"])
    assert given.reported.value == D(before["C2.0"]["value"])
    assert given.reason
    assert compiled.closes


def test_a_ratio_is_appraised_by_its_parts(under_review, period, people):
    appraising.appraise(
        under_review, "A9", numerator=D(16), denominator=D(20), reason=REASON, by=people.reviewer, at=NOW
    )
    accept(under_review, people)
    compiled = compile_period(period, DAY)
    assert compiled.figures["A9"].total == D(34) / D(40) * 100
    assert compiled.closes


def test_the_inputs_differ_when_an_appraisal_differs(under_review, period, people):
    hashes = []
    for value in (None, D(10), D(9)):
        if value is not None:
            appraise(under_review, people, value=value)
        accepted = accept(under_review, people)
        hashes.append(compile_period(period, DAY).input_hash)
        AnnualReport.objects.filter(pk=accepted.pk).update(state=State.UNDER_REVIEW, accepted_revision=None)
    assert len(set(hashes)) == 3


def test_a_compilation_without_appraisals_is_stored_as_before(under_review, period, people):
    accept(under_review, people)
    compiled = compile_period(period, DAY)
    assert "appraised" not in compiled.inputs
    assert all("reported" not in str(figure_to_json(figure)) for figure in compiled.figures.values())
    old = contribution_from_json({"status": "value", "value": "3"})
    assert (old.is_appraised, old.reported.is_empty) == (False, True)


def test_the_annex_of_sources_names_both_figures_and_the_reason(under_review, period, people):
    appraise(under_review, people)
    accept(under_review, people)
    annex = sources(AnnexContext(compile_period(period, DAY), period, DAY))
    table = next(b for b in annex.blocks if isinstance(b, Table) and "kết quả thẩm định" in b.title)
    assert [column.title for column in table.columns][1:] == [
        "Chỉ tiêu", "Đơn vị", "Số đơn vị báo cáo", "Số thẩm định", "Lý do",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[0]][2:] == ["Phòng Tổng hợp", "12", "10", REASON]


def compiled_report(house, period, signed_in):
    client = signed_in(house.officer)
    client.post(reverse("consolidation:start", args=[period.pk]))
    run_jobs()
    return client, fresh(period.consolidated.get())


def test_the_page_of_figures_shows_it_per_unit(house, under_review, period, people, signed_in):
    appraise(under_review, people)
    accept(under_review, people)
    client, report = compiled_report(house, period, signed_in)
    assert stored(report.compilation).figures["A2"].by_unit["th"].reported.value == 12
    page = client.get(reverse("consolidation:figures", args=[report.pk])).content.decode()
    assert REASON in page
    assert "đơn vị báo cáo 12" in page


def test_an_appraisal_after_a_reopening_makes_the_draft_stale_and_names_the_figure(
    house, under_review, period, people, signed_in
):
    accepted = accept(under_review, people)
    _client, report = compiled_report(house, period, signed_in)
    assert changes_since(report) == []
    later = NOW + timedelta(days=1)
    again = move(accepted, review.REOPEN, by=people.reviewer, at=later, note="Rà soát lại.", fields=["A9"])
    again.values.filter(indicator__code="A9").update(numerator=D(17))
    for transition, by in (
        (workflow.HAND_TO_HEAD, people.contributor), (workflow.SUBMIT, people.head), (review.CLAIM, people.reviewer),
    ):  # fmt: skip
        again = move(again, transition, by=by, at=later)
    appraise(again, people)
    accept(again, people)
    (change,) = changes_since(report)
    assert set(change.fields) == {"A2", "A9"}
