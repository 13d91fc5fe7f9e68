"""Estimates replaced after issue: who asks, who enters, who accepts; what was issued and accepted stays as it was."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from departments.models import AuditEvent, Notice
from departments.permissions import Denied, Refused
from departments.todo import tasks_of
from departments.transitions import NoteRequired, StalePage, move
from reports.consolidation.compiling import compile_period
from reports.consolidation.staleness import changes_since
from reports.consolidation.year_sources import year_notes
from reports.official_figures import editing, reading, rounds, workflow
from reports.official_figures.models import OfficialRound, OfficialUpdate
from reports.submissions import history
from reports.submissions.models import AnnualReport
from tests import factories
from tests.official_figures import making
from tests.official_figures.making import NOW, YEAR, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return making.People(factories.unit())


def titles(user) -> set[str]:
    return {task.title for task in tasks_of(user, NOW)}


def test_it_is_asked_for_after_issue_once_and_lists_exactly_the_estimates(people, django_capture_on_commit_callbacks):
    officer = factories.officer()
    making.estimated_report(people.department, people)
    with pytest.raises(Refused):
        rounds.open_round(making.period(), making.DUE, by=officer, at=NOW)
    making.issue()
    with pytest.raises(Denied):
        rounds.open_round(making.period(), making.DUE, by=people.head, at=NOW)
    assert any(str(YEAR) in title for title in titles(officer))
    with django_capture_on_commit_callbacks(execute=True):
        made = rounds.open_round(making.period(), making.DUE, by=officer, at=NOW)
    assert made.report_number == "305/BC-VPUBND"
    codes = {row.indicator.code for row in reading.rows_of(made.updates.get())}
    assert codes == set(making.ESTIMATES)  # the total C2.0 follows from its part and is not asked for
    told = set(Notice.objects.values_list("recipient__username", flat=True))
    assert {people.contributor.username, people.head.username} <= told
    assert not any(str(YEAR) in title for title in titles(officer))
    with pytest.raises(Refused):
        rounds.open_round(making.period(), making.DUE, by=officer, at=NOW)
    assert OfficialRound.objects.count() == 1


def test_a_unit_without_estimates_is_not_asked(people):
    other = factories.unit("ktn", "Phòng Kinh tế ngành")
    factories.report(other, making.period(), AnnualReport.State.ACCEPTED, at=making.REPORTED)
    one = making.update(people=people)
    assert list(OfficialUpdate.objects.values_list("department__code", flat=True)) == ["th"]
    assert one.department == people.department


def test_the_head_signs_only_what_is_complete_and_what_was_read(people):
    one = making.update(people=people, filled=False)
    with pytest.raises(Refused, match=r"B1\.1"):
        move(one, workflow.SUBMIT, by=people.head, at=NOW)
    making.write(one, people.contributor, A9={"numerator": Decimal(1), "denominator": Decimal(2)})
    making.write(one, people.contributor, C2_1={"value": Decimal(1)}, B1_1={"value": Decimal(40)})
    with pytest.raises(Refused, match=r"B1\.1"):  # the catalogue asks for evidence
        move(one, workflow.SUBMIT, by=people.head, at=NOW)
    making.write(one, people.contributor)
    read = reading.digest(reading.content_of(one))
    making.write(one, people.contributor, C2_1={"value": Decimal(2)})
    with pytest.raises(StalePage):
        move(one, workflow.SUBMIT, by=people.head, at=NOW, content=read)
    with pytest.raises(Denied):
        move(one, workflow.SUBMIT, by=people.contributor, at=NOW)
    one = move(one, workflow.SUBMIT, by=people.head, at=NOW)
    assert (one.state, one.capacity) == (State.SUBMITTED, ["TRƯỞNG PHÒNG"])
    assert (one.prepared_by, one.signed_off_by) == (people.contributor, people.head)
    with pytest.raises(Denied):
        making.write(one, people.contributor, C2_1={"value": Decimal(3)})


def test_hctc_returns_with_a_reason_and_accepts_never_for_the_own_unit(people):
    one = making.update(people=people, state=State.SUBMITTED)
    with pytest.raises(Denied):
        move(one, workflow.ACCEPT, by=people.head, at=NOW)
    with pytest.raises(NoteRequired):
        move(one, workflow.RETURN, by=people.reviewer, at=NOW)
    one = move(one, workflow.RETURN, by=people.reviewer, at=NOW, note="Thiếu căn cứ")
    assert one.signatory == ""
    one = move(one, workflow.SUBMIT, by=people.head, at=NOW)
    one = move(one, workflow.ACCEPT, by=people.reviewer, at=NOW)
    kept = AuditEvent.objects.about(one).last().data["figures"]["B1.1"]
    assert (kept["value"], kept["estimate"]["value"]) == ("40", str(making.line(one, "B1.1").estimate["value"]))


def test_the_figures_of_hctc_itself_are_accepted_by_leadership():
    unit = factories.hctc()
    people = making.People(unit)
    one = making.update(unit, State.SUBMITTED, people)
    with pytest.raises(Denied):
        move(one, workflow.ACCEPT, by=factories.officer(), at=NOW)
    assert move(one, workflow.ACCEPT, by=people.reviewer, at=NOW).state == State.ACCEPTED


def test_next_year_compares_with_the_official_figure_and_says_so(people):
    one = making.update(people=people, state=State.SUBMITTED)
    before = history.of_unit(people.department, YEAR + 1)
    estimate = before.last_year("B1.1").value
    one = move(one, workflow.ACCEPT, by=people.reviewer, at=NOW)
    after = history.of_unit(people.department, YEAR + 1)
    assert estimate != 40
    assert after.last_year("B1.1").value == 40
    assert "305/BC-VPUBND" in after.last_year("B1.1").remark
    assert after.last_year("A9").value == 95
    changed = after.last_year("C2.0").value - before.last_year("C2.0").value
    assert changed == Decimal("30.5") - before.last_year("C2.1").value  # the total follows its part
    assert after.last_year("D1") == before.last_year("D1")
    revision = one.revision
    assert revision.content["values"]["B1.1"]["is_estimate"] is True
    assert AnnualReport.objects.get(pk=revision.report_id).accepted_revision_id == revision.pk


def test_reopened_figures_count_until_the_next_acceptance(people):
    one = making.update(people=people, state=State.ACCEPTED)
    one = move(one, workflow.REOPEN, by=people.reviewer, at=NOW, note="Đính chính")
    making.write(one, people.contributor, B1_1={"value": Decimal(50), "evidence": "16/BC-TH"})
    assert history.of_unit(people.department, YEAR + 1).last_year("B1.1").value == 40
    one = move(one, workflow.SUBMIT, by=people.head, at=NOW)
    move(one, workflow.ACCEPT, by=people.reviewer, at=NOW + timedelta(hours=1))
    assert history.of_unit(people.department, YEAR + 1).last_year("B1.1").value == 50


def test_the_consolidated_report_of_the_next_year_uses_names_and_reconciles_them(people):
    one = making.update(people=people, state=State.SUBMITTED)
    this_year = factories.period(YEAR + 1)
    day = NOW.date()
    estimate = compile_period(this_year, day).figures["B1.1"].previous.value
    move(one, workflow.ACCEPT, by=people.reviewer, at=NOW)
    compiled = compile_period(this_year, day)
    assert (compiled.figures["B1.1"].previous.value, compiled.figures["A9"].previous.figure) == (40, 95)
    frozen = {row["code"]: row for row in compiled.inputs["earlier"][0]["official"]}
    assert set(frozen) == set(making.ESTIMATES)
    assert (frozen["B1.1"]["value"], Decimal(frozen["B1.1"]["estimate"]["value"])) == ("40", estimate)
    assert frozen["B1.1"]["report"] == "305/BC-VPUBND"
    (note,) = year_notes(compiled)
    assert "số chính thức" in note
    assert "305/BC-VPUBND" in note
    own = compile_period(making.period(), day)  # the year itself, were it compiled again, keeps what was reported
    assert own.figures["B1.1"].total == estimate


def test_totals_of_the_phase_use_them_and_still_close(people):
    one = making.update(people=people, state=State.ACCEPTED)
    review = factories.period(YEAR, kind="phase_review", from_year=YEAR - 3, indicators={})
    compiled = compile_period(review, NOW.date())
    assert compiled.figures["B1.1"].years[YEAR].value == 40
    assert compiled.closes
    assert compiled.figures["C2.0"].total == compiled.figures["C2.1"].total + compiled.figures["C2.2"].total
    assert one.state == State.ACCEPTED


def test_a_compilation_made_before_is_out_of_date_because_of_them(people):
    one = making.update(people=people, state=State.SUBMITTED)
    this_year = factories.period(YEAR + 1)

    def report():
        inputs = compile_period(this_year, NOW.date()).inputs
        return SimpleNamespace(period=this_year, compilation=SimpleNamespace(inputs=inputs))

    made = report()
    assert changes_since(made) == []
    move(one, workflow.ACCEPT, by=people.reviewer, at=NOW)
    (change,) = changes_since(made)
    assert (change.unit, set(change.fields)) == ("th", set(making.ESTIMATES))
    assert str(YEAR) in change.sentence
    assert changes_since(report()) == []


def test_two_on_one_line_the_second_is_handed_back(people):
    one = making.update(people=people, filled=False)
    row = making.line(one, "C2.1")
    fields = {"value": Decimal(1), "numerator": None, "denominator": None, "note": "", "evidence": ""}
    change = editing.Change(row.pk, row.version, fields)
    assert editing.save_lines(one, [change], by=people.contributor, at=NOW).saved
    other = editing.Change(row.pk, row.version, fields | {"value": Decimal(2)})
    assert editing.save_lines(one, [other], by=people.head, at=NOW).conflicts
    assert making.line(one, "C2.1").value == 1
